import { expect } from 'chai';
import { CopiedSheets } from '../../../adapters/settings/documents/copied-sheets.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { type Document, type DocumentKey, DocumentStore } from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
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
  const daysIn = async ({ copies }: { readonly copies: CopiedSheets | Awaited<ReturnType<OpenSettings>>['copies'] }, tenant: TenantContext) =>
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
      const copies = new CopiedSheets(ports.register, ports.documents, watching);
      const { state } = await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await copies.changed(tenant, { ...state, version: 2 });

      expect(seen).to.deep.equal([2]);
    });

    it('reads where it is decided while the store is away, and changes all the same', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const copies = new CopiedSheets(ports.register, new AwayStore(), new TieredCache());
      const { state } = await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await copies.changed(tenant, state);

      expect(await daysIn({ copies }, tenant)).to.equal(3);
      await expect(copies.repair(tenant, state)).to.be.rejectedWith(Unavailable);
    });

    it('is repaired where a copy was lost, and what was remembered of it is forgotten', async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const elsewhere = new CopiedSheets(ports.register, ports.documents, new TieredCache());
      expect(await daysIn({ copies: elsewhere }, tenant)).to.equal(undefined);
      const { state } = await said({ work: ports.work }, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      await elsewhere.repair(tenant, state);

      expect(await daysIn({ copies: elsewhere }, tenant)).to.equal(3);
      expect((await ports.documents.read(tenant, [key])).get('settings.sheet#tenant')?.version).to.equal(1);
    });

    it('shows nothing of another tenant’s', async () => {
      const [ports, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await said(ports, tenant, 'tenant', (sheet) => sheet.set(days, 3, false, hand(tenant)));

      expect(await daysIn(ports, stranger)).to.equal(undefined);
    });
  });
}
