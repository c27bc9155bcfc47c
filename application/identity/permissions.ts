import type { PermissionDeclaration } from '../shared/permission.js';

export const identityPermissions = [
  { name: 'identity:members:read', description: 'See who is a member', heldBy: ['owner', 'admin', 'member'] },
  { name: 'identity:members:manage', description: 'Deactivate, reactivate and remove members', heldBy: ['owner', 'admin'] },
  { name: 'identity:invitations:manage', description: 'Invite people, see invitations and revoke them', heldBy: ['owner', 'admin'] },
] as const satisfies readonly PermissionDeclaration[];
