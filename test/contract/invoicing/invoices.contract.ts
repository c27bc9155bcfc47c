import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { asDraft, asIssued } from '../../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerArchived, CustomerUnknown, InvoiceAlreadyIssued, InvoiceIsVoid, InvoiceNotFound, InvoiceNotIssued } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aDraft, aLine, eur, noon, percent } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, aStoredCustomer, aStoredDraft, lineOf, type OpenInvoicing, save } from './invoicing-homes.js';

const later = new Date('2026-03-20T12:00:00.000Z');

const get = (work: InvoicingWork, tenant: TenantContext, id: InvoiceId) => work.run(tenant, ({ invoices }) => invoices.get(tenant, id));

/** What every home for invoices promises. */
export function describeInvoices(home: string, open: OpenInvoicing): void {
  describe(`invoices in ${home}`, () => {
    it('gives back what was saved, to the last unit, and with nothing left to announce', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const lines = [aLine(99_999_999_999_999n, 999n), aLine(0n, 1n), aLine(1n, 1n, { description: 'Größe „M“ \u{1f9fe} \\ \' "', taxRate: percent(7.75), discount: percent(33.33) })];
      const draft = aDraft(tenant, { customerId, lines, dueAt: new Date('2026-03-31T21:59:59.999Z') });

      const stored = await save(work, tenant, draft);

      expect(stored.state).to.deep.equal({ ...draft.state, version: 1 });
      const found = await get(work, tenant, draft.state.id);
      expect(found.state).to.deep.equal(stored.state);
      expect(found.events).to.deep.equal([]);
    });

    it('gives back what was left out as left out', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state } = await aStoredDraft(work, tenant, { note: null, dueAt: null, lines: [] });
      expect((await get(work, tenant, state.id)).state).to.deep.equal(state);
    });

    it('gives back what was changed and issued since', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const draft = await aStoredDraft(work, tenant);

      const changed = asDraft(await save(work, tenant, draft.change({ note: null, lines: [aLine(7n, 3n)], dueAt: noon }, noon)));
      const issued = await save(work, tenant, changed.issue('INV-2026-00001', noon));

      const found = await get(work, tenant, draft.state.id);
      expect(found.state).to.deep.equal(issued.state);
      expect(found.state).to.deep.include({ version: 3, note: null, dueAt: noon, number: 'INV-2026-00001', issuedAt: noon, paidAt: null });
      expect(found.amounts.total.minorUnits).to.equal(21n);
    });

    it('gives back what was paid, credited, settled and opened again since', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const issued = await anIssuedInvoice(work, tenant);
      const { invoice } = issued.credit([{ lineId: lineOf(issued).id, quantity: 1n }], noon);
      const paid = asIssued(await save(work, tenant, invoice.pay(eur(1250n), noon)));
      expect((await get(work, tenant, issued.state.id)).state).to.deep.equal(paid.state);
      expect(paid.state).to.deep.include({ paid: eur(1250n), credited: eur(1250n), paidAt: noon });

      const reopened = await save(work, tenant, paid.unpay(eur(1000n), noon));
      const found = asIssued(await get(work, tenant, issued.state.id));
      expect(found.state).to.deep.equal(reopened.state);
      expect([found.status, found.balance]).to.deep.equal(['issued', eur(1000n)]);
    });

    it('gives back since when it has been known to be late', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const issued = await anIssuedInvoice(work, tenant, { dueAt: noon });
      const marked = await save(work, tenant, issued.markOverdue(later));
      expect((await get(work, tenant, issued.state.id)).state).to.deep.equal(marked.state);
      expect(marked.state).to.deep.include({ overdueSince: later, version: 3 });
    });

    it('finds what is late as of a moment and not known to be, what was due first coming first, and so many at most', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const due = (milliseconds: number) => anIssuedInvoice(work, tenant, { customerId, dueAt: new Date(later.getTime() + milliseconds) });
      const late = async (limit: number) => (await work.run(tenant, ({ invoices }) => invoices.late(tenant, later, limit))).map(({ state }) => state);
      const [third, first, second, marked, paid, voided] = [await due(-1), await due(-9), await due(-1), await due(-5), await due(-5), await due(-5)];
      await due(0);
      await aStoredDraft(work, tenant, { customerId, dueAt: noon });
      await save(work, tenant, marked.markOverdue(later));
      await save(work, tenant, paid.pay(eur(2500n), noon));
      await save(work, tenant, voided.void('Sent twice', noon));

      const expected = [first, ...[second, third].toSorted((one, other) => (one.state.id < other.state.id ? -1 : 1))].map(({ state }) => state);
      expect(await late(10)).to.deep.equal(expected);
      expect(await late(2)).to.deep.equal(expected.slice(0, 2));
    });

    it('tells no tenant what is late of another’s', async () => {
      const [{ work }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await anIssuedInvoice(work, tenant, { dueAt: noon });
      expect(await work.run(stranger, ({ invoices }) => invoices.late(stranger, later, 10))).to.deep.equal([]);
    });

    it('gives back what was made void since', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const issued = await anIssuedInvoice(work, tenant);
      const voided = await save(work, tenant, issued.void('Sent twice', noon));
      const found = await get(work, tenant, issued.state.id);
      expect(found.state).to.deep.equal(voided.state);
      expect(found.status).to.equal('void');
    });

    it('gives out a draft and an issued invoice as what they are, in the version that is named, and nothing else', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const [{ state: { id: draftId } }, issued] = [await aStoredDraft(work, tenant), await anIssuedInvoice(work, tenant)];
      const { id: issuedId } = issued.state;
      const draft = (id: InvoiceId, version: number) => work.run(tenant, ({ invoices }) => invoices.draft(tenant, id, version));
      const given = (id: InvoiceId, version?: number) => work.run(tenant, ({ invoices }) => invoices.issued(tenant, id, version));

      expect((await draft(draftId, 1)).state.id).to.equal(draftId);
      expect([(await given(issuedId)).state, (await given(issuedId, 2)).state]).to.deep.equal([issued.state, issued.state]);
      await expect(draft(issuedId, 2)).to.be.rejectedWith(InvoiceAlreadyIssued);
      await expect(given(draftId)).to.be.rejectedWith(InvoiceNotIssued);
      for (const version of [0, 2]) await expect(draft(draftId, version)).to.be.rejectedWith(OutdatedVersion);
      for (const version of [0, 1, 3]) await expect(given(issuedId, version)).to.be.rejectedWith(OutdatedVersion);
      await expect(draft(issuedId, 1)).to.be.rejectedWith(OutdatedVersion);
      await save(work, tenant, issued.void('Sent twice', noon));
      await expect(given(issuedId)).to.be.rejectedWith(InvoiceIsVoid);
      await expect(draft(issuedId, 3)).to.be.rejectedWith(InvoiceAlreadyIssued);
    });

    it('stores what happened with the invoice, in order', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const draft = aDraft(tenant, { customerId });
      const stored = asDraft(await save(work, tenant, draft));
      await save(work, tenant, stored.change({ note: 'Soon' }, noon).issue('INV-2026-00001', noon));

      const { id: invoiceId } = draft.state;
      const occurredAt = noon.toISOString();
      expect((await eventsOf(tenant)).slice(1)).to.deep.equal([
        { type: 'invoicing.invoice-drafted', occurredAt, invoiceId, customerId },
        { type: 'invoicing.invoice-changed', occurredAt, invoiceId },
        { type: 'invoicing.invoice-issued', occurredAt, invoiceId, number: 'INV-2026-00001', total: { minorUnits: '2500', currency: 'EUR' }, dueAt: '2026-03-31T12:00:00.000Z' },
      ]);
    });

    it('hides a tenant’s invoices from every other tenant', async () => {
      const [{ work, eventsOf }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const draft = await aStoredDraft(work, owner);

      await expect(get(work, stranger, draft.state.id)).to.be.rejectedWith(InvoiceNotFound);
      await expect(save(work, stranger, draft.change({ note: 'Mine' }, noon))).to.be.rejectedWith(InvoiceNotFound);
      await expect(save(work, stranger, InvoiceDraft.restore({ ...draft.state, tenantId: stranger.tenantId }))).to.be.rejectedWith(OutdatedVersion);

      expect((await get(work, owner, draft.state.id)).state).to.deep.equal(draft.state);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('keeps an invoice of the same id in two tenants apart', async () => {
      const [{ work }, one, other] = [await open(), aTenant(), aTenant()];
      const { state: { id } } = await aStoredDraft(work, one, { note: 'One' });
      await aStoredDraft(work, other, { id, note: 'Other' });

      await save(work, other, asDraft(await get(work, other, id)).change({ note: 'Changed' }, noon));

      expect((await get(work, one, id)).state.note).to.equal('One');
    });

    it('knows no invoice that was never saved', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      await expect(get(work, tenant, v7() as InvoiceId)).to.be.rejectedWith(InvoiceNotFound);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const draft = aDraft(tenant, { customerId });

      const failing = work.run(tenant, async ({ invoices }) => {
        await invoices.save(tenant, draft);
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(get(work, tenant, draft.state.id)).to.be.rejectedWith(InvoiceNotFound);
      expect((await eventsOf(tenant)).map(({ type }) => type)).to.deep.equal(['invoicing.customer-added']);
    });

    it('lets only one of two writers win, and announces only the winner’s', async () => {
      const [{ work, invoices: register, eventsOf }, tenant] = [await open(), aTenant()];
      const seen = await aStoredDraft(work, tenant);

      const outcomes = await Promise.allSettled(['A', 'B'].map((note) => save(work, tenant, seen.change({ note }, noon))));

      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      const [loser] = outcomes.filter((it) => it.status === 'rejected');
      expect(more).to.deep.equal([]);
      expect(loser?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await register.find(tenant, seen.state.id)).note).to.equal(winner?.value.state.note);
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.invoice-changed')).to.have.length(1);
    });

    it('refuses a version that is older, and one that is not there yet', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const first = await aStoredDraft(work, tenant);
      const second = await save(work, tenant, first.change({ note: 'Second' }, noon));

      await expect(save(work, tenant, first.change({ note: 'Late' }, noon))).to.be.rejectedWith(OutdatedVersion);
      await expect(save(work, tenant, InvoiceDraft.restore({ ...first.state, version: 9 }))).to.be.rejectedWith(OutdatedVersion);
      await expect(save(work, tenant, InvoiceDraft.restore({ ...first.state, version: 0 }))).to.be.rejectedWith(OutdatedVersion);

      expect((await get(work, tenant, first.state.id)).state).to.deep.equal(second.state);
    });

    it('takes nothing for new but a draft', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const issued = aDraft(tenant, { customerId }).issue('INV-2026-00001', noon);
      await expect(save(work, tenant, issued)).to.be.rejectedWith(OutdatedVersion);
    });

    it('refuses a new invoice for a customer who is archived, and changes those who were there before', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const customer = await aStoredCustomer(work, tenant);
      const draft = await aStoredDraft(work, tenant, { customerId: customer.state.id });
      await work.run(tenant, ({ customers }) => customers.save(tenant, customer.archive(noon)));
      const before = await eventsOf(tenant);

      await expect(save(work, tenant, aDraft(tenant, { customerId: customer.state.id }))).to.be.rejectedWith(CustomerArchived);
      expect(await eventsOf(tenant)).to.deep.equal(before);
      expect((await save(work, tenant, draft.issue('INV-2026-00001', noon))).status).to.equal('issued');
    });

    it('lets whoever asks for an invoice wait until the work of who asked before is kept, and see what came of it', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await anIssuedInvoice(work, tenant);
      const pay = () => work.run(tenant, async ({ invoices }) => invoices.save(tenant, (await invoices.issued(tenant, id)).pay(eur(100n), noon)));
      await Promise.all(Array.from({ length: 5 }, pay));
      expect(asIssued(await get(work, tenant, id)).state).to.deep.include({ paid: eur(500n), version: 7 });
    });

    it('refuses an invoice for a customer whom the tenant does not have', async () => {
      const [{ work }, tenant, neighbour] = [await open(), aTenant(), aTenant()];
      const { state: { id: theirs } } = await aStoredCustomer(work, neighbour);

      for (const customerId of [theirs, CustomerId.from(v7())]) {
        await expect(save(work, tenant, aDraft(tenant, { customerId }))).to.be.rejectedWith(CustomerUnknown);
      }
    });
  });
}
