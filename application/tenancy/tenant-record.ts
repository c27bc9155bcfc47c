import type { Tenant, TenantState, TenantStatus } from '../../domain/tenancy/tenant.js';

/** A tenant as operators see it. */
export type TenantRecord = TenantState & { readonly status: TenantStatus };

export const recordOf = ({ state, status }: Tenant): TenantRecord => ({ ...state, status });
