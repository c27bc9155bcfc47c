import { sql } from 'slonik';
import { z } from 'zod';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import { plans } from '../../../domain/tenancy/plan.js';
import type { Slug } from '../../../domain/tenancy/slug.js';
import type { TenantState } from '../../../domain/tenancy/tenant.js';

/** What a tenant is made of, as it stands in its table. */
export const tenantColumns = sql.fragment`
  tenant_id, slug, name, plan, suspended_since, suspended_reason, closes_at, closed_at, created_at, version
`;

export const tenantRow = z.object({
  tenant_id: z.string(),
  slug: z.string(),
  name: z.string(),
  plan: z.enum(plans),
  suspended_since: z.date().nullable(),
  suspended_reason: z.string().nullable(),
  closes_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  created_at: z.date(),
  version: z.number(),
});

export const stateOf = (row: z.infer<typeof tenantRow>): TenantState => ({
  id: row.tenant_id as TenantId,
  slug: row.slug as Slug,
  name: row.name,
  plan: row.plan,
  suspension: row.suspended_since === null ? null : { reason: row.suspended_reason, since: row.suspended_since },
  closesAt: row.closes_at,
  closedAt: row.closed_at,
  createdAt: row.created_at,
  version: row.version,
});
