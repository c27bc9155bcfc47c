import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { InvoiceStatus } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';
import type { InvoiceDetails, ListedInvoice } from '../invoice-details.js';

/** What invoices can be listed by; a minus turns it round. Without a due date is later than any. Ties are broken by id. */
export const invoiceSorts = ['-createdAt', 'createdAt', '-total', 'total', '-dueAt', 'dueAt'] as const;
export type InvoiceSort = (typeof invoiceSorts)[number];

export type InvoiceQuery = PageRequest & {
  readonly sort: InvoiceSort;
  readonly status?: InvoiceStatus;
  readonly customerId?: CustomerId;
  /** Those of which something is left to be paid, and should have been by now; or all others. */
  readonly overdue?: boolean;
  /** Exclusive. */
  readonly createdAfter?: Date;
  /** Exclusive. */
  readonly createdBefore?: Date;
};

/** A tenant's invoices, to be read: each question costs one round trip. */
export abstract class InvoiceRegister {
  /** @throws InvoiceNotFound, also when the invoice belongs to another tenant. */
  abstract find(tenant: TenantContext, invoiceId: InvoiceId): Promise<InvoiceDetails>;

  abstract list(tenant: TenantContext, query: InvoiceQuery, now: Date): Promise<Page<ListedInvoice>>;
}
