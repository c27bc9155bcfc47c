import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Invoice } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerUnknown, InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aDraft, aLine, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { aStoredCustomer, aStoredDraft, type OpenInvoicing } from './invoicing-homes.js';

const save = (work: InvoicingWork, tenant: TenantContext, invoice: Invoice) =>
  work.run(tenant, ({ invoices }) => invoices.save(tenant, invoice));
const get = (work: InvoicingWork, tenant: TenantContext, id: InvoiceId) => work.run(tenant, ({ invoices }) => invoices.get(tenant, id));

/** What every home for invoices promises. */
export function describeInvoices(home: string, open: OpenInvoicing): void {
  describe(`invoices in ${home}`, () => {
    it('gives back what was saved, to the last unit, and with nothing left to announce', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const lines = [aLine(99_999_999_999_999n, 999n), aLine(0n, 0n), { ...aLine(1n, 1n), description: 'Größe „M“ \u{1f9fe} \\ \' "' }];
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

      const changed = await save(work, tenant, draft.change({ note: null, lines: [aLine(7n, 3n)], dueAt: noon }, noon));
      const issued = await save(work, tenant, changed.issue('INV-2026-00001', noon));

      const found = await get(work, tenant, draft.state.id);
      expect(found.state).to.deep.equal(issued.state);
      expect(found.state).to.deep.include({ version: 3, note: null, dueAt: noon, issued: { number: 'INV-2026-00001', at: noon } });
      expect(found.total.minorUnits).to.equal(21n);
    });

    it('stores what happened with the invoice, in order', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const draft = aDraft(tenant, { customerId });
      await save(work, tenant, draft.change({ note: 'Soon' }, noon).issue('INV-2026-00001', noon));

      const { id: invoiceId } = draft.state;
      const occurredAt = noon.toISOString();
      expect((await eventsOf(tenant)).slice(1)).to.deep.equal([
        { type: 'invoicing.invoice-drafted', occurredAt, invoiceId, customerId },
        { type: 'invoicing.invoice-changed', occurredAt, invoiceId },
        { type: 'invoicing.invoice-issued', occurredAt, invoiceId, number: 'INV-2026-00001', total: { minorUnits: '2500', currency: 'EUR' } },
      ]);
    });

    it('hides a tenant’s invoices from every other tenant', async () => {
      const [{ work, eventsOf }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const draft = await aStoredDraft(work, owner);

      await expect(get(work, stranger, draft.state.id)).to.be.rejectedWith(InvoiceNotFound);
      await expect(save(work, stranger, draft.change({ note: 'Mine' }, noon))).to.be.rejectedWith(InvoiceNotFound);
      await expect(save(work, stranger, Invoice.restore({ ...draft.state, tenantId: stranger.tenantId }))).to.be.rejectedWith(OutdatedVersion);

      expect((await get(work, owner, draft.state.id)).state).to.deep.equal(draft.state);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('keeps an invoice of the same id in two tenants apart', async () => {
      const [{ work }, one, other] = [await open(), aTenant(), aTenant()];
      const { state: { id } } = await aStoredDraft(work, one, { note: 'One' });
      await aStoredDraft(work, other, { id, note: 'Other' });

      await save(work, other, (await get(work, other, id)).change({ note: 'Changed' }, noon));

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
      await expect(save(work, tenant, Invoice.restore({ ...first.state, version: 9 }))).to.be.rejectedWith(OutdatedVersion);
      await expect(save(work, tenant, Invoice.restore({ ...first.state, version: 0 }))).to.be.rejectedWith(OutdatedVersion);

      expect((await get(work, tenant, first.state.id)).state).to.deep.equal(second.state);
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
