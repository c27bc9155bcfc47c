import type { CreditNote } from '../../../domain/invoicing/credit-note.js';
import type { Customer } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { Invoice } from '../../../domain/invoicing/invoice.js';
import type { Payment } from '../../../domain/invoicing/payment.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Documents as they are to be kept: each new, whatever has become of it since. */
export type Documents = {
  readonly customers?: readonly Customer[];
  readonly invoices?: readonly Invoice[];
  readonly payments?: readonly Payment[];
  readonly creditNotes?: readonly CreditNote[];
};

/** From the first id to the last, both included. */
export type IdRange = { readonly first: string; readonly last: string };

/** Takes documents over, hundreds at once. They are history and no news: nothing of them is announced. */
export abstract class Imports {
  /** How many customers the tenant has whose ids are in the range. */
  abstract countCustomers(tenant: TenantContext, ids: IdRange): Promise<number>;

  /** Which of those customers get no new invoices. */
  abstract archivedCustomers(tenant: TenantContext, ids: IdRange): Promise<readonly CustomerId[]>;

  /** How many invoices the tenant has whose ids are in the range. */
  abstract countInvoices(tenant: TenantContext, ids: IdRange): Promise<number>;

  /** @throws OutdatedVersion when one of them is there already, InvoiceNotFound when one is another tenant's */
  abstract add(tenant: TenantContext, documents: Documents): Promise<void>;
}
