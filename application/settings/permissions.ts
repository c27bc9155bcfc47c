import type { PermissionDeclaration } from '../shared/permission.js';

export const settingsPermissions = [
  { name: 'settings:settings:manage', description: 'Change and lock the settings of the tenant', heldBy: ['owner', 'admin'] },
] as const satisfies readonly PermissionDeclaration[];
