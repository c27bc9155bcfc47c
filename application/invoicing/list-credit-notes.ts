import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { CreditNoteDetails } from './credit-note-details.js';
import type { CreditNoteQuery, CreditNoteRegister } from './ports/credit-note-register.js';

/** Lists the tenant’s credit notes, the newest first. */
export class ListCreditNotes {
  static readonly needs = 'invoicing:credit-notes:read';

  constructor(private readonly register: CreditNoteRegister) {}

  execute(tenant: TenantContext, query: CreditNoteQuery): Promise<Page<CreditNoteDetails>> {
    return this.register.list(tenant, query);
  }
}
