import { ChangePassword } from '../../../application/identity/change-password.js';
import { ChangeProfile } from '../../../application/identity/change-profile.js';
import { ShowProfile } from '../../../application/identity/show-profile.js';
import { MemberNotFound, PasswordWrong, SignInDelayed } from '../../../domain/identity/identity-refusals.js';
import { endpoint, noContent, ok } from '../../shared/http/endpoint.js';
import { MemberView } from './member-shapes.js';
import { PasswordChange, ProfileChange } from './profile-shapes.js';

export const profileEndpoints = [
  endpoint({
    route: 'GET /v1/me/profile',
    summary: 'Show my profile',
    description: 'Shows what is known of the caller, whatever their role.',
    calls: ShowProfile,
    with: () => undefined,
    answers: ok(MemberView),
    refuses: [MemberNotFound],
  }),

  endpoint({
    route: 'PATCH /v1/me/profile',
    summary: 'Change my profile',
    body: ProfileChange,
    ifMatch: true,
    calls: ChangeProfile,
    with: ({ body, version }) => ({ version, change: body }),
    answers: ok(MemberView),
    refuses: [MemberNotFound],
    cost: 2,
  }),

  endpoint({
    route: 'PUT /v1/me/password',
    summary: 'Change my password',
    description: 'Needs the current password once more. All other sessions of the caller end, unless they ask for those to go on.',
    body: PasswordChange,
    callerAddress: true,
    calls: ChangePassword,
    with: ({ body, callerAddress }) => ({ ...body, callerAddress }),
    answers: noContent,
    refuses: [PasswordWrong, SignInDelayed],
    cost: 10,
  }),
];
