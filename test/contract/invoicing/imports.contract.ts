import { expect } from 'chai';
import { creditNoteDetailsOf } from '../../../application/invoicing/credit-note-details.js';
import { detailsOf } from '../../../application/invoicing/invoice-details.js';
import type { Documents } from '../../../application/invoicing/ports/imports.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CreditNote } from '../../../domain/invoicing/credit-note.js';
import { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { v7 } from 'uuid';
import { aCustomer, aDraft, aLine, aPayment, eur, noon, percent } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenInvoicing } from './invoicing-homes.js';

const later = new Date('2026-04-02T12:00:00.000Z');
const everyId = { first: '00000000-0000-0000-0000-000000000000', last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** One of everything, in each of its states. */
function documentsOf(tenant: TenantContext) {
  const { tenantId } = tenant;
  const customer = aCustomer(tenant, { name: 'Zoë \u{1f680} & "Söhne" \\' });
  const customerId = customer.state.id;
  const drafted = (note: string) => aDraft(tenant, { customerId, note, lines: [aLine(99_999_999_999n, 99n, { taxRate: percent(19), discount: percent(2.5) })] });
  const draft = aDraft(tenant, { customerId, note: null, lines: [] });
  const paid = aDraft(tenant, { customerId }).issue('INV-2026-00001', noon).pay(eur(2500n), later);
  const voided = drafted('Void').issue('INV-2026-00002', noon).void('By mistake', later);
  const { invoice: credited, lines } = drafted('Credited').issue('INV-2026-00003', noon).credit(null, later);
  const payment = aPayment(tenant, { invoiceId: paid.state.id, amount: eur(2500n), createdAt: later });
  const { id: invoiceId, currency } = credited.state;
  const note = CreditNote.issue({ id: CreditNoteId.from(v7()), tenantId, invoiceId, customerId, number: 'CN-2026-00001', currency, lines, reason: null, createdAt: later });
  return { customers: [customer], invoices: [draft, paid, voided, credited], payments: [payment], creditNotes: [note] };
}

const add = (work: InvoicingWork, tenant: TenantContext, documents: Documents) => work.run(tenant, ({ imports }) => imports.add(tenant, documents));

/** What every home that documents are taken over into promises. */
export function describeImports(home: string, open: OpenInvoicing): void {
  describe(`taking documents over into ${home}`, () => {
    it('gives back each as it was, in whatever state, and announces nothing', async () => {
      const [{ work, customers, invoices, payments, creditNotes, eventsOf }, tenant] = [await open(), aTenant()];
      const given = documentsOf(tenant);
      await add(work, tenant, given);

      for (const { state } of given.customers) expect(await customers.find(tenant, state.id)).to.deep.equal({ ...state, version: 1 });
      for (const invoice of given.invoices) expect(await invoices.find(tenant, invoice.state.id)).to.deep.equal(detailsOf(invoice.stored()));
      for (const { state } of given.payments) expect(await payments.find(tenant, state.id)).to.deep.equal({ ...state, version: 1 });
      for (const note of given.creditNotes) expect(await creditNotes.find(tenant, note.state.id)).to.deep.equal(creditNoteDetailsOf(note));
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('goes on with what was taken over as with everything else', async () => {
      const [{ work, invoices }, tenant] = [await open(), aTenant()];
      const { customers, invoices: [draft] } = documentsOf(tenant);
      await add(work, tenant, { customers, invoices: draft === undefined ? [] : [draft] });
      const { id } = draft?.state ?? { id: customers[0]?.state.id as never };
      await work.run(tenant, async (scope) => scope.invoices.save(tenant, (await scope.invoices.draft(tenant, id, 1)).change({ note: 'Here' }, later)));
      expect(await invoices.find(tenant, id)).to.include({ note: 'Here', version: 2 });
    });

    it('takes nothing over twice, and then nothing of what came with it', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { customers } = documentsOf(tenant);
      await add(work, tenant, { customers });
      await expect(add(work, tenant, { customers: [aCustomer(tenant), ...customers] })).to.be.rejectedWith(OutdatedVersion);
      expect(await work.run(tenant, ({ imports }) => imports.countCustomers(tenant, everyId))).to.equal(1);
    });

    it('counts what is in a range of ids, its ends included, of the tenant alone', async () => {
      const [{ work }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { customers, invoices } = documentsOf(tenant);
      await add(work, tenant, { customers, invoices });
      const counts = (whose: TenantContext, ids = everyId) =>
        work.run(whose, async ({ imports }) => [await imports.countCustomers(whose, ids), await imports.countInvoices(whose, ids)]);
      const [first = '', last = ''] = [invoices.map(({ state }) => state.id).toSorted().at(1), invoices.map(({ state }) => state.id).toSorted().at(2)];
      expect(await counts(tenant)).to.deep.equal([1, 4]);
      expect(await counts(tenant, { first, last })).to.deep.equal([0, 2]);
      expect(await counts(stranger)).to.deep.equal([0, 0]);
    });

    it('knows who of a range is archived, of the tenant alone', async () => {
      const [{ work }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const archived = aCustomer(tenant).archive(noon);
      const { id } = archived.state;
      await add(work, tenant, { customers: [aCustomer(tenant), archived] });
      const found = (whose: TenantContext, ids = everyId) => work.run(whose, ({ imports }) => imports.archivedCustomers(whose, ids));
      expect([await found(tenant), await found(tenant, { first: id, last: id })]).to.deep.equal([[id], [id]]);
      expect([await found(tenant, { ...everyId, last: everyId.first }), await found(stranger)]).to.deep.equal([[], []]);
    });

    it('takes over nothing of another tenant’s', async () => {
      const [{ work }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { customers, invoices, payments, creditNotes } = documentsOf(owner);
      for (const documents of [{ customers }, { customers, invoices }, { payments }, { creditNotes }]) {
        await expect(add(work, stranger, documents)).to.be.rejectedWith(InvoiceNotFound);
      }
      expect(await work.run(stranger, ({ imports }) => imports.countCustomers(stranger, everyId))).to.equal(0);
    });

    it('takes nothing over in work that fails', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const failing = work.run(tenant, async ({ imports }) => {
        await imports.add(tenant, documentsOf(tenant));
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await work.run(tenant, ({ imports }) => imports.countInvoices(tenant, everyId))).to.equal(0);
    });
  });
}
