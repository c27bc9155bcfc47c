import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

export type Person = { readonly id: PrincipalId; readonly name: string; readonly email: string };

/** Who a principal is. */
export abstract class People {
  /** @returns null when the tenant has nobody of this id. */
  abstract find(tenant: TenantContext, id: PrincipalId): Promise<Person | null>;
}
