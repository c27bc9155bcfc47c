import { expect } from 'chai';
import type { JobId } from '../../../application/shared/job-type.js';
import { jobType } from '../../../application/shared/job-type.js';
import { whole } from '../../../application/shared/json-members.js';
import type { JobEnd, JobStart } from '../../../application/shared/ports/job-records.js';
import { JobLost } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { type JobPorts, type OpenJobs, requested, system } from './job-homes.js';

const count = jobType('tests.count-sheep', { sheep: whole }, { starts: 3 });
const LEASE_OVER = 16;
const problem = { code: 'tests.asleep', detail: 'The shepherd fell asleep.' };
const lightsOut = new Error('the lights went out');

/** What the records of jobs promise. */
export function describeJobRecords(home: string, open: OpenJobs): void {
  describe(`the records of jobs in ${home}`, () => {
    let ports: Home<JobPorts>;
    let tenant: TenantContext;
    let stranger: TenantContext;

    beforeEach(async () => {
      ports = await open();
      await ports.clear();
      [tenant, stranger] = [aTenant(), aTenant()];
    });

    const admitted = async () => {
      const admission = ports.admitting();
      await admission.takeUp(system);
      return admission.admit(system, [count.name]);
    };
    const asked = async () => (await requested(ports, tenant, count, { data: { sheep: 7 } })).id;
    const started = async (jobId: JobId): Promise<JobStart> => {
      const start = await ports.records.start(tenant, jobId);
      if (start === null) throw new Error('There was nothing to start.');
      return start;
    };
    const running = async (): Promise<JobStart> => {
      const id = await asked();
      await admitted();
      return started(id);
    };
    /** Another start has the job of this one, whose lease is over. */
    const overtaken = async (): Promise<readonly [earlier: JobStart, later: JobStart]> => {
      const earlier = await running();
      await ports.passes(LEASE_OVER);
      await admitted();
      return [earlier, await started(earlier.jobId)];
    };
    const succeed = (start: JobStart, by = tenant) =>
      ports.transactions.run(by, (transaction) => ports.records.succeed(by, start, { location: '/v1/sheep' }, transaction));
    const cancel = ({ jobId }: Pick<JobStart, 'jobId'>) => ports.transactions.run(tenant, (transaction) => ports.cancel(tenant, transaction, jobId));
    const theJob = async () => {
      const [job, ...others] = await ports.jobsOf(tenant);
      expect(others).to.deep.equal([]);
      return job;
    };

    it('count a start before anything is done, and say what it is', async () => {
      const start = await running();
      expect(start).to.deep.equal({
        tenantId: tenant.tenantId,
        jobId: start.jobId,
        type: count.name,
        data: { sheep: 7 },
        principal: tenant.principal,
        starts: 1,
        fence: 1n,
      });
      expect(await theJob()).to.include({ status: 'running', starts: 1 });
    });

    it('give a job to one of two who start it at once', async () => {
      const id = await asked();
      await admitted();

      const starts = await Promise.all([1, 2, 3].map(() => ports.records.start(tenant, id)));

      expect(starts.filter((start) => start !== null)).to.have.length(1);
      expect(await theJob()).to.include({ status: 'running', starts: 1 });
    });

    it('start what was admitted alone', async () => {
      const id = await asked();
      expect(await ports.records.start(tenant, id)).to.equal(null);
      expect(await theJob()).to.include({ status: 'waiting', starts: 0 });

      await admitted();
      await succeed(await started(id));
      expect(await ports.records.start(tenant, id)).to.equal(null);
      expect(await theJob()).to.include({ status: 'succeeded', starts: 1 });
    });

    it('end a job in the transaction of its effect', async () => {
      const start = await running();
      await ports.transactions.run(tenant, async (transaction) => {
        await ports.records.succeed(tenant, start, { location: '/v1/sheep' }, transaction);
        expect(await theJob()).to.include({ status: 'running' });
      });
      expect(await theJob()).to.deep.include({ status: 'succeeded', isFinished: true, progress: 1, result: { location: '/v1/sheep' }, problem: null });
    });

    it('have not ended it when that is undone', async () => {
      const start = await running();
      const failing = ports.transactions.run(tenant, async (transaction) => {
        await ports.records.succeed(tenant, start, null, transaction);
        throw lightsOut;
      });
      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(await theJob()).to.deep.include({ status: 'running', isFinished: false });
      await succeed(start);
    });

    it('let a job succeed once', async () => {
      const start = await running();
      await succeed(start);
      await expect(succeed(start)).to.be.rejectedWith(JobLost);
    });

    it('let an earlier start do nothing to the job of a later one', async () => {
      const [earlier, later] = await overtaken();
      expect(later).to.include({ starts: 2 });
      expect(later.fence > earlier.fence).to.equal(true);
      await ports.records.progress(tenant, later, 0.5);
      const before = await theJob();

      await expect(succeed(earlier)).to.be.rejectedWith(JobLost);
      await ports.records.progress(tenant, earlier, 0.25);
      for (const end of ends) await ports.records.end(tenant, earlier, end);
      expect(await ports.records.renew(system, [earlier, later])).to.deep.equal([earlier]);

      expect(await theJob()).to.deep.equal(before);
      await succeed(later);
      expect(await theJob()).to.include({ status: 'succeeded', starts: 2 });
    });

    it('let a start do nothing to a job that waits again', async () => {
      const start = await running();
      await ports.records.end(tenant, start, { status: 'waiting', inSeconds: 60, problem });
      const before = await theJob();

      await expect(succeed(start)).to.be.rejectedWith(JobLost);
      await ports.records.progress(tenant, start, 0.25);
      await ports.records.end(tenant, start, { status: 'failed', problem });
      expect(await ports.records.renew(system, [start])).to.deep.equal([start]);

      expect(await theJob()).to.deep.equal(before);
    });

    it('let nobody else do anything to a tenant’s job', async () => {
      const id = await asked();
      await admitted();
      expect(await ports.records.start(stranger, id)).to.equal(null);
      expect(await theJob()).to.include({ status: 'admitted', starts: 0 });

      const start = await started(id);
      const before = await theJob();
      await expect(succeed(start, stranger)).to.be.rejectedWith(JobLost);
      await ports.records.progress(stranger, start, 0.25);
      for (const end of ends) await ports.records.end(stranger, start, end);
      const disguised = { ...start, tenantId: stranger.tenantId };
      expect(await ports.records.renew(system, [disguised])).to.deep.equal([disguised]);

      expect(await theJob()).to.deep.equal(before);
    });

    it('tell how far a start is, from nothing each time', async () => {
      const start = await running();
      await ports.records.progress(tenant, start, 0.25);
      expect(await theJob()).to.include({ progress: 0.25, status: 'running' });

      await ports.passes(LEASE_OVER);
      await admitted();
      await started(start.jobId);
      expect(await theJob()).to.include({ progress: 0 });
    });

    it('keep what is renewed from others', async () => {
      const start = await running();
      expect(await ports.records.renew(system, [])).to.deep.equal([]);
      for (let times = 0; times < 3; times++) {
        await ports.passes(10);
        expect(await ports.records.renew(system, [start])).to.deep.equal([]);
        expect(await admitted()).to.deep.equal([]);
      }
      await ports.passes(LEASE_OVER);
      expect(await admitted()).to.have.length(1);
      expect(await ports.records.renew(system, [start])).to.deep.equal([start]);
    });

    it('keep nothing from others because an earlier start asks for it', async () => {
      const [earlier] = await overtaken();
      await ports.passes(10);
      expect(await ports.records.renew(system, [earlier])).to.deep.equal([earlier]);
      await ports.passes(10);
      expect(await admitted()).to.have.length(1);
    });

    it('tell of a cancellation whoever runs the job, and undo what it does', async () => {
      const [start, other] = [await running(), await running()];
      await cancel(start);

      expect(await ports.records.renew(system, [start, other])).to.deep.equal([start]);
      await expect(succeed(start)).to.be.rejectedWith(JobLost);
    });

    for (const end of endsOfEachKind()) {
      it(`let a job that was cancelled meanwhile end so, and not as ${end.status}`, async () => {
        const start = await running();
        await cancel(start);
        await ports.records.end(tenant, start, end);
        expect(await theJob()).to.include({ status: 'cancelled', isFinished: true });
      });
    }

    it('let it end so when it is cancelled in the very moment at which it ends', async () => {
      const start = await running();
      const { promise: ending, resolve } = Promise.withResolvers<Promise<void>[]>();
      await ports.transactions.run(tenant, async (transaction) => {
        await ports.cancel(tenant, transaction, start.jobId);
        resolve([ports.records.end(tenant, start, { status: 'waiting', inSeconds: 0, problem })]);
        await ports.untilSomebodyWaits();
      });
      await Promise.all(await ending);
      expect(await theJob()).to.include({ status: 'cancelled', isFinished: true });
    });

    it('end a start that is to be repeated: it waits, and the start counts', async () => {
      const start = await running();
      await ports.records.end(tenant, start, { status: 'waiting', inSeconds: 30, problem });

      expect(await theJob()).to.deep.include({ status: 'waiting', starts: 1, problem, isFinished: false });
      expect(await admitted()).to.deep.equal([]);
      await ports.passes(31);
      expect(await admitted()).to.have.length(1);
      expect(await started(start.jobId)).to.include({ starts: 2 });
    });

    it('end a start that does not count', async () => {
      const start = await running();
      await ports.records.end(tenant, start, { status: 'waiting', inSeconds: 0, problem, uncounted: true });

      expect(await theJob()).to.deep.include({ status: 'waiting', starts: 0, problem });
      await admitted();
      const again = await started(start.jobId);
      expect(again.starts).to.equal(1);
      expect(again.fence > start.fence).to.equal(true);
    });

    it('end a job that failed, or was cancelled: it is finished', async () => {
      for (const end of [{ status: 'failed', problem }, { status: 'cancelled' }] as const) {
        const start = await running();
        await ports.records.end(tenant, start, end);
        const job = (await ports.jobsOf(tenant)).find(({ id }) => id === start.jobId);
        expect(job).to.deep.include({ status: end.status, isFinished: true, starts: 1, problem: end.status === 'failed' ? problem : null });
        await ports.passes(1_000);
        expect(await admitted()).to.deep.equal([]);
      }
    });

    it('put a job in quarantine: it is neither finished nor started again', async () => {
      const start = await running();
      await ports.records.end(tenant, start, { status: 'quarantined', problem });
      expect(await theJob()).to.deep.include({ status: 'quarantined', isFinished: false, problem });
      await ports.passes(1_000);
      expect(await admitted()).to.deep.equal([]);
    });
  });
}

const endsOfEachKind = (): readonly JobEnd[] => [
  { status: 'waiting', inSeconds: 0, problem },
  { status: 'failed', problem },
  { status: 'quarantined', problem },
];
const ends: readonly JobEnd[] = [...endsOfEachKind(), { status: 'cancelled' }];
