import type { PermissionDeclaration } from '../shared/permission.js';

export const settingsPermissions = [
  { name: 'settings:settings:read', description: 'See settings, and how they came to be what they are', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'settings:settings:manage', description: 'Change and lock the settings of the tenant', heldBy: ['owner', 'admin'] },
] as const satisfies readonly PermissionDeclaration[];
