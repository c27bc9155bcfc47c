import type { PermissionDeclaration } from '../shared/permission.js';

export const accessPermissions = [
  { name: 'access:roles:read', description: 'See who holds which roles, and what they allow', heldBy: ['owner', 'admin', 'member'] },
  { name: 'access:roles:assign', description: 'Change the roles of members', heldBy: ['owner', 'admin'] },
] as const satisfies readonly PermissionDeclaration[];
