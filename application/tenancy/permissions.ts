import type { PermissionDeclaration } from '../shared/permission.js';

export const tenancyPermissions = [
  { name: 'tenancy:tenant:read', description: 'See the tenant, its plan, its limits and what it uses of them', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'tenancy:tenant:write', description: 'Rename the tenant', heldBy: ['owner', 'admin'] },
  { name: 'tenancy:tenant:close', description: 'Have the tenant closed, and take that back', heldBy: ['owner'] },
] as const satisfies readonly PermissionDeclaration[];
