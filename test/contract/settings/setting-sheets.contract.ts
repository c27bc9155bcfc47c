import { expect } from 'chai';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import { days, hand, motto, type OpenSettings, password, said } from './settings-homes.js';

/** What every home for sheets promises to whoever changes them. */
export function describeSettingSheets(home: string, open: OpenSettings): void {
  describe(`changing what a level says in ${home}`, () => {
    it('gives back what was saved, with the version at which each setting changed last', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 7, false, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(motto, 'Sapere aude', true, hand(tenant)));

      const { sheet: { state }, beside } = await ports.work.run(tenant, ({ sheets }) => sheets.open(tenant, 'tenant', ['user#nobody']));

      const { by, at } = hand(tenant);
      expect(state.version).to.equal(2);
      expect(state.entries).to.deep.equal({
        'library.days': { value: 7, locked: false, setBy: by, setAt: at, version: 1 },
        'library.motto': { value: 'Sapere aude', locked: true, setBy: by, setAt: at, version: 2 },
      });
      expect(beside).to.deep.equal([{ id: null, tenantId: tenant.tenantId, name: 'user#nobody', entries: {}, version: 0 }]);
    });

    it('keeps the version of what was cleared, so that it never comes again', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 7, true, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.clear(days, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 7, true, hand(tenant)));

      const [state] = await ports.register.read(tenant, ['tenant']);

      expect(state?.entries['library.days']).to.deep.include({ value: 7, version: 3 });
    });

    it('hides it from every other tenant', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 7, false, hand(tenant)));

      const opened = await ports.work.run(stranger, ({ sheets }) => sheets.open(stranger, 'tenant', ['tenant']));

      expect([opened.sheet.state.entries, opened.beside[0]?.entries]).to.deep.equal([{}, {}]);
      expect((await ports.register.read(stranger, ['tenant']))[0]?.entries).to.deep.equal({});
    });

    it('keeps nothing of work that fails: no sheet, no history, no event, and nothing at hand', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await ports.copies.read(tenant, ['tenant']);

      const failing = ports.work.run(tenant, async ({ sheets }) => {
        await sheets.save(tenant, (await sheets.open(tenant, 'tenant', [])).sheet.set(days, 7, false, hand(tenant)));
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      expect((await ports.register.read(tenant, ['tenant']))[0]?.version).to.equal(0);
      expect((await ports.register.history(tenant, { sheet: 'tenant', key: days.key, limit: 5 })).items).to.deep.equal([]);
      expect(await ports.eventsOf(tenant)).to.deep.equal([]);
      expect((await ports.copies.read(tenant, ['tenant']))[0]?.version).to.equal(0);
    });

    it('forgets a sheet with its history and no other, and says what its copies are to say', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      for (const one of [tenant, stranger]) await said(ports, one, 'user#a', (sheet) => sheet.set(days, 7, false, hand(one)));
      const { state } = await said(ports, tenant, 'user#a', (sheet) => sheet.set(days, 8, false, hand(tenant)));
      await said(ports, tenant, 'user#b', (sheet) => sheet.set(days, 9, false, hand(tenant)));

      const gone = await ports.work.run(tenant, ({ sheets }) => sheets.remove(tenant, 'user#a'));

      expect(gone).to.deep.equal({ id: state.id, tenantId: tenant.tenantId, name: 'user#a', entries: {}, version: 3 });
      const versionsOf = async (one: typeof tenant) => (await ports.register.read(one, ['user#a', 'user#b'])).map(({ version }) => version);
      const toldOf = async (one: typeof tenant, sheet: 'user#a' | 'user#b') => (await ports.register.history(one, { sheet, key: days.key, limit: 5 })).items.length;
      expect([await versionsOf(tenant), await versionsOf(stranger)]).to.deep.equal([[0, 1], [1, 0]]);
      expect([await toldOf(tenant, 'user#a'), await toldOf(tenant, 'user#b'), await toldOf(stranger, 'user#a')]).to.deep.equal([0, 1, 1]);
      expect(await ports.work.run(tenant, ({ sheets }) => sheets.remove(tenant, 'user#a'))).to.equal(null);
    });

    it('lets two who change different settings at once both succeed', async () => {
      const [ports, tenant] = [await open(), aTenant()];

      await Promise.all([
        said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 7, false, hand(tenant))),
        said(ports, tenant, 'tenant', (sheet) => sheet.set(motto, 'Sapere aude', false, hand(tenant))),
      ]);

      const [state] = await ports.register.read(tenant, ['tenant']);
      expect(Object.keys(state?.entries ?? {})).to.have.members([days.key, motto.key]);
      expect(state?.version).to.equal(2);
    });

    it('refuses what was opened before another change', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const { sheet } = await ports.work.run(tenant, ({ sheets }) => sheets.open(tenant, 'tenant', []));
      await said(ports, tenant, 'tenant', (newest) => newest.set(motto, 'Sapere aude', false, hand(tenant)));

      const late = ports.work.run(tenant, ({ sheets }) => sheets.save(tenant, sheet.set(days, 7, false, hand(tenant))));

      await expect(late).to.be.rejectedWith(OutdatedVersion);
    });

    it('announces that something was set, locked or cleared, and never which value it has', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(motto, 'Sapere aude', true, hand(tenant)));
      await said(ports, tenant, 'tenant', (sheet) => sheet.clear(motto, hand(tenant)));

      const event = { type: 'settings.setting-changed', key: motto.key, level: 'tenant', sheet: 'tenant', occurredAt: noon.toISOString() };
      const events = await ports.eventsOf(tenant);
      expect(events).to.deep.equal([{ ...event, isSet: true, locked: true }, { ...event, isSet: false, locked: false }]);
      expect(JSON.stringify(events)).to.not.include('Sapere aude');
    });

    it('tells no secret in the history, nor in what it announces', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(password, 'as it is sealed', false, hand(tenant)));

      const { items } = await ports.register.history(tenant, { sheet: 'tenant', key: password.key, limit: 5 });

      expect(items).to.deep.equal([{ key: password.key, value: null, isSet: true, locked: false, changedBy: hand(tenant).by, changedAt: noon }]);
      expect(JSON.stringify(await ports.eventsOf(tenant))).to.not.include('as it is sealed');
    });
  });
}
