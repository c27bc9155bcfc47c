import { AcceptInvitation } from '../../../application/identity/accept-invitation.js';
import { FindInvitation } from '../../../application/identity/find-invitation.js';
import { type IssuedInvitation, InviteUser } from '../../../application/identity/invite-user.js';
import { ListInvitations } from '../../../application/identity/list-invitations.js';
import { RevokeInvitation } from '../../../application/identity/revoke-invitation.js';
import { PlanLimitReached, RightsExceeded } from '../../../application/shared/refusals.js';
import {
  EmailTaken,
  InvitationAccepted,
  InvitationNotFound,
  InvitationPending,
  InvitationVoid,
} from '../../../domain/identity/identity-refusals.js';
import { createdShowingOnce, endpoint, issued, noContent, ok, page } from '../../shared/http/endpoint.js';
import {
  InvitationAcceptance,
  InvitationFilter,
  InvitationParams,
  InvitationTokenParams,
  InvitationView,
  IssuedInvitationView,
  NewInvitation,
} from './invitation-shapes.js';
import { CredentialsView } from './session-shapes.js';

export const invitationEndpoints = [
  endpoint({
    route: 'POST /v1/invitations',
    summary: 'Invite somebody',
    description:
      'Answers with a token, this once, that is good for as many days as `identity.invitation-days` says, seven unless set: pass it on to whoever is invited. An invitation of the same address that is pending is revoked.',
    body: NewInvitation,
    calls: InviteUser,
    with: ({ body }) => body,
    answers: createdShowingOnce(IssuedInvitationView, ({ invitation, token }: IssuedInvitation) => ({
      ...invitation,
      token,
      acceptPath: `/v1/invitations/${token}/acceptance`,
    })),
    refuses: [EmailTaken, InvitationPending, RightsExceeded],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/invitations',
    summary: 'List invitations',
    query: InvitationFilter,
    calls: ListInvitations,
    with: ({ query }) => query,
    answers: page(InvitationView),
  }),

  endpoint({
    route: 'GET /v1/invitations/{invitationId}',
    summary: 'Show an invitation',
    params: InvitationParams,
    calls: FindInvitation,
    with: ({ params }) => params,
    answers: ok(InvitationView),
    refuses: [InvitationNotFound],
  }),

  endpoint({
    route: 'DELETE /v1/invitations/{invitationId}',
    summary: 'Take an invitation back',
    description: 'Its token is void from now on. The invitation can still be seen.',
    params: InvitationParams,
    ifMatch: true,
    calls: RevokeInvitation,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [InvitationNotFound, InvitationAccepted],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invitations/{token}/acceptance',
    summary: 'Accept an invitation',
    description:
      'Makes whoever shows the token a member, with the address and the role of the invitation, and signs them in. A token that is unknown, used, revoked or expired, or whose inviter may not give the role any more, is refused alike.',
    params: InvitationTokenParams,
    body: InvitationAcceptance,
    calls: AcceptInvitation,
    with: ({ params, body }) => ({ ...params, ...body }),
    answers: issued(CredentialsView),
    refuses: [InvitationVoid, EmailTaken, PlanLimitReached],
    cost: 10,
  }),
];
