import type { PermissionDeclaration } from '../shared/permission.js';

export const tenancyPermissions = [
  { name: 'tenancy:tenant:read', description: 'See the tenant, its plan and limits', heldBy: ['owner', 'admin', 'member', 'viewer'] },
] as const satisfies readonly PermissionDeclaration[];
