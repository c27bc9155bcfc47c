import { expect } from 'chai';
import { v7 } from 'uuid';
import { creditNoteDetailsOf } from '../../../application/invoicing/credit-note-details.js';
import { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { CreditNoteNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { aCreditNote } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import { anIssuedInvoice, type OpenInvoicing } from './invoicing-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));

/** What every reader of credit notes promises. */
export function describeCreditNoteRegister(home: string, open: OpenInvoicing): void {
  describe(`reading credit notes in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const [one, other] = [await anIssuedInvoice(ports.work, tenant), await anIssuedInvoice(ports.work, tenant)];
      const notes = [day(3), day(1), day(3), day(2), day(2)].map((createdAt, at) => aCreditNote(tenant, at % 2 === 0 ? one : other, createdAt));
      for (const note of notes) await ports.work.run(tenant, ({ creditNotes }) => creditNotes.add(tenant, note));
      return { ...ports, tenant, invoiceId: one.state.id, stored: notes.map(creditNoteDetailsOf) };
    };

    it('finds a credit note of the tenant’s, and nobody else’s', async () => {
      const { creditNotes, tenant, stored: [one] } = await opened();
      const id = one?.id ?? CreditNoteId.from(v7());
      expect(await creditNotes.find(tenant, id)).to.deep.equal(one);
      await expect(creditNotes.find(aTenant(), id)).to.be.rejectedWith(CreditNoteNotFound);
      await expect(creditNotes.find(tenant, CreditNoteId.from(v7()))).to.be.rejectedWith(CreditNoteNotFound);
    });

    it('lists each credit note once, the newest first, whatever the size of the pages', async () => {
      const { creditNotes, tenant, stored } = await opened();
      const expected = idsInOrder(stored, ({ createdAt }) => createdAt.getTime(), true);
      for (const limit of [1, 2, 5, 6]) expect(await walk((page) => creditNotes.list(tenant, page), limit), `${limit} a page`).to.deep.equal(expected);
      expect((await creditNotes.list(tenant, { limit: 100 })).items.toSorted((a, b) => (a.id < b.id ? -1 : 1))).to.deep.equal(stored.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    });

    it('lists those of one invoice, and nothing of other tenants', async () => {
      const { creditNotes, tenant, stored, invoiceId } = await opened();
      const expected = idsInOrder(stored.filter((one) => one.invoiceId === invoiceId), ({ createdAt }) => createdAt.getTime(), true);
      expect(expected).to.have.length(3);
      expect(await walk((page) => creditNotes.list(tenant, { ...page, invoiceId }), 2)).to.deep.equal(expected);
      for (const query of [{}, { invoiceId }]) expect(await creditNotes.list(aTenant(), { limit: 20, ...query })).to.deep.equal({ items: [], next: null });
    });
  });
}
