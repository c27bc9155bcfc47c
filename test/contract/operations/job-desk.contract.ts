import { expect } from 'chai';
import { v7 } from 'uuid';
import { JobId } from '../../../application/shared/job-type.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { JobNotFound } from '../../../domain/operations/operations-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { aTenant } from '../../support/tenants.js';
import { aJobType, asked, ended, type OpenOperations, parked, problem, started, succeeded } from './operations-homes.js';

const system = SystemContext.for('a test of operators');

/** What every desk promises to operators. */
export function describeJobDesk(home: string, open: OpenOperations): void {
  describe(`the desk of jobs in ${home}`, () => {
    it('shows any job by its id alone, and what it carries', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const { id, type } = await asked(it, tenant);
      expect(await it.desk.get(system, id)).to.deep.include({
        id, type, tenantId: tenant.tenantId, data: { title: 'Emma' }, sequence: null, isRequested: true, status: 'waiting', starts: 0, startsAllowed: 5, cancelAsked: false,
      });
      await expect(it.desk.get(system, JobId.from(v7()))).to.be.rejectedWith(JobNotFound);
    });

    it('lists jobs of all tenants, the newest first and no more than wanted', async () => {
      const [it, kind] = [await open(), aJobType()];
      const [one, other] = [aTenant(), aTenant()];
      const jobs = [await asked(it, one, kind), await asked(it, other, kind), await asked(it, one, kind)];
      const ids = jobs.map(({ id }) => id).toReversed();
      const list = async (limit: number) => it.desk.list(system, { type: kind.name, limit });
      expect((await list(3)).items.map(({ id }) => id)).to.deep.equal(ids);
      expect((await list(3)).hasMore).to.equal(false);
      expect((await list(2)).items.map(({ id }) => id)).to.deep.equal(ids.slice(0, 2));
      expect((await list(2)).hasMore).to.equal(true);
    });

    it('lists those of a status and of a tenant', async () => {
      const [it, kind, one, other] = [await open(), aJobType(), aTenant(), aTenant()];
      const done = await asked(it, one, kind);
      await succeeded(it, one, done);
      const [waiting, others] = [await asked(it, one, kind), await asked(it, other, kind)];
      const idsOf = async (wanted: object) => (await it.desk.list(system, { type: kind.name, limit: 9, ...wanted })).items.map(({ id }) => id);
      expect(await idsOf({ status: 'succeeded' })).to.deep.equal([done.id]);
      expect(await idsOf({ status: 'waiting' })).to.deep.equal([others.id, waiting.id]);
      expect(await idsOf({ tenantId: one.tenantId })).to.deep.equal([waiting.id, done.id]);
      expect(await idsOf({ tenantId: one.tenantId, status: 'waiting' })).to.deep.equal([waiting.id]);
    });

    it('counts jobs by type and status, and tells when the first of those that wait came due', async () => {
      const [it, kind, one, other] = [await open(), aJobType(), aTenant(), aTenant()];
      const first = await asked(it, one, kind);
      await asked(it, other, kind);
      const counts = async () => (await it.desk.count(system)).filter(({ type }) => type === kind.name);
      expect(await counts()).to.deep.equal([{ type: kind.name, status: 'waiting', count: 2, firstDueAt: (await it.desk.get(system, first.id)).runAt }]);
      await started(it, one, first);
      expect(await counts()).to.have.deep.members([
        { type: kind.name, status: 'running', count: 1, firstDueAt: null },
        { type: kind.name, status: 'admitted', count: 1, firstDueAt: null },
      ]);
    });

    it('shows an event that is parked, and what waits for it', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const type = await parked(it, tenant, 3);
      const { items } = await it.desk.parked(system, 1_000);
      const [event] = items.filter(({ job }) => job.type === type);
      expect(event?.holdsUp).to.equal(2);
      expect(event?.job).to.deep.include({ tenantId: tenant.tenantId, status: 'quarantined', starts: 1, isRequested: false, problem });
      expect(event?.job.sequence).to.be.a('string');
      const lone = await asked(it, tenant);
      await ended(it, tenant, lone, { status: 'quarantined', problem });
      expect((await it.desk.parked(system, 1_000)).items.map(({ job }) => job.id)).to.not.include(lone.id);
      expect(items.length === 1 || (await it.desk.parked(system, items.length - 1)).hasMore).to.equal(true);
    });

    it('has a job started again with all its starts before it', async () => {
      const [it, tenant] = [await open(), aTenant()];
      for (const status of ['failed', 'quarantined'] as const) {
        const job = await asked(it, tenant);
        await ended(it, tenant, job, { status, problem });
        const before = await it.desk.get(system, job.id);

        const retried = await it.desk.retry(system, before);

        expect(retried).to.deep.include({ status: 'waiting', starts: 0, progress: 0, problem: null, finishedAt: null, version: before.version + 1 });
        expect(await it.desk.get(system, job.id)).to.deep.equal(retried);
        expect((await started(it, tenant, job)).starts).to.equal(1);
      }
    });

    it('cancels a job for good', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      const discarded = await it.desk.discard(system, await it.desk.get(system, job.id));
      expect(discarded).to.include({ status: 'cancelled', version: 2 });
      expect(discarded.finishedAt).to.be.instanceOf(Date);
      expect(await it.admission.admit(system, [job.type])).to.deep.equal([]);
    });

    it('lets those behind a parked event go on once it is discarded; once it is retried, it comes first', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const type = await parked(it, tenant, 2);
      expect(await it.admission.admit(system, [type])).to.deep.equal([]);
      const [event] = (await it.desk.list(system, { type, status: 'quarantined', limit: 1 })).items;
      if (event === undefined) throw new Error('Nothing is parked.');

      const retried = await it.desk.retry(system, event);
      expect((await it.admission.admit(system, [type])).map(({ jobId }) => jobId)).to.deep.equal([event.id]);
      await it.desk.discard(system, await it.desk.get(system, retried.id));
      expect((await it.admission.admit(system, [type])).map(({ jobId }) => jobId)).to.have.length(1).and.to.not.include(event.id);
    });

    it('changes nothing that has moved meanwhile', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      const seen = await it.desk.get(system, job.id);
      await started(it, tenant, job);
      await expect(it.desk.discard(system, seen)).to.be.rejectedWith(OutdatedVersion);
      await expect(it.desk.retry(system, seen)).to.be.rejectedWith(OutdatedVersion);
      expect(await it.desk.get(system, job.id)).to.include({ status: 'running' });
    });
  });
}
