import { expect } from 'chai';
import { v7 } from 'uuid';
import type { EndedStatus, KeptRecords } from '../../../application/operations/ports/kept-records.js';
import type { RecordsWork } from '../../../application/operations/ports/records-work.js';
import type { JobStatus } from '../../../application/shared/job.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { Home } from '../homes.js';

export type GivenJob = { readonly id: string; readonly status: JobStatus; readonly finishedAt: Date | null };

export type RecordsPorts = {
  readonly recordsWork: RecordsWork;
  /** As the relay would have published it. */
  publish(tenant: TenantContext, position: number, publishedAt: Date): Promise<void>;
  /** The positions of what is left, in order. */
  stream(tenant: TenantContext): Promise<readonly number[]>;
  keepJob(tenant: TenantContext, job: GivenJob): Promise<void>;
  jobIds(tenant: TenantContext): Promise<readonly string[]>;
  /** Somebody changes the job for as long as the step takes; null where steps take turns. */
  readonly whileChanging: (<T>(tenant: TenantContext, jobId: string, step: () => Promise<T>) => Promise<T>) | null;
};

const MANY = 1_000;
const after = (milliseconds: number): Date => new Date(noon.getTime() + milliseconds);
const everyEnd: readonly EndedStatus[] = ['succeeded', 'failed', 'cancelled'];

/** What every home for what the kernel has written down promises to whoever sweeps it. */
export function describeKeptRecords(home: string, open: () => Promise<Home<RecordsPorts>>): void {
  const opened = async () => {
    const ports = await open();
    const step = <T>(tenant: TenantContext, sweep: (records: KeptRecords) => Promise<T>) => ports.recordsWork.run(tenant, ({ records }) => sweep(records));
    const sweepEvents = (tenant: TenantContext, most = MANY) => step(tenant, (records) => records.sweepEvents(tenant, noon, most));
    const sweepJobs = (tenant: TenantContext, status: EndedStatus, most = MANY) => step(tenant, (records) => records.sweepJobs(tenant, status, noon, most));
    const keep = async (tenant: TenantContext, status: JobStatus, finishedAt: Date | null, id: string = v7()) => {
      await ports.keepJob(tenant, { id, status, finishedAt });
      return id;
    };
    return { ...ports, step, sweepEvents, sweepJobs, keep };
  };

  describe(`sweeping events in ${home}`, () => {
    it('forgets what was published before the moment, and nothing that was published then or later', async () => {
      const [{ publish, stream, sweepEvents }, tenant] = [await opened(), aTenant()];
      for (const [at, publishedAt] of [after(-2), after(-1), noon, after(1)].entries()) await publish(tenant, at + 1, publishedAt);

      expect(await sweepEvents(tenant)).to.equal(2);

      expect(await stream(tenant)).to.deep.equal([3, 4]);
      expect(await sweepEvents(tenant)).to.equal(0);
    });

    it('takes no more than it is told to, in the order of the stream', async () => {
      const [{ publish, stream, sweepEvents }, tenant] = [await opened(), aTenant()];
      for (const position of [3, 10, 1, 2]) await publish(tenant, position, after(-position));

      expect(await sweepEvents(tenant, 2)).to.equal(2);
      expect(await stream(tenant)).to.deep.equal([3, 10]);
      expect(await sweepEvents(tenant, 1)).to.equal(1);
      expect(await stream(tenant)).to.deep.equal([10]);
    });

    it('touches nothing of another tenant’s', async () => {
      const [{ publish, stream, sweepEvents }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
      await publish(tenant, 2, after(-1));
      for (const [position, publishedAt] of [[1, after(-2)], [2, after(1)]] as const) await publish(stranger, position, publishedAt);

      expect(await sweepEvents(tenant, 1)).to.equal(1);

      expect(await stream(tenant)).to.deep.equal([]);
      expect(await stream(stranger)).to.deep.equal([1, 2]);
    });
  });

  describe(`sweeping jobs in ${home}`, () => {
    for (const status of everyEnd) {
      it(`forgets those that have ${status} before the moment, and none that have then or later`, async () => {
        const [{ keep, jobIds, sweepJobs }, tenant] = [await opened(), aTenant()];
        const [, ...kept] = [await keep(tenant, status, after(-1)), await keep(tenant, status, noon), await keep(tenant, status, after(1))];

        expect(await sweepJobs(tenant, status)).to.equal(1);

        expect(await jobIds(tenant)).to.have.members(kept);
        expect(await sweepJobs(tenant, status)).to.equal(0);
      });

      it(`leaves those that have not ${status}, whatever their age`, async () => {
        const [{ keep, jobIds, sweepJobs }, tenant] = [await opened(), aTenant()];
        const kept = [await keep(tenant, 'quarantined', null), await keep(tenant, 'waiting', null)];
        for (const other of everyEnd.filter((one) => one !== status)) kept.push(await keep(tenant, other, after(-1)));

        expect(await sweepJobs(tenant, status)).to.equal(0);

        expect(await jobIds(tenant)).to.have.members(kept);
      });
    }

    it('takes no more than it is told to, the oldest first', async () => {
      const [{ keep, jobIds, sweepJobs }, tenant] = [await opened(), aTenant()];
      const [first, , third] = [await keep(tenant, 'failed', after(-1)), await keep(tenant, 'failed', after(-4)), await keep(tenant, 'failed', after(-2)), await keep(tenant, 'failed', after(-3))];

      expect(await sweepJobs(tenant, 'failed', 2)).to.equal(2);
      expect(await jobIds(tenant)).to.have.members([first, third]);
      expect(await sweepJobs(tenant, 'failed', 1)).to.equal(1);
      expect(await jobIds(tenant)).to.have.members([first]);
    });

    it('touches nothing of another tenant’s, be it as old, or of the same id', async () => {
      const [{ keep, jobIds, sweepJobs }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
      const old = await keep(tenant, 'succeeded', after(-1));
      const others = [await keep(stranger, 'succeeded', after(-1_000)), await keep(stranger, 'succeeded', after(1), old)];

      expect(await sweepJobs(tenant, 'succeeded')).to.equal(1);

      expect(await jobIds(tenant)).to.deep.equal([]);
      expect(await jobIds(stranger)).to.have.members(others);
    });

    it('neither takes nor waits for one that somebody is changing', async () => {
      const [{ whileChanging, keep, jobIds, sweepJobs }, tenant] = [await opened(), aTenant()];
      const [started] = [await keep(tenant, 'failed', after(-2)), await keep(tenant, 'failed', after(-1))];
      if (whileChanging === null) return;

      expect(await whileChanging(tenant, started, () => sweepJobs(tenant, 'failed'))).to.equal(1);

      expect(await jobIds(tenant)).to.deep.equal([started]);
    });
  });

  describe(`sweeping what is kept in ${home}`, () => {
    it('takes nothing when the work fails', async () => {
      const [{ step, publish, stream, keep, jobIds }, tenant] = [await opened(), aTenant()];
      await publish(tenant, 1, after(-1));
      const job = await keep(tenant, 'succeeded', after(-1));

      const failing = step(tenant, async (records) => {
        expect(await records.sweepEvents(tenant, noon, MANY)).to.equal(1);
        expect(await records.sweepJobs(tenant, 'succeeded', noon, MANY)).to.equal(1);
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await stream(tenant)).to.deep.equal([1]);
      expect(await jobIds(tenant)).to.deep.equal([job]);
    });
  });
}
