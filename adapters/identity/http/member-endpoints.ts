import { DeactivateMember } from '../../../application/identity/deactivate-member.js';
import { FindMember } from '../../../application/identity/find-member.js';
import { ListMembers } from '../../../application/identity/list-members.js';
import { ReactivateMember } from '../../../application/identity/reactivate-member.js';
import { RemoveMember } from '../../../application/identity/remove-member.js';
import { LastOwner, PlanLimitReached, RightsExceeded } from '../../../application/shared/refusals.js';
import { MemberNotFound } from '../../../domain/identity/identity-refusals.js';
import { endpoint, noContent, ok, page } from '../../shared/http/endpoint.js';
import { MemberFilter, MemberParams, MemberView } from './member-shapes.js';

export const memberEndpoints = [
  endpoint({
    route: 'GET /v1/members',
    summary: 'List members',
    query: MemberFilter,
    calls: ListMembers,
    with: ({ query }) => query,
    answers: page(MemberView),
  }),

  endpoint({
    route: 'GET /v1/members/{memberId}',
    summary: 'Show a member',
    params: MemberParams,
    calls: FindMember,
    with: ({ params }) => params,
    answers: ok(MemberView),
    refuses: [MemberNotFound],
  }),

  endpoint({
    route: 'POST /v1/members/{memberId}/deactivate',
    summary: 'Deactivate a member',
    description: 'Ends all sessions of the member, who cannot sign in from now on. The roles are kept, without their rights. The last owner who is active stays.',
    params: MemberParams,
    ifMatch: true,
    calls: DeactivateMember,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(MemberView),
    refuses: [MemberNotFound, LastOwner, RightsExceeded],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/members/{memberId}/reactivate',
    summary: 'Reactivate a member',
    description: 'The member can sign in again, with the roles and the password they had.',
    params: MemberParams,
    ifMatch: true,
    calls: ReactivateMember,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(MemberView),
    refuses: [MemberNotFound, RightsExceeded, PlanLimitReached],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/members/{memberId}',
    summary: 'Remove a member',
    description: 'Forgets the member and their sessions for good; the email address is free for another. The last owner who is active stays.',
    params: MemberParams,
    ifMatch: true,
    calls: RemoveMember,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [MemberNotFound, LastOwner, RightsExceeded],
    cost: 2,
  }),
];
