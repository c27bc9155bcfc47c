import { expect } from 'chai';
import { DocumentMetadataCopies } from '../../../adapters/metadata/documents/document-metadata-copies.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { MetadataRebuilder } from '../../../application/metadata/metadata-rebuilder.js';
import { documentName } from '../../../application/shared/ports/document-store.js';
import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import { noPairs } from '../../../domain/metadata/pairs.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { noon, noted, pairs } from '../../support/metadata/noted.js';
import { aTenant } from '../../support/tenants.js';
import { type Metadata, type OpenMetadata, save } from './metadata-homes.js';

const copyOf = async ({ documents }: Metadata, tenant: TenantContext, { type, resourceId: id }: EntityMetadataState) => {
  const key = { kind: `metadata.${type}`, id };
  return (await documents.read(tenant, [key])).get(documentName(key));
};

/** What is promised of copies of metadata, wherever it is decided. */
export function describeMetadataCopies(home: string, open: OpenMetadata): void {
  describe(`copies of the metadata in ${home}`, () => {
    it('are made by whoever changes it, before they go on', async () => {
      const [its, tenant] = [await open(), aTenant()];
      const { state } = await save(its.work, tenant, noted(tenant));
      expect(await copyOf(its, tenant, state)).to.deep.equal({ version: 1, content: { pairs: { colour: 'green' } } });
    });

    it('say that nothing is left, in the version of the removal', async () => {
      const [its, tenant] = [await open(), aTenant()];
      const { state } = await save(its.work, tenant, (await save(its.work, tenant, noted(tenant))).replace(noPairs, noon));
      expect(await copyOf(its, tenant, state)).to.deep.equal({ version: 2, content: null });
    });

    it('are made again, and take the place of an older one alone', async () => {
      const [its, tenant, other] = [await open(), aTenant(), aTenant()];
      const first = noted(tenant).stored();
      const second = first.replace(pairs({ colour: 'red' }), noon).stored();
      for (const { state } of [first, second, first]) await its.copies.repair(tenant, state);
      expect(await copyOf(its, tenant, first.state)).to.deep.equal({ version: 2, content: { pairs: { colour: 'red' } } });
      expect(await copyOf(its, other, first.state)).to.equal(undefined);
    });

    it('are all made anew where the store was lost, page by page, of one tenant and no other', async () => {
      const [its, tenant, other] = [await open(), aTenant(), aTenant()];
      const all = Array.from({ length: 101 }, (_, at) => noted(tenant, { at: String(at) }));
      await its.work.run(tenant, async ({ metadata }) => {
        for (const one of all) await metadata.save(tenant, one);
      });
      const { state: others } = await save(its.work, other, noted(other));
      const emptied = { ...its, documents: new InMemoryDocumentStore() };
      const rebuild = new MetadataRebuilder(its.register, new DocumentMetadataCopies(its.register, emptied.documents));

      expect(await rebuild.rebuild(tenant)).to.equal(101);

      for (const [at, { state }] of all.entries()) expect(await copyOf(emptied, tenant, state)).to.deep.equal({ version: 1, content: { pairs: { at: String(at) } } });
      expect(await copyOf(emptied, other, others)).to.equal(undefined);
      expect(await rebuild.rebuild(aTenant())).to.equal(0);
    });

    it('are not believed when they are something else', async () => {
      const [its, tenant] = [await open(), aTenant()];
      const { state } = await save(its.work, tenant, noted(tenant));
      for (const [at, content] of [{ pairs: null }, { pairs: { colour: 7 } }, { pairs: { '1': 'x' } }, {}].entries()) {
        await its.documents.write(tenant, { kind: 'metadata.members', id: state.resourceId }, { version: 2 + at, content });
        for (const reader of its.readers) expect((await reader.of(tenant, 'members', [state.resourceId])).get(state.resourceId)).to.deep.equal(state);
      }
    });
  });
}
