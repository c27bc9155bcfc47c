import { expect } from 'chai';
import { CreditNoteNotFound, InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { creditNoteDetailsOf } from '../../../application/invoicing/credit-note-details.js';
import { aCreditNote, aLine, noon, percent } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, type OpenInvoicing } from './invoicing-homes.js';

/** What every home for credit notes promises. */
export function describeCreditNotes(home: string, open: OpenInvoicing): void {
  describe(`credit notes in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const lines = [aLine(99_999_999_999_999n, 500n, { taxRate: percent(19), description: 'Größe „M“ \u{1f9fe}' }), aLine(1n, 3n)];
      const note = aCreditNote(tenant, await anIssuedInvoice(ports.work, tenant, { lines }));
      const before = await ports.eventsOf(tenant);
      return { ...ports, tenant, note, before };
    };

    it('gives back what was added, to the last unit', async () => {
      const { work, creditNotes: register, tenant, note } = await opened();
      await work.run(tenant, ({ creditNotes }) => creditNotes.add(tenant, note));
      expect(await register.find(tenant, note.state.id)).to.deep.equal(creditNoteDetailsOf(note));
    });

    it('stores what happened with the credit note', async () => {
      const { work, eventsOf, tenant, note, before } = await opened();
      await work.run(tenant, ({ creditNotes }) => creditNotes.add(tenant, note));
      const { id: creditNoteId, invoiceId, number } = note.state;
      const total = { minorUnits: note.amounts.total.minorUnits.toString(), currency: 'EUR' };
      expect((await eventsOf(tenant)).slice(before.length)).to.deep.equal([
        { type: 'invoicing.credit-note-issued', occurredAt: noon.toISOString(), creditNoteId, invoiceId, number, total },
      ]);
    });

    it('hides a tenant’s credit notes from every other tenant, and takes none of theirs', async () => {
      const { work, creditNotes: register, eventsOf, tenant, note } = await opened();
      const stranger = aTenant();
      await expect(work.run(stranger, ({ creditNotes }) => creditNotes.add(stranger, note))).to.be.rejectedWith(InvoiceNotFound);
      await work.run(tenant, ({ creditNotes }) => creditNotes.add(tenant, note));
      await expect(register.find(stranger, note.state.id)).to.be.rejectedWith(CreditNoteNotFound);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('keeps nothing of work that fails', async () => {
      const { work, creditNotes: register, eventsOf, tenant, note, before } = await opened();
      const failing = work.run(tenant, async ({ creditNotes }) => {
        await creditNotes.add(tenant, note);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(register.find(tenant, note.state.id)).to.be.rejectedWith(CreditNoteNotFound);
      expect(await eventsOf(tenant)).to.deep.equal(before);
    });
  });
}
