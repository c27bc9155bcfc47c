import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { TenantState, TenantStatus } from '../../../domain/tenancy/tenant.js';
import type { UsedNow } from './usage.js';

/** What a tenant knows of itself: each question costs one round trip. */
export abstract class TenantProfile {
  abstract read(tenant: TenantContext): Promise<TenantState>;

  /** What it uses in a calendar month, as in `2026-03`. */
  abstract usage(tenant: TenantContext, month: string): Promise<UsedNow>;

  /** How it stands; closed, when there is no such tenant. */
  abstract status(tenant: TenantContext): Promise<TenantStatus>;
}
