import { AssignRoles } from '../../../application/access/assign-roles.js';
import { ListPermissions } from '../../../application/access/list-permissions.js';
import { ListRoles, type RoleAllowing } from '../../../application/access/list-roles.js';
import { ShowMemberRoles } from '../../../application/access/show-member-roles.js';
import type { PermissionDeclaration } from '../../../application/shared/permission.js';
import { LastOwner, RightsExceeded } from '../../../application/shared/refusals.js';
import { HolderNotFound, RolesUnfit } from '../../../domain/access/access-refusals.js';
import { endpoint, ok, value } from '../../shared/http/endpoint.js';
import { MemberRolesView, PermissionsView, RoleChange, RoleHolderParams, RolesView } from './role-shapes.js';

export const roleEndpoints = [
  endpoint({
    route: 'GET /v1/permissions',
    summary: 'List permissions',
    description: 'Lists what can be allowed, and which roles allow it.',
    calls: ListPermissions,
    with: () => undefined,
    answers: value(PermissionsView, (data: readonly PermissionDeclaration[]) => ({ data })),
  }),

  endpoint({
    route: 'GET /v1/roles',
    summary: 'List roles',
    description: 'Lists the roles that every tenant has, the most powerful first, and what each allows.',
    calls: ListRoles,
    with: () => undefined,
    answers: value(RolesView, (data: readonly RoleAllowing[]) => ({ data })),
  }),

  endpoint({
    route: 'GET /v1/members/{memberId}/roles',
    summary: 'Show the roles of a member',
    params: RoleHolderParams,
    calls: ShowMemberRoles,
    with: ({ params }) => params,
    answers: ok(MemberRolesView),
    refuses: [HolderNotFound],
  }),

  endpoint({
    route: 'PUT /v1/members/{memberId}/roles',
    summary: 'Change the roles of a member',
    description:
      'These roles take the place of those held before, and count everywhere within two seconds. Nobody gives rights that they do not hold, nor takes such rights away; who is an owner, owners alone decide; and the last owner who is active stays one.',
    params: RoleHolderParams,
    body: RoleChange,
    ifMatch: true,
    calls: AssignRoles,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(MemberRolesView),
    refuses: [HolderNotFound, RolesUnfit, LastOwner, RightsExceeded],
    cost: 2,
  }),
];
