import { expect } from 'chai';
import type { Owed } from '../../../application/invoicing/ports/ageing.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Money } from '../../../domain/shared/money.js';
import { aLine, eur, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, aStoredCustomer, aStoredDraft, type OpenInvoicing, save } from './invoicing-homes.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const asOf = new Date('2027-01-01T00:00:00.000Z');
const lateBy = (days: number, milliseconds = 0) => new Date(asOf.getTime() - days * DAY_MS - milliseconds);
const nothing = { notDue: 0n, days1To30: 0n, days31To60: 0n, days61To90: 0n, over90Days: 0n };

/** What every reader of what is owed promises. */
export function describeAgeing(home: string, open: OpenInvoicing): void {
  describe(`reading what is owed in ${home}`, () => {
    it('tells how late it is, by days of which a part counts as a whole', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const owing = (dueAt: Date, minorUnits: bigint) => anIssuedInvoice(work, tenant, { customerId, dueAt, lines: [aLine(minorUnits, 1n)] });
      for (const [dueAt, amount] of [
        [lateBy(-300), 1n], [lateBy(0), 2n], [lateBy(0, 1), 4n], [lateBy(30), 8n], [lateBy(30, 1), 16n], [lateBy(60), 32n], [lateBy(60, 1), 64n],
        [lateBy(90), 128n], [lateBy(90, 1), 256n], [lateBy(300), 512n],
      ] as const) await owing(dueAt, amount);
      const owed = { customerId, currency: 'EUR', notDue: 3n, days1To30: 12n, days31To60: 48n, days61To90: 192n, over90Days: 768n, outstanding: 1023n, invoices: 10 };
      expect(await ageing.list(tenant, { limit: 20 }, asOf)).to.deep.equal({ items: [owed], next: null });
    });

    it('counts what is left to be paid of what is issued, and nothing else', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const issued = () => anIssuedInvoice(work, tenant, { customerId, dueAt: lateBy(1) });
      await aStoredDraft(work, tenant, { customerId, dueAt: lateBy(1) });
      await save(work, tenant, (await issued()).void('Sent twice', noon));
      await save(work, tenant, (await issued()).pay(eur(2500n), noon));
      await save(work, tenant, (await issued()).credit(null, noon).invoice);
      expect((await ageing.list(tenant, { limit: 20 }, asOf)).items).to.deep.equal([]);

      const partly = await issued();
      await save(work, tenant, partly.pay(eur(700n), noon).credit([{ lineId: partly.state.lines[0]?.id as never, quantity: 1n }], noon).invoice);
      expect((await ageing.list(tenant, { limit: 20 }, asOf)).items).to.deep.equal([{ customerId, currency: 'EUR', ...nothing, days1To30: 550n, outstanding: 550n, invoices: 1 }]);
    });

    it('counts who owes something once, whatever they owe and in what', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      for (let count = 0; count < 2; count++) await anIssuedInvoice(work, tenant, { customerId });
      await anIssuedInvoice(work, tenant);
      await aStoredDraft(work, tenant);
      await save(work, tenant, (await anIssuedInvoice(work, tenant)).pay(eur(2500n), noon));
      expect([await ageing.countDebtors(tenant), await ageing.countDebtors(aTenant())]).to.deep.equal([2, 0]);
    });

    it('adds up what is more than one amount can be', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const most = 99_999_999_999_999_999n;
      for (let count = 0; count < 3; count++) await anIssuedInvoice(work, tenant, { customerId, dueAt: lateBy(1), lines: [aLine(most, 1n)] });
      expect((await ageing.list(tenant, { limit: 20 }, asOf)).items[0]).to.deep.include({ days1To30: 3n * most, outstanding: 3n * most });
    });

    it('lists each customer and currency once and in order, whatever the size of the pages; one customer alone; nothing of other tenants', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const customers: CustomerId[] = [];
      for (let count = 0; count < 3; count++) customers.push((await aStoredCustomer(work, tenant)).state.id);
      for (const [at, customerId] of customers.entries()) {
        for (const currency of ['EUR', 'CHF'] as const) {
          const lines = [aLine(1n, 1n, { unitPrice: Money.of(BigInt(at + 1), currency) })];
          await anIssuedInvoice(work, tenant, { customerId, currency, dueAt: lateBy(1), lines });
        }
      }
      const expected = customers.toSorted().flatMap((customerId) => [`${customerId} CHF`, `${customerId} EUR`]);
      const keyOf = ({ customerId, currency }: Owed) => `${customerId} ${currency}`;
      for (const limit of [1, 2, 4, 6, 7]) {
        const seen: string[] = [];
        for (let after: string | null | undefined; after !== null; ) {
          const page = await ageing.list(tenant, { limit, ...(after === undefined ? {} : { after }) }, asOf);
          seen.push(...page.items.map(keyOf));
          after = page.next;
        }
        expect(seen, `${limit} a page`).to.deep.equal(expected);
      }
      const [one] = customers.toSorted();
      if (one === undefined) throw new Error('There is no customer.');
      expect((await ageing.list(tenant, { limit: 20, customerId: one }, asOf)).items.map(keyOf)).to.deep.equal(expected.slice(0, 2));
      for (const query of [{}, { customerId: one }]) expect((await ageing.list(aTenant(), { limit: 20, ...query }, asOf)).items).to.deep.equal([]);
    });
  });
}
