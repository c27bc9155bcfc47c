import { usualInvitationDays } from '../../domain/identity/invitation.js';
import { setting, type SettingDeclaration, text, wholeNumber } from '../shared/setting.js';

/** How long whoever is invited can take their time. */
export const invitationDays = setting('identity.invitation-days', {
  description: 'For how many days an invitation can be accepted',
  kind: wholeNumber({ min: 1, max: 30 }),
  default: usualInvitationDays,
  levels: ['platform', 'plan', 'tenant'],
});

/** For whoever shows times to people. */
const timeZone = setting('identity.time-zone', {
  description: 'In which time zone times are shown, by its name in the IANA database',
  kind: text({ min: 1, max: 64, pattern: { source: '[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}', is: 'a time zone such as Europe/Berlin' } }),
  default: 'UTC',
});

export const identitySettings: readonly SettingDeclaration[] = [invitationDays, timeZone];
