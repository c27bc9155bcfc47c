import type { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';
import type { CreditNoteDetails } from '../credit-note-details.js';

export type CreditNoteQuery = PageRequest & { readonly invoiceId?: InvoiceId };

/** A tenant's credit notes, to be read: each question costs one round trip. */
export abstract class CreditNoteRegister {
  /** @throws CreditNoteNotFound, also when the credit note belongs to another tenant. */
  abstract find(tenant: TenantContext, creditNoteId: CreditNoteId): Promise<CreditNoteDetails>;

  /** The newest first. */
  abstract list(tenant: TenantContext, query: CreditNoteQuery): Promise<Page<CreditNoteDetails>>;
}
