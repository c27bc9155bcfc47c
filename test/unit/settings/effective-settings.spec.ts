import { expect } from 'chai';
import { CopiedSheets } from '../../../adapters/settings/documents/copied-sheets.js';
import { JoseSecretSealer } from '../../../adapters/settings/jose/jose-secret-sealer.js';
import { InMemorySheetRegister, inMemorySettingsWork } from '../../../adapters/settings/memory/in-memory-settings.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { PublishedEffectiveSettings } from '../../../application/settings/published-effective-settings.js';
import { SettingReading } from '../../../application/settings/setting-reading.js';
import { flag } from '../../../application/shared/setting.js';
import type { SettingSheet } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { days, hand } from '../../contract/settings/settings-homes.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant, anotherUserOf, thePlatformIn } from '../../support/tenants.js';

const ownShelf = flag('library.own-shelf', { description: 'A shelf for each reader', by: 'user', levels: ['tenant'] });

/** One process of several that share a database and a read store. */
function aProcess(store: InMemoryStore, documents: InMemoryDocumentStore, cacheTime: { now(): number }) {
  const clock = new FixedClock();
  const copies = new CopiedSheets(new InMemorySheetRegister(store), documents, new TieredCache(null, cacheTime));
  const work = inMemorySettingsWork(store, copies, new UuidIds());
  const reading = new SettingReading({ planOf: async () => ({ name: 'free', at: 0, of: 3 }) });
  return {
    clock,
    settings: new PublishedEffectiveSettings(reading, copies, new JoseSecretSealer(new Uint8Array(32).fill(1)), clock),
    say: (tenant: TenantContext, change: (sheet: SettingSheet) => SettingSheet) =>
      work.run(tenant, async ({ sheets }) => sheets.save(tenant, change((await sheets.open(tenant, 'tenant', [])).sheet))),
  };
}

function opened() {
  const [store, documents, time] = [new InMemoryStore(), new InMemoryDocumentStore(), { now: () => ms }];
  let ms = 0;
  const [here, elsewhere] = [aProcess(store, documents, time), aProcess(store, documents, time)];
  const pass = (milliseconds: number): void => {
    ms += milliseconds;
    for (const { clock } of [here, elsewhere]) clock.passes(milliseconds);
  };
  return { here, elsewhere, pass };
}

describe('asking for a setting in a process', () => {
  it('counts what is changed there at once, each time', async () => {
    const [{ here }, tenant] = [opened(), aTenant()];
    for (const value of [3, 4, 5]) {
      await here.say(tenant, (sheet) => sheet.set(days, value, false, hand(tenant)));
      expect(await here.settings.valueOf(tenant, days)).to.equal(value);
      expect(await here.settings.valueOf(tenant, days)).to.equal(value);
    }
  });

  it('counts what is changed elsewhere after some seconds', async () => {
    const [{ here, elsewhere, pass }, tenant] = [opened(), aTenant()];
    expect(await here.settings.valueOf(tenant, days)).to.equal(14);
    await elsewhere.say(tenant, (sheet) => sheet.set(days, 3, false, hand(tenant)));

    pass(6_001);

    expect(await here.settings.valueOf(tenant, days)).to.equal(3);
  });

  it('tells tenants and users apart, and has nobody in particular wait for all', async () => {
    const [{ here }, tenant] = [opened(), aTenant()];
    await here.say(tenant, (sheet) => sheet.set(ownShelf, 50, false, hand(tenant)));
    const users = Array.from({ length: 64 }, () => anotherUserOf(tenant));

    const on = await Promise.all(users.map((user) => here.settings.isOn(user, ownShelf)));

    expect(new Set(on).size).to.equal(2);
    expect(await Promise.all(users.map((user) => here.settings.isOn(user, ownShelf)))).to.deep.equal(on);
    expect(await here.settings.isOn(thePlatformIn(tenant.tenantId), ownShelf)).to.equal(false);
    expect(await here.settings.isOn(aTenant(), ownShelf)).to.equal(false);
  });

  it('takes the default for what the declaration does not admit any more', async () => {
    const [{ here }, tenant] = [opened(), aTenant()];
    await here.say(tenant, (sheet) => sheet.set(days, 60, false, hand(tenant)));

    const narrower = { ...days, admits: (value: unknown): value is number => typeof value === 'number' && value <= 30 };

    expect(await here.settings.valueOf(tenant, narrower)).to.equal(14);
  });
});
