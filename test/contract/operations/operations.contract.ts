import { expect } from 'chai';
import { v7 } from 'uuid';
import type { Job } from '../../../application/shared/job.js';
import { JobId } from '../../../application/shared/job-type.js';
import { JobLost } from '../../../application/shared/refusals.js';
import { OperationEnded, OperationNotFound } from '../../../domain/operations/operations-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant, strangersTo } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { admitted, asked, ended, type OpenOperations, type OperationsPorts, parked, problem, started, succeeded } from './operations-homes.js';

const system = SystemContext.for('a test of operations');

const cancel = ({ work }: Home<OperationsPorts>, tenant: TenantContext, id: JobId): Promise<Job> =>
  work.run(tenant, ({ operations }) => operations.cancel(tenant, id));

/** What operations promise to whoever changes them. */
export function describeOperations(home: string, open: OpenOperations): void {
  describe(`operations in ${home}`, () => {
    it('are cancelled at once while they wait, and are never started then', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);

      const cancelled = await cancel(it, tenant, job.id);

      expect(cancelled).to.deep.include({ id: job.id, status: 'cancelled', version: 2 });
      expect(cancelled.finishedAt).to.be.instanceOf(Date);
      expect(await it.register.find(tenant, job.id)).to.deep.include({ status: 'cancelled', finishedAt: cancelled.finishedAt, version: 2 });
      expect(await it.admission.admit(system, [job.type])).to.deep.equal([]);
    });

    it('are cancelled at once when they are about to be started', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      await admitted(it, job);
      expect(await cancel(it, tenant, job.id)).to.include({ status: 'cancelled' });
      expect(await it.records.start(tenant, job.id)).to.equal(null);
    });

    it('run until they have stopped, once they are told to; and have no effect any more', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      const start = await started(it, tenant, job);
      const { version } = await it.register.find(tenant, job.id);

      const stopping = await cancel(it, tenant, job.id);

      expect(stopping).to.deep.include({ status: 'running', finishedAt: null, version: version + 1 });
      expect(await it.records.renew(system, [start])).to.deep.equal([start]);
      await expect(it.transactions.run(tenant, (transaction) => it.records.succeed(tenant, start, null, transaction))).to.be.rejectedWith(JobLost);
      await it.records.end(tenant, start, { status: 'waiting', inSeconds: 1, problem });
      expect(await it.register.find(tenant, job.id)).to.include({ status: 'cancelled' });
    });

    it('are the same after a second cancellation as after the first', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      await started(it, tenant, job);
      const first = await cancel(it, tenant, job.id);
      expect(await cancel(it, tenant, job.id)).to.deep.include({ status: 'running', version: first.version });
      expect(await it.register.find(tenant, job.id)).to.include({ version: first.version });
    });

    it('are not cancelled once they have ended', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const jobs = await Promise.all(['cancelled', 'succeeded', 'failed', 'quarantined'].map(async () => asked(it, tenant)));
      const [one, other, third, fourth] = jobs as [Job, Job, Job, Job];
      await cancel(it, tenant, one.id);
      await succeeded(it, tenant, other);
      await ended(it, tenant, third, { status: 'failed', problem });
      await ended(it, tenant, fourth, { status: 'quarantined', problem });
      for (const { id } of jobs) {
        const before = await it.register.find(tenant, id);
        await expect(cancel(it, tenant, id)).to.be.rejectedWith(OperationEnded);
        expect(await it.register.find(tenant, id)).to.deep.equal(before);
      }
    });

    it('are cancelled by whoever asked for them, and by nobody else', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const { id } = await asked(it, tenant);
      for (const stranger of strangersTo(tenant)) await expect(cancel(it, stranger, id)).to.be.rejectedWith(OperationNotFound);
      await expect(cancel(it, tenant, JobId.from(v7()))).to.be.rejectedWith(OperationNotFound);
      expect(await it.register.find(tenant, id)).to.include({ status: 'waiting', version: 1 });

      const type = await parked(it, tenant, 2);
      const [heard] = (await it.desk.list(system, { type, status: 'waiting', limit: 1 })).items;
      await expect(cancel(it, tenant, heard?.id as JobId)).to.be.rejectedWith(OperationNotFound);
    });

    it('are as before when what cancelled them is undone', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const { id } = await asked(it, tenant);
      const undone = it.work.run(tenant, async ({ operations }) => {
        await operations.cancel(tenant, id);
        throw new Error('undone');
      });
      await expect(undone).to.be.rejectedWith('undone');
      expect(await it.register.find(tenant, id)).to.include({ status: 'waiting', version: 1 });
    });
  });
}
