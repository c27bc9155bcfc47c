import { z } from 'zod';
import type { CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const customerRow = z.object({
  id: z.string(),
  name: z.string(),
  reference: z.string().nullable(),
  email: z.string().nullable(),
  archived_at: z.date().nullable(),
  created_at: z.date(),
  version: z.number(),
});

export const customerOf = ({ tenantId }: TenantContext, row: z.infer<typeof customerRow>): CustomerState => ({
  id: row.id as CustomerId,
  tenantId,
  name: row.name,
  reference: row.reference,
  email: row.email as EmailAddress | null,
  archivedAt: row.archived_at,
  createdAt: row.created_at,
  version: row.version,
});
