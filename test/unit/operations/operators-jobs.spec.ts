import { expect } from 'chai';
import { InMemoryJobDesk } from '../../../adapters/operations/memory/in-memory-operations.js';
import { type JobRecord, jobShelf, newJob } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { DiscardJob } from '../../../application/operations/discard-job.js';
import { FindJob } from '../../../application/operations/find-job.js';
import { RetryJob } from '../../../application/operations/retry-job.js';
import type { JobStatus } from '../../../application/shared/job.js';
import { JobId } from '../../../application/shared/job-type.js';
import { JobEnded, JobNotFound, JobNotInTrouble, JobRunning } from '../../../domain/operations/operations-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';

describe('looking after jobs as an operator', () => {
  const operator = SystemContext.for('a test of operators');
  const [tenant, clock] = [aTenant(), new FixedClock()];
  const jobId = JobId.from('01980f3c-5a7e-7c3d-8e4f-0123456789ab');
  let store: InMemoryStore;
  let desk: InMemoryJobDesk;

  beforeEach(() => {
    store = new InMemoryStore();
    desk = new InMemoryJobDesk(store, clock);
  });

  const thereIs = (status: JobStatus): Promise<unknown> => {
    const job: JobRecord = newJob({ id: jobId, type: 'library.bind-book', data: {}, principal: tenant.principal, startsAllowed: 5, starts: 5, status }, clock.now());
    return store.run(tenant, async (transaction) => transaction.shelf(tenant, jobShelf).set(jobId, job));
  };

  for (const status of ['failed', 'quarantined'] as const) {
    it(`starts again what is ${status}`, async () => {
      await thereIs(status);
      expect(await new RetryJob(desk).execute(operator, { jobId })).to.include({ status: 'waiting', starts: 0, version: 2 });
    });
  }

  for (const [status, sentence] of [
    ['waiting', 'The job is waiting for its start already'],
    ['admitted', 'The job is about to be started already'],
    ['running', 'The job is running: it is started again by itself when it fails'],
    ['succeeded', 'The job has succeeded: its effect happens once'],
    ['cancelled', 'The job was cancelled, for good: ask for it anew'],
  ] as const) {
    it(`does not start again what is ${status}, and says why`, async () => {
      await thereIs(status);
      await expect(new RetryJob(desk).execute(operator, { jobId })).to.be.rejectedWith(JobNotInTrouble, sentence);
      expect(await new FindJob(desk).execute(operator, { jobId })).to.include({ status, version: 1 });
    });
  }

  for (const status of ['waiting', 'admitted', 'failed', 'quarantined'] as const) {
    it(`gives up what is ${status}`, async () => {
      await thereIs(status);
      expect(await new DiscardJob(desk).execute(operator, { jobId })).to.include({ status: 'cancelled', version: 2 });
    });
  }

  for (const [status, refusal, sentence] of [
    ['running', JobRunning, 'The job is running: it ends by itself, at its time limit at the latest, and can be discarded then'],
    ['succeeded', JobEnded, 'The job has succeeded: there is nothing to discard'],
    ['cancelled', JobEnded, 'The job is cancelled already'],
  ] as const) {
    it(`does not give up what is ${status}, and says why`, async () => {
      await thereIs(status);
      await expect(new DiscardJob(desk).execute(operator, { jobId })).to.be.rejectedWith(refusal, sentence);
      expect(await new FindJob(desk).execute(operator, { jobId })).to.include({ status, version: 1 });
    });
  }

  it('does nothing to a job that nobody knows', async () => {
    for (const useCase of [new FindJob(desk), new RetryJob(desk), new DiscardJob(desk)]) {
      await expect(useCase.execute(operator, { jobId })).to.be.rejectedWith(JobNotFound);
    }
  });
});
