import { expect } from 'chai';
import { recomputeAgeing } from '../../../application/invoicing/job-types.js';
import { MarkOverdueInvoices } from '../../../application/invoicing/mark-overdue-invoices.js';
import { RecomputeAgeing } from '../../../application/invoicing/recompute-ageing.js';
import { RequestAgeing } from '../../../application/invoicing/request-ageing.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aCustomer, aDraft, eur, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, aStoredCustomer, type OpenInvoicing } from './invoicing-homes.js';

const asOf = new Date(noon.getTime() + 1);

/** What marking late invoices, and computing what is owed, promise over every home. */
export function describeMarkingAtOnce(home: string, open: OpenInvoicing): void {
  describe(`marking late invoices in ${home}`, () => {
    it('marks each once, though two do so at once', async () => {
      const [{ work, eventsOf, invoices }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      for (let count = 0; count < 12; count++) await anIssuedInvoice(work, tenant, { customerId, dueAt: noon });
      const mark = () => new MarkOverdueInvoices(work).execute(tenant, { asOf });

      const marked = await Promise.all([mark(), mark(), mark()]);

      expect(marked.toSorted((one, other) => one - other)).to.deep.equal([0, 0, 12]);
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.invoice-overdue')).to.have.length(12);
      const { items } = await invoices.list(tenant, { limit: 20, sort: 'createdAt' }, asOf);
      for (const { id } of items) expect(await invoices.find(tenant, id)).to.deep.include({ overdueSince: asOf, version: 3 });
    });

    it('passes nothing over that somebody else is at: it waits, and sees what came of it', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const [held, settled] = [await anIssuedInvoice(work, tenant, { dueAt: noon }), await anIssuedInvoice(work, tenant, { dueAt: noon })];
      const { marking } = await work.run(tenant, async ({ invoices }) => {
        const [one, other] = [await invoices.issued(tenant, held.state.id), await invoices.issued(tenant, settled.state.id)];
        const begun = new MarkOverdueInvoices(work).execute(tenant, { asOf });
        await invoices.save(tenant, one.pay(eur(100n), noon));
        await invoices.save(tenant, other.pay(eur(2500n), noon));
        return { marking: begun };
      });

      expect(await marking).to.equal(1);
      expect(await register.find(tenant, held.state.id)).to.deep.include({ overdueSince: asOf, paid: eur(100n) });
      expect(await register.find(tenant, settled.state.id)).to.deep.include({ overdueSince: null, status: 'paid' });
    });

    it('does so many at once, and what is left next time', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant);
      const invoices = Array.from({ length: 201 }, (_, at) => aDraft(tenant, { customerId: customer.state.id, dueAt: noon }).issue(`INV-2026-1${at}`, noon));
      await work.run(tenant, ({ imports }) => imports.add(tenant, { customers: [customer], invoices }));
      const mark = () => new MarkOverdueInvoices(work).execute(tenant, { asOf });
      expect([await mark(), await mark(), await mark()]).to.deep.equal([200, 1, 0]);
    });

    it('computes what is owed, and asks for that as a job of whoever asks', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await anIssuedInvoice(work, tenant, { dueAt: noon });
      await new RecomputeAgeing(work, ageing, new FixedClock(asOf)).execute(tenant, { signal: new AbortController().signal, progress: async () => undefined });
      const { currencies, ...rest } = await ageing.summary(tenant);
      expect(rest).to.deep.equal({ asOf, computedAt: asOf, customers: 1, invoices: 1, isOutdated: false, version: 1 });
      expect(currencies).to.have.length(1);
      expect(await new RequestAgeing(work).execute(tenant)).to.deep.include({ type: recomputeAgeing.name, status: 'waiting', version: 1 });
    });
  });
}
