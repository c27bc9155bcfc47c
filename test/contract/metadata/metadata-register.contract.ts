import { expect } from 'chai';
import type { EntityMetadataState, Resource } from '../../../domain/metadata/entity-metadata.js';
import { noPairs } from '../../../domain/metadata/pairs.js';
import { aResource, noon, noted, pairs } from '../../support/metadata/noted.js';
import { aTenant } from '../../support/tenants.js';
import { type OpenMetadata, save } from './metadata-homes.js';

/** What every reader of metadata promises, of copies or not. */
export function describeMetadataRegister(home: string, open: OpenMetadata): void {
  describe(`reading metadata in ${home}`, () => {
    it('gives what is noted on each resource of a list, and no pairs where nothing is', async () => {
      const [{ work, registers }, tenant] = [await open(), aTenant()];
      const stored = [];
      for (const colour of ['red', 'green', 'blue']) stored.push((await save(work, tenant, noted(tenant, { colour, constructor: 'x' }))).state);
      const removed = await save(work, tenant, (await save(work, tenant, noted(tenant))).replace(noPairs, noon));
      const nothing: EntityMetadataState = { ...aResource(), tenantId: tenant.tenantId, pairs: noPairs, version: 0 };
      const all = [...stored, removed.state, nothing];
      // twice: there is a copy of all by then
      for (const register of [...registers, ...registers]) {
        const found = await register.of(tenant, 'members', all.map(({ resourceId }) => resourceId));
        expect(found).to.deep.equal(new Map(all.map((one) => [one.resourceId, one])));
      }
      expect(removed.state.version).to.equal(2);
    });

    it('gives what is noted on a hundred at once, and on none', async () => {
      const [{ work, registers }, tenant] = [await open(), aTenant()];
      const all = Array.from({ length: 100 }, (_, at) => noted(tenant, { at: String(at) }));
      await work.run(tenant, async ({ metadata }) => {
        for (const one of all) await metadata.save(tenant, one);
      });
      for (const register of registers) {
        const found = await register.of(tenant, 'members', all.map(({ state }) => state.resourceId));
        expect(all.map(({ state }) => found.get(state.resourceId)?.pairs.get('at'))).to.deep.equal(all.map((_, at) => String(at)));
        expect((await register.of(tenant, 'members', [])).size).to.equal(0);
      }
    });

    it('gives nothing of another type, nor of another tenant', async () => {
      const [{ work, registers }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { state: { resourceId } } = await save(work, owner, noted(owner));
      for (const register of [...registers, ...registers]) {
        for (const [tenant, type] of [[owner, 'customers'], [stranger, 'members']] as const) {
          expect((await register.of(tenant, type, [resourceId])).get(resourceId)).to.deep.include({ type, tenantId: tenant.tenantId, pairs: noPairs, version: 0 });
          expect((await register.after(tenant, null, 10)).filter((one) => one.type === type)).to.deep.equal([]);
        }
      }
    });

    it('gives what was changed at once, whoever has read it before', async () => {
      const [{ work, registers }, tenant] = [await open(), aTenant()];
      let latest = await save(work, tenant, noted(tenant));
      const { resourceId } = latest.state;
      for (const colour of ['red', 'blue']) {
        for (const register of registers) expect((await register.of(tenant, 'members', [resourceId])).get(resourceId)).to.deep.equal(latest.state);
        latest = await save(work, tenant, latest.replace(pairs({ colour }), noon));
      }
      for (const register of registers) expect((await register.of(tenant, 'members', [resourceId])).get(resourceId)).to.deep.equal(latest.state);
    });

    it('leads through all that a tenant has ever noted, a page at a time', async () => {
      const [{ work, registers }, tenant, neighbour] = [await open(), aTenant(), aTenant()];
      await save(work, neighbour, noted(neighbour));
      const stored = [];
      for (const type of ['members', 'customers', 'members', 'invoices', 'members']) stored.push((await save(work, tenant, noted(tenant, { type }, aResource(type)))).state);
      for (const register of registers) {
        for (const limit of [1, 2, 5, 6]) {
          const walked: EntityMetadataState[] = [];
          let last: Resource | null = null;
          for (;;) {
            const page: readonly EntityMetadataState[] = await register.after(tenant, last, limit);
            expect(page.length).to.be.at.most(limit);
            walked.push(...page);
            last = page.at(-1) ?? null;
            if (last === null) break;
          }
          const key = ({ type, resourceId }: Resource) => `${type} ${resourceId}`;
          expect(walked.map(key), String(limit)).to.deep.equal(stored.map(key).toSorted());
        }
      }
    });
  });
}
