import type { Standing, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';

export type TenantCard = {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly status: Standing | 'closed';
};

/** How the caller's tenant presents itself. */
export abstract class TenantCards {
  abstract read(tenant: TenantContext): Promise<TenantCard>;
}
