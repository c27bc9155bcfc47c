import { expect } from 'chai';
import { DocumentSheetCopies } from '../../../adapters/settings/documents/document-sheet-copies.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { type Document, type DocumentKey, DocumentStore } from '../../../application/shared/ports/document-store.js';
import { SheetRebuilder } from '../../../application/settings/sheet-rebuilder.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { SettingSheet } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import { days, hand, type OpenSettings, said } from './settings-homes.js';

const key: DocumentKey = { kind: 'settings.sheet', id: 'tenant' };

/** A read store that is away. */
class AwayStore extends DocumentStore {
  override async read(): Promise<ReadonlyMap<string, Document>> {
    throw new Unavailable();
  }

  override async write(): Promise<void> {
    throw new Unavailable();
  }
}

/** What copies of sheets promise. */
export function describeSheetCopies(home: string, open: OpenSettings): void {
  const daysIn = async ({ copies }: { readonly copies: DocumentSheetCopies | Awaited<ReturnType<OpenSettings>>['copies'] }, tenant: TenantContext) =>
    (await copies.read(tenant, ['tenant']))[0]?.entries[days.key]?.value;

  describe(`reading sheets at hand, decided in ${home}`, () => {
    it('gives what was changed at once, whatever was at hand before', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      expect(await daysIn(ports, tenant)).to.equal(undefined);

      for (const value of [3, 4]) {
        await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, value, false, hand(tenant)));
        expect(await daysIn(ports, tenant)).to.equal(value);
      }
    });

    it('gives the same object as long as it says the same', async () => {
      const [ports, tenant] = [await open(), aTenant()];

      const [one, other] = [await ports.copies.read(tenant, ['tenant', 'user#a']), await ports.copies.read(tenant, ['tenant', 'user#a'])];

      expect([one[0] === other[0], one[1] === other[1]]).to.deep.equal([true, true]);
    });

    it('copies a change before it is forgotten here: nobody loads what it was before', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const seen: unknown[] = [];
      const watching = new (class extends TieredCache {
        override async forget(...given: Parameters<TieredCache['forget']>): Promise<void> {
          seen.push((await ports.documents.read(tenant, [key])).get('settings.sheet#tenant')?.version);
          await super.forget(...given);
        }
      })();
      const copies = new DocumentSheetCopies(ports.register, ports.documents, watching);
      const { state } = await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await copies.changed(tenant, { ...state, version: 2 });

      expect(seen).to.deep.equal([2]);
    });

    it('reads where it is decided while the store is away, and changes all the same', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const copies = new DocumentSheetCopies(ports.register, new AwayStore(), new TieredCache());
      const { state } = await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await copies.changed(tenant, state);

      expect(await daysIn({ copies }, tenant)).to.equal(3);
      await expect(copies.repair(tenant, state)).to.be.rejectedWith(Unavailable);
    });

    it('is repaired where a copy was lost, and what was remembered of it is forgotten', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const elsewhere = new DocumentSheetCopies(ports.register, ports.documents, new TieredCache());
      expect(await daysIn({ copies: elsewhere }, tenant)).to.equal(undefined);
      const { state } = await said({ work: ports.work }, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await elsewhere.repair(tenant, state);

      expect(await daysIn({ copies: elsewhere }, tenant)).to.equal(3);
      expect((await ports.documents.read(tenant, [key])).get('settings.sheet#tenant')?.version).to.equal(1);
    });

    it('says that nothing is left of a sheet that was forgotten, whoever repairs it later', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const { state } = await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));
      expect(await daysIn(ports, tenant)).to.equal(3);

      await ports.copies.repair(tenant, SettingSheet.gone(state));
      await ports.copies.repair(tenant, state);

      expect(await daysIn(ports, tenant)).to.equal(undefined);
      expect((await ports.documents.read(tenant, [key])).get('settings.sheet#tenant')).to.deep.equal({ version: 2, content: null });
    });

    it('is made anew as a whole where the store was lost: all sheets of a tenant, page by page, and no other’s', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await ports.work.run(tenant, async ({ sheets }) => {
        for (let user = 0; user <= 100; user += 1) await sheets.save(tenant, (await sheets.open(tenant, `user#${user}`, [])).sheet.set(days, 3, false, hand(tenant)));
      });
      await said(ports, stranger, 'tenant', (sheet) => sheet.set(days, 4, false, hand(stranger)));
      const emptied = new InMemoryDocumentStore();
      const rebuilder = new SheetRebuilder(ports.register, new DocumentSheetCopies(ports.register, emptied, new TieredCache()));

      expect(await rebuilder.rebuild(tenant)).to.equal(101);

      const copies = await emptied.read(tenant, [0, 100].map((user) => ({ kind: 'settings.sheet', id: `user#${user}` })));
      expect([...copies.values()].map(({ version }) => version)).to.deep.equal([1, 1]);
      expect((await emptied.read(stranger, [key])).size).to.equal(0);
      expect(await rebuilder.rebuild(aTenant())).to.equal(0);
      await expect(new SheetRebuilder(ports.register, new DocumentSheetCopies(ports.register, new AwayStore(), new TieredCache())).rebuild(tenant)).to.be.rejectedWith(Unavailable);
    });

    it('shows nothing of another tenant’s', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      expect(await daysIn(ports, stranger)).to.equal(undefined);
    });
  });
}
