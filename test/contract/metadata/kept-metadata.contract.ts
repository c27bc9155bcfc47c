import { expect } from 'chai';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EntityMetadata } from '../../../domain/metadata/entity-metadata.js';
import { noPairs } from '../../../domain/metadata/pairs.js';
import { aResource, noon, noted, pairs } from '../../support/metadata/noted.js';
import { aTenant } from '../../support/tenants.js';
import { type OpenMetadata, save } from './metadata-homes.js';

/** What every home for metadata promises. */
export function describeKeptMetadata(home: string, open: OpenMetadata): void {
  describe(`metadata in ${home}`, () => {
    it('gives back what was saved, with nothing left to announce', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const given = noted(tenant, { colour: 'Zoë \u{1f680} & Söhne', constructor: 'a name like another', 'erp.number': '' });
      const stored = await save(work, tenant, given);
      expect(stored.state).to.deep.equal({ ...given.state, version: 1 });
      const found = await work.run(tenant, ({ metadata }) => metadata.get(tenant, given.state));
      expect([found.state, found.events]).to.deep.equal([stored.state, []]);
      expect([...found.state.pairs.keys()]).to.deep.equal(['colour', 'constructor', 'erp.number']);
    });

    it('gives back no pairs, in version 0, where nothing was ever noted', async () => {
      const [{ work }, tenant, resource] = [await open(), aTenant(), aResource()];
      const found = await work.run(tenant, ({ metadata }) => metadata.get(tenant, resource));
      expect(found.state).to.deep.equal({ ...resource, tenantId: tenant.tenantId, pairs: noPairs, version: 0 });
    });

    it('goes on with its version when all is removed, and noted again', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const first = await save(work, tenant, noted(tenant));
      const removed = await save(work, tenant, first.replace(noPairs, noon));
      const again = await save(work, tenant, removed.replace(pairs({ colour: 'red' }), noon));
      const found = await work.run(tenant, ({ metadata }) => metadata.get(tenant, first.state));
      expect([removed.state.version, again.state.version]).to.deep.equal([2, 3]);
      expect(found.state).to.deep.equal(again.state);
      await expect(save(work, tenant, noted(tenant, { colour: 'blue' }, first.state))).to.be.rejectedWith(OutdatedVersion);
    });

    it('stores what happened with it', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const first = await save(work, tenant, noted(tenant, { colour: 'green', size: 'L' }));
      await save(work, tenant, first.replace(pairs({ colour: 'red', size: 'L', weight: '3' }), noon));
      const { type: resourceType, resourceId } = first.state;
      const happened = { type: 'metadata.metadata-changed', occurredAt: noon.toISOString(), resourceType, resourceId };
      expect(await eventsOf(tenant)).to.deep.equal([{ ...happened, names: ['colour', 'size'] }, { ...happened, names: ['colour', 'weight'] }]);
    });

    it('hides a tenant’s metadata from every other tenant', async () => {
      const [{ work, eventsOf }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const stored = await save(work, owner, noted(owner));
      const found = await work.run(stranger, ({ metadata }) => metadata.get(stranger, stored.state));
      expect(found.state.version).to.equal(0);
      await expect(save(work, stranger, stored.replace(noPairs, noon))).to.be.rejectedWith(OutdatedVersion);
      const theirs = EntityMetadata.restore({ ...stored.state, tenantId: stranger.tenantId });
      await expect(save(work, stranger, theirs.replace(noPairs, noon))).to.be.rejectedWith(OutdatedVersion);
      expect((await work.run(owner, ({ metadata }) => metadata.get(owner, stored.state))).state).to.deep.equal(stored.state);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('keeps apart what two tenants note on one id, and what is noted on two types', async () => {
      const [{ work }, one, other] = [await open(), aTenant(), aTenant()];
      const [resource, likeIt] = [aResource(), aResource()];
      const namesake = { type: 'customers', resourceId: resource.resourceId };
      const all = [
        await save(work, one, noted(one, { a: '1' }, resource)),
        await save(work, one, noted(one, { a: '2' }, namesake)),
        await save(work, one, noted(one, { a: '3' }, likeIt)),
      ];
      const theirs = await save(work, other, noted(other, { a: '4' }, resource));
      await save(work, other, theirs.replace(pairs({ a: '5' }), noon));
      for (const { state } of all) {
        expect((await work.run(one, ({ metadata }) => metadata.get(one, state))).state).to.deep.equal(state);
      }
    });

    it('keeps nothing of work that fails, and makes no copy of it', async () => {
      const [{ work, eventsOf, documents }, tenant] = [await open(), aTenant()];
      const given = noted(tenant);
      const failing = work.run(tenant, async ({ metadata }) => {
        await metadata.save(tenant, given);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect((await work.run(tenant, ({ metadata }) => metadata.get(tenant, given.state))).state.version).to.equal(0);
      expect(await eventsOf(tenant)).to.deep.equal([]);
      expect((await documents.read(tenant, [{ kind: 'metadata.members', id: given.state.resourceId }])).size).to.equal(0);
    });

    for (const [what, before] of [['the first', null], ['a later', { colour: 'white' }]] as const) {
      it(`lets only one of two writers win of ${what} change, and announces only the winner’s`, async () => {
        const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
        const resource = aResource();
        const seen = before === null ? EntityMetadata.none(tenant.tenantId, resource) : await save(work, tenant, noted(tenant, before, resource));
        const outcomes = await Promise.allSettled(['red', 'blue'].map((colour) => save(work, tenant, seen.replace(pairs({ colour }), noon))));
        const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
        expect(more).to.deep.equal([]);
        expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
        const found = await work.run(tenant, ({ metadata }) => metadata.get(tenant, resource));
        expect(found.state).to.deep.equal(winner?.value.state);
        expect(await eventsOf(tenant)).to.have.length(before === null ? 1 : 2);
      });
    }

    it('refuses a version that is older, and one that is not there yet', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const first = await save(work, tenant, noted(tenant));
      await save(work, tenant, first.replace(pairs({ colour: 'red' }), noon));
      for (const version of [0, 1, 3, 9]) {
        const stale = EntityMetadata.restore({ ...first.state, version }).replace(noPairs, noon);
        await expect(save(work, tenant, stale), String(version)).to.be.rejectedWith(OutdatedVersion);
      }
      const never = EntityMetadata.restore({ ...noted(tenant).state, version: 3 });
      await expect(save(work, tenant, never)).to.be.rejectedWith(OutdatedVersion);
    });
  });
}
