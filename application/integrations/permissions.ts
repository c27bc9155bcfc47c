import type { PermissionDeclaration } from '../shared/permission.js';

export const integrationsPermissions = [
  { name: 'integrations:events:read', description: 'Follow what happens, as far as one may see what it happens to', heldBy: ['owner', 'admin', 'member', 'viewer'] },
] as const satisfies readonly PermissionDeclaration[];
