import type { Series } from '../../../domain/invoicing/document-number.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Counts a tenant's invoices and its credit notes. Without gaps within a year: an ordinal taken by work that fails is given out again. */
export abstract class DocumentNumbers {
  /** From 1 on; the first of so many in a row. Whoever asks for the same tenant, series and year meanwhile waits until this work is kept or undone. */
  abstract next(tenant: TenantContext, series: Series, year: number, count?: number): Promise<number>;
}
