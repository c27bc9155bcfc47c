import type { CreditNote } from '../../../domain/invoicing/credit-note.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's credit notes, to be added to: none ever changes. */
export abstract class CreditNotes {
  /** Stores a new credit note and its events as one. */
  abstract add(tenant: TenantContext, note: CreditNote): Promise<void>;
}
