import type { PermissionDeclaration } from '../shared/permission.js';

export const invoicingPermissions = [
  { name: 'invoicing:customers:read', description: 'See customers', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:customers:write', description: 'Add, change, archive and restore customers', heldBy: ['owner', 'admin', 'member'] },
  { name: 'invoicing:invoices:read', description: 'See invoices, and who owes what since when', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:invoices:write', description: 'Draft and change invoices', heldBy: ['owner', 'admin', 'member'] },
  { name: 'invoicing:invoices:issue', description: 'Issue invoices', heldBy: ['owner', 'admin'] },
  { name: 'invoicing:invoices:void', description: 'Make invoices void', heldBy: ['owner', 'admin'] },
  { name: 'invoicing:credit-notes:read', description: 'See credit notes', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:credit-notes:write', description: 'Credit invoices', heldBy: ['owner', 'admin'] },
  { name: 'invoicing:payments:read', description: 'See payments', heldBy: ['owner', 'admin', 'member', 'viewer'] },
  { name: 'invoicing:payments:write', description: 'Record and reverse payments', heldBy: ['owner', 'admin', 'member'] },
] as const satisfies readonly PermissionDeclaration[];
