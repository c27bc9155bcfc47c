import { z } from 'zod';
import { type UserState, userStatuses } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** A user as their row has it. */
export const userRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  password_hash: z.string(),
  status: z.enum(userStatuses),
  created_at: z.date(),
  version: z.number(),
});

export const userOf = ({ tenantId }: TenantContext, row: z.infer<typeof userRow>): UserState => ({
  id: row.id as PrincipalId,
  tenantId,
  email: row.email as EmailAddress,
  name: row.name,
  passwordHash: row.password_hash,
  status: row.status,
  createdAt: row.created_at,
  version: row.version,
});
