import type { SystemContext } from '../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

/** What other contexts may ask of tenancy. */
export abstract class TenantDirectory {
  /** Which tenant signs in under this slug; null when there is none. */
  abstract tenantOf(system: SystemContext, slug: string): Promise<TenantId | null>;

  /** How the tenant presents itself. */
  abstract cardOf(tenant: TenantContext): Promise<TenantCard>;
}

export type TenantCard = { readonly id: TenantId; readonly slug: string; readonly name: string; readonly plan: string };
