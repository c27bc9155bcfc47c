import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Without gaps within a tenant and year: a number taken by work that fails is given out again. */
export abstract class InvoiceNumbers {
  /** @returns e.g. `INV-2026-00001`. */
  abstract next(tenant: TenantContext, year: number): Promise<string>;
}
