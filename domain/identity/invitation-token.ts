import { TenantId } from '../shared/tenant-context.js';
import { InvitationVoid } from './identity-refusals.js';
import { InvitationId } from './invitation-id.js';

/** What accepts an invitation. It carries its tenant inside, because whoever shows it has no session. */
export type InvitationToken = {
  readonly tenantId: TenantId;
  readonly invitationId: InvitationId;
  /** Random, and stored by its hash alone. */
  readonly secret: string;
};

export const InvitationToken = {
  pattern: '^ati_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_[A-Za-z0-9_-]{43}$',

  write: ({ tenantId, invitationId, secret }: InvitationToken): string => `ati_${tenantId}_${invitationId}_${secret}`,

  /** @throws InvitationVoid when it was never one of ours. */
  read(text: string): InvitationToken {
    if (!FORM.test(text)) throw new InvitationVoid();
    return {
      tenantId: TenantId.from(text.slice(4, 40)),
      invitationId: InvitationId.from(text.slice(41, 77)),
      secret: text.slice(78),
    };
  },
};

const FORM = new RegExp(InvitationToken.pattern);
