import { expect } from 'chai';
import { aTenant } from '../../support/tenants.js';
import { days, hand, motto, type OpenSettings, said } from './settings-homes.js';

/** What every home for sheets promises to whoever reads them. */
export function describeSheetRegister(home: string, open: OpenSettings): void {
  describe(`reading what levels say in ${home}`, () => {
    it('gives the sheets in the order in which they are named, blank where nothing was said', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await said(ports, tenant, 'user#a', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      const states = await ports.register.read(tenant, ['tenant', 'user#a']);

      expect(states.map(({ name, version }) => [name, version])).to.deep.equal([['tenant', 0], ['user#a', 1]]);
    });

    it('gives all that there are, a page at a time', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await said(ports, stranger, 'user#x', (sheet) => sheet.set(days, 3, false, hand(stranger)));
      for (const name of ['user#b', 'tenant', 'user#a'] as const) await said(ports, tenant, name, (sheet) => sheet.set(days, 3, false, hand(tenant)));

      const first = await ports.register.all(tenant, '', 2);
      const second = await ports.register.all(tenant, 'user#a', 2);

      expect([first, second].map((states) => states.map(({ name }) => name))).to.deep.equal([['tenant', 'user#a'], ['user#b']]);
    });

    it('tells the history of one setting on one sheet, the latest first and a page at a time', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      for (const value of [3, 4, 5]) await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, value, false, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.clear(days, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(motto, 'Sapere aude', false, hand(tenant)));
      await said(ports, tenant, 'user#a', (sheet) => sheet.set(days, 90, false, hand(tenant)));

      const request = { sheet: 'tenant', key: days.key, limit: 3 } as const;
      const first = await ports.register.history(tenant, request);
      const second = await ports.register.history(tenant, { ...request, after: first.next ?? '' });

      expect(first.items.map(({ value, isSet }) => [value, isSet])).to.deep.equal([[null, false], [5, true], [4, true]]);
      expect([second.items.map(({ value }) => value), second.next]).to.deep.equal([[3], null]);
    });

    it('tells no history of another tenant’s', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      expect((await ports.register.history(stranger, { sheet: 'tenant', key: days.key, limit: 5 })).items).to.deep.equal([]);
      expect(await ports.register.all(stranger, '', 5)).to.deep.equal([]);
    });
  });
}
