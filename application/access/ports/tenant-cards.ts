import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';

export type TenantCard = { readonly id: TenantId; readonly slug: string; readonly name: string; readonly plan: string };

/** How the caller's tenant presents itself. */
export abstract class TenantCards {
  abstract read(tenant: TenantContext): Promise<TenantCard>;
}
