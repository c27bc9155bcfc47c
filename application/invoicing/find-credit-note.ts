import type { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { CreditNoteDetails } from './credit-note-details.js';
import type { CreditNoteRegister } from './ports/credit-note-register.js';

/** Shows one credit note. */
export class FindCreditNote {
  static readonly needs = 'invoicing:credit-notes:read';

  constructor(private readonly register: CreditNoteRegister) {}

  execute(tenant: TenantContext, { creditNoteId }: { readonly creditNoteId: CreditNoteId }): Promise<CreditNoteDetails> {
    return this.register.find(tenant, creditNoteId);
  }
}
