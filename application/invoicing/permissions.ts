import type { PermissionDeclaration } from '../shared/permission.js';

export const invoicingPermissions = [
  { name: 'invoicing:customers:read', description: 'See customers', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:customers:write', description: 'Add and change customers', heldBy: ['owner', 'admin', 'member'] },
  { name: 'invoicing:invoices:read', description: 'See invoices', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:invoices:write', description: 'Draft and change invoices', heldBy: ['owner', 'admin', 'member'] },
  { name: 'invoicing:invoices:issue', description: 'Issue invoices', heldBy: ['owner', 'admin'] },
] as const satisfies readonly PermissionDeclaration[];
