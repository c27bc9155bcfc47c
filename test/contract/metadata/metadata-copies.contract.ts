import { expect } from 'chai';
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
      for (const { state } of [first, second, first]) await its.copies.keep(tenant, state);
      expect(await copyOf(its, tenant, first.state)).to.deep.equal({ version: 2, content: { pairs: { colour: 'red' } } });
      expect(await copyOf(its, other, first.state)).to.equal(undefined);
    });

    it('are not believed when they are something else', async () => {
      const [its, tenant] = [await open(), aTenant()];
      const { state } = await save(its.work, tenant, noted(tenant));
      for (const [at, content] of [{ pairs: null }, { pairs: { colour: 7 } }, { pairs: { '1': 'x' } }, {}].entries()) {
        await its.documents.write(tenant, { kind: 'metadata.members', id: state.resourceId }, { version: 2 + at, content });
        for (const register of its.registers) expect((await register.of(tenant, 'members', [state.resourceId])).get(state.resourceId)).to.deep.equal(state);
      }
    });
  });
}
