import { expect } from 'chai';
import { v7 } from 'uuid';
import { customerSorts } from '../../../application/invoicing/ports/customer-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import { aStoredCustomer, type OpenInvoicing } from './invoicing-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));
/** Equal names, equal moments, and names that only code points put in order. */
const given = [
  { name: 'Beta', createdAt: day(3) },
  { name: 'alpha', createdAt: day(1) },
  { name: 'Beta', createdAt: day(2) },
  { name: 'Ähre', createdAt: day(2) },
  { name: '\uff5e wave', createdAt: day(2) },
  { name: '\u{1f680} rocket', createdAt: day(4) },
  { name: 'Beta', createdAt: day(3) },
];

/** What every reader of customers promises. */
export function describeCustomerRegister(home: string, open: OpenInvoicing): void {
  describe(`reading customers in ${home}`, () => {
    it('finds a customer of the tenant’s, and nobody else’s', async () => {
      const [{ work, customers }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await aStoredCustomer(work, tenant);
      expect(await customers.find(tenant, state.id)).to.deep.equal(state);
      await expect(customers.find(stranger, state.id)).to.be.rejectedWith(CustomerNotFound);
      await expect(customers.find(tenant, CustomerId.from(v7()))).to.be.rejectedWith(CustomerNotFound);
    });

    it('lists what the tenant has, and nothing of others', async () => {
      const [{ work, customers }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await aStoredCustomer(work, tenant);
      expect(await customers.list(tenant, { limit: 20, sort: '-createdAt', archived: false })).to.deep.equal({ items: [state], next: null });
      expect(await customers.list(stranger, { limit: 20, sort: '-createdAt', archived: false })).to.deep.equal({ items: [], next: null });
    });

    for (const sort of customerSorts) {
      it(`shows each customer once and in order by ${sort}, whatever the size of the pages`, async () => {
        const [{ work, customers }, tenant] = [await open(), aTenant()];
        const stored = [];
        for (const one of given) stored.push((await aStoredCustomer(work, tenant, one)).state);
        const expected = idsInOrder(stored, ({ name, createdAt }) => (sort.endsWith('name') ? name : createdAt.getTime()), sort.startsWith('-'));

        for (const limit of [1, 2, 3, given.length, given.length + 1]) {
          expect(await walk((page) => customers.list(tenant, { ...page, sort, archived: false }), limit), `${limit} a page`).to.deep.equal(expected);
        }
      });
    }

    it('lists either those who are archived, or those who are not', async () => {
      const [{ work, customers }, tenant] = [await open(), aTenant()];
      const [kept, archived] = [await aStoredCustomer(work, tenant), await aStoredCustomer(work, tenant)];
      await work.run(tenant, (scope) => scope.customers.save(tenant, archived.archive(day(9))));
      const listed = async (which: boolean) => (await customers.list(tenant, { limit: 20, sort: 'name', archived: which })).items.map(({ id }) => id);
      expect([await listed(false), await listed(true)]).to.deep.equal([[kept.state.id], [archived.state.id]]);
    });

    for (const sort of customerSorts) {
      it(`finds those whose names begin alike, whatever their case, in order by ${sort} as if they were in lower case`, async () => {
        const [{ work, customers }, tenant, stranger] = [await open(), aTenant(), aTenant()];
        const names = ['Ärger', 'ä', 'ÄRA', 'Ar', 'ärb \u{10ffff}', 'Är\u{10ffff}\u{10ffff}', 'ÄS', 'BÄR', 'İr', 'ir', '%r', '_r'];
        const stored = [];
        for (const [at, name] of names.entries()) stored.push((await aStoredCustomer(work, tenant, { name, createdAt: day(1 + (at % 4)) })).state);
        await aStoredCustomer(work, stranger, { name: 'Ära' });
        for (const [namePrefix, found] of [
          ['är', ['Ärger', 'ÄRA', 'ärb \u{10ffff}', 'Är\u{10ffff}\u{10ffff}']],
          ['ÄR', ['Ärger', 'ÄRA', 'ärb \u{10ffff}', 'Är\u{10ffff}\u{10ffff}']],
          ['är\u{10ffff}', ['Är\u{10ffff}\u{10ffff}']],
          ['I', ['İr', 'ir']],
          ['%', ['%r']],
          ['nobody', []],
        ] as const) {
          const those = stored.filter(({ name }) => (found as readonly string[]).includes(name));
          const expected = idsInOrder(those, ({ name, createdAt }) => (sort.endsWith('name') ? name.toLowerCase().replace('i\u0307', 'i') : createdAt.getTime()), sort.startsWith('-'));
          expect(expected).to.have.length(found.length);
          for (const limit of [1, 3, 20]) {
            expect(await walk((page) => customers.list(tenant, { ...page, sort, archived: false, namePrefix }), limit), `${namePrefix}, ${limit} a page`).to.deep.equal(expected);
          }
        }
      });
    }

    it('shows each customer once, also while others are added before and after', async () => {
      for (const sort of customerSorts) {
        const [{ work, customers }, tenant] = [await open(), aTenant()];
        const ids: string[] = [];
        for (const one of given) ids.push((await aStoredCustomer(work, tenant, one)).state.id);

        const seen = await walk((page) => customers.list(tenant, { ...page, sort, archived: false }), 2, async () => {
          await aStoredCustomer(work, tenant, { name: '!', createdAt: day(0) });
          await aStoredCustomer(work, tenant, { name: '\u{10ffff}', createdAt: day(9) });
        });

        expect(new Set(seen).size, sort).to.equal(seen.length);
        expect(seen.filter((id) => ids.includes(id)).toSorted(), sort).to.deep.equal(ids.toSorted());
      }
    });
  });
}
