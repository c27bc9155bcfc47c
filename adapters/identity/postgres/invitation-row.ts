import { sql } from 'slonik';
import { z } from 'zod';
import { type InvitationState, invitationStatuses } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** What an invitation is made of, as it stands in its table. */
export const invitationColumns = sql.fragment`id, email, role, invited_by, secret_hash, status, created_at, expires_at, version`;

/** An invitation as its row has it. */
export const invitationRow = z.object({
  id: z.string(),
  email: z.string(),
  role: z.string(),
  invited_by: z.string(),
  secret_hash: z.string(),
  status: z.enum(invitationStatuses),
  created_at: z.date(),
  expires_at: z.date(),
  version: z.number(),
});

export const invitationOf = ({ tenantId }: TenantContext, row: z.infer<typeof invitationRow>): InvitationState => ({
  id: row.id as InvitationId,
  tenantId,
  email: row.email as EmailAddress,
  role: row.role,
  invitedBy: row.invited_by as PrincipalId,
  secretHash: row.secret_hash,
  status: row.status,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  version: row.version,
});
