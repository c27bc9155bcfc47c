import { expect } from 'chai';
import { v7 } from 'uuid';
import { type Document, documentName, type DocumentStore, LARGEST_DOCUMENT_BYTES, MOST_DOCUMENTS } from '../../../application/shared/ports/document-store.js';
import { aTenant, strangersTo } from '../../support/tenants.js';

const kind = 'library.card';
const keyOf = (id: string) => ({ kind, id });

/** What whoever keeps copies in a read store may rely on. */
export function describeDocumentStore(home: string, open: () => DocumentStore): void {
  describe(`keeping documents in ${home}`, () => {
    const saying = (version: number, said: unknown): Document => ({ version, content: { said } });
    const readOne = async (tenant: ReturnType<typeof aTenant>, id: string) => (await open().read(tenant, [keyOf(id)])).get(documentName(keyOf(id)));

    it('gives back exactly what was written, by its name', async () => {
      const [tenant, id] = [aTenant(), v7()];
      const content = { text: 'Zoë “said” \u0000 🙂', number: 12.5, none: null, empty: '', list: [1, [], {}], no: false, nested: { deep: ['er'] } };
      await open().write(tenant, keyOf(id), { version: 7, content });
      expect(await open().read(tenant, [keyOf(id)])).to.deep.equal(new Map([[documentName(keyOf(id)), { version: 7, content }]]));
    });

    it('gives nothing for what it does not have, and nothing when nothing is asked for', async () => {
      expect([...(await open().read(aTenant(), [keyOf(v7())]))]).to.deep.equal([]);
      expect([...(await open().read(aTenant(), []))]).to.deep.equal([]);
    });

    it('reads many at once, also where one is named twice', async () => {
      const [tenant, ids] = [aTenant(), Array.from({ length: MOST_DOCUMENTS - 1 }, () => v7())];
      await Promise.all(ids.map((id, at) => open().write(tenant, keyOf(id), saying(1, at))));
      const found = await open().read(tenant, [...ids, ids[0] ?? ''].map(keyOf));
      expect(ids.map((id) => found.get(documentName(keyOf(id)))?.content?.['said'])).to.deep.equal(ids.map((_, at) => at));
      expect(found.size).to.equal(ids.length);
    });

    it('takes more than it reads at once for a defect', async () => {
      await expect(open().read(aTenant(), Array.from({ length: MOST_DOCUMENTS + 1 }, () => keyOf(v7())))).to.be.rejectedWith(RangeError);
    });

    it('hides it from every other tenant, and shows it to everybody of this one', async () => {
      const [tenant, id] = [aTenant(), v7()];
      await open().write(tenant, keyOf(id), saying(1, 'ours'));
      const seen = await Promise.all(strangersTo(tenant).map(async (stranger) => [stranger.tenantId === tenant.tenantId, (await readOne(stranger, id)) !== undefined]));
      expect(seen.every(([isOurs, isSeen]) => isOurs === isSeen)).to.equal(true);
      expect(seen.some(([isOurs]) => !isOurs)).to.equal(true);
    });

    it('lets tenants and kinds have documents of the same id', async () => {
      const [ours, theirs, id, other] = [aTenant(), aTenant(), v7(), { kind: 'library.shelf', id: 'same' }];
      await open().write(ours, keyOf(id), saying(1, 'ours'));
      await open().write(theirs, keyOf(id), saying(1, 'theirs'));
      await open().write(ours, { ...other, id }, saying(1, 'a shelf'));
      expect([(await readOne(ours, id))?.content, (await readOne(theirs, id))?.content]).to.deep.equal([{ said: 'ours' }, { said: 'theirs' }]);
      expect((await open().read(ours, [{ ...other, id }])).get(documentName({ ...other, id }))?.content).to.deep.equal({ said: 'a shelf' });
    });

    it('takes a later version, and leaves it when an older one, or the same again, comes late', async () => {
      const [tenant, id] = [aTenant(), v7()];
      await open().write(tenant, keyOf(id), saying(9, 'first'));
      await open().write(tenant, keyOf(id), saying(10, 'later'));
      await open().write(tenant, keyOf(id), saying(9, 'late'));
      await open().write(tenant, keyOf(id), saying(10, 'again'));
      expect(await readOne(tenant, id)).to.deep.equal(saying(10, 'later'));
    });

    it('remembers that there is nothing any more: an older version does not come back, a later one does', async () => {
      const [tenant, id] = [aTenant(), v7()];
      await open().write(tenant, keyOf(id), saying(1, 'there'));
      await open().write(tenant, keyOf(id), { version: 2, content: null });
      await open().write(tenant, keyOf(id), saying(1, 'there'));
      expect(await readOne(tenant, id)).to.deep.equal({ version: 2, content: null });
      await open().write(tenant, keyOf(id), saying(3, 'anew'));
      expect(await readOne(tenant, id)).to.deep.equal(saying(3, 'anew'));
    });

    it('keeps the latest, in whichever order many writers come', async () => {
      const [tenant, id] = [aTenant(), v7()];
      const versions = Array.from({ length: 20 }, (_, at) => ((at * 7) % 20) + 1);
      await Promise.all(versions.map((version) => open().write(tenant, keyOf(id), saying(version, version))));
      expect(await readOne(tenant, id)).to.deep.equal(saying(20, 20));
    });

    it('shows what was written to whoever reads afterwards', async () => {
      const [tenant, id] = [aTenant(), v7()];
      for (let version = 1; version <= 20; version += 1) {
        await open().write(tenant, keyOf(id), saying(version, version));
        expect((await readOne(tenant, id))?.version).to.equal(version);
      }
    });

    it('is not changed by who has its answer, or has given it something', async () => {
      const [tenant, id, content] = [aTenant(), v7(), { list: [1] }];
      await open().write(tenant, keyOf(id), { version: 1, content });
      content.list.push(2);
      const found = await readOne(tenant, id);
      const list = found?.content?.['list'] as number[];
      list.push(3);
      expect((await readOne(tenant, id))?.content).to.deep.equal({ list: [1] });
    });

    it('takes the largest there may be, and one that is larger for a defect', async () => {
      const [tenant, id] = [aTenant(), v7()];
      const ofBytes = (bytes: number): Document => ({ version: 1, content: { text: 'x'.repeat(bytes - '{"text":""}'.length) } });
      await expect(open().write(tenant, keyOf(id), ofBytes(LARGEST_DOCUMENT_BYTES + 1))).to.be.rejectedWith(RangeError);
      await open().write(tenant, keyOf(id), ofBytes(LARGEST_DOCUMENT_BYTES));
      expect(await readOne(tenant, id)).to.deep.equal(ofBytes(LARGEST_DOCUMENT_BYTES));
    });
  });
}
