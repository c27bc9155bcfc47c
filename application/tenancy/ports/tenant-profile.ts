import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { TenantState, TenantStatus } from '../../../domain/tenancy/tenant.js';
import type { UsedNow } from './usage.js';

/** What a tenant knows of itself: each question costs one round trip. */
export abstract class TenantProfile {
  abstract read(tenant: TenantContext): Promise<TenantState>;

  /** With what it uses in this calendar month. */
  abstract readWithUsage(tenant: TenantContext, month: string): Promise<{ readonly state: TenantState; readonly used: UsedNow }>;

  /** How it stands; closed, when there is no such tenant. */
  abstract status(tenant: TenantContext): Promise<TenantStatus>;
}
