import type { JobResult } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import { type JobEnd, JobRecords, type JobStart } from '../../../application/shared/ports/job-records.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { JobLost } from '../../../application/shared/refusals.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type JobRecord, jobShelf, moved } from './in-memory-jobs.js';
import { type InMemoryStore, InMemoryTransaction } from './in-memory-store.js';

const LEASE_MS = 15_000;

export class InMemoryJobRecords extends JobRecords {
  constructor(
    private readonly store: InMemoryStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async start(tenant: TenantContext, jobId: JobId): Promise<JobStart | null> {
    return this.store.run(tenant, async (transaction) => {
      const shelf = transaction.shelf(tenant, jobShelf);
      const job = shelf.get(jobId);
      if (job?.status !== 'admitted') return null;
      const [starts, fence] = [job.starts + 1, job.fence + 1n];
      shelf.set(jobId, moved(job, { status: 'running', starts, fence, progress: 0, leasedUntil: this.leased() }));
      return { tenantId: tenant.tenantId, jobId, type: job.type, data: job.data, principal: job.principal, starts, fence };
    });
  }

  override async succeed(tenant: TenantContext, start: JobStart, result: JobResult | null, transaction: OpenTransaction): Promise<void> {
    if (!(transaction instanceof InMemoryTransaction)) throw new TypeError('Only a transaction in memory can end a job here.');
    const shelf = transaction.shelf(tenant, jobShelf);
    const job = shelf.get(start.jobId);
    if (job === undefined || !isHeld(job, start) || job.cancelAsked) throw new JobLost();
    shelf.set(job.id, moved(job, { status: 'succeeded', leasedUntil: null, finishedAt: this.clock.now(), progress: 1, result, problem: null }));
  }

  override async end(tenant: TenantContext, start: JobStart, end: JobEnd): Promise<void> {
    await this.store.run(tenant, async (transaction) => {
      const shelf = transaction.shelf(tenant, jobShelf);
      const job = shelf.get(start.jobId);
      if (job !== undefined && isHeld(job, start)) shelf.set(job.id, this.ended(job, end));
    });
  }

  override async progress(tenant: TenantContext, start: JobStart, progress: number): Promise<void> {
    this.store.change(tenant, jobShelf, start.jobId, (job) => (isHeld(job, start) ? moved(job, { progress }) : job));
  }

  override async renew(_system: SystemContext, starts: readonly JobStart[]): Promise<readonly JobStart[]> {
    return starts.filter((start) => {
      const tenant = TenantContext.visitor(start.tenantId);
      const job = this.store.shelf(tenant, jobShelf).get(start.jobId);
      if (job === undefined || !isHeld(job, start) || job.cancelAsked) return true;
      this.store.change(tenant, jobShelf, job.id, (held) => ({ ...held, leasedUntil: this.leased() }));
      return false;
    });
  }

  private ended(job: JobRecord, end: JobEnd): JobRecord {
    const now = this.clock.now();
    const problem = end.status === 'cancelled' ? null : end.problem;
    if (job.cancelAsked || end.status === 'cancelled') return moved(job, { status: 'cancelled', leasedUntil: null, finishedAt: now, problem });
    if (end.status !== 'waiting') {
      return moved(job, { status: end.status, leasedUntil: null, finishedAt: end.status === 'failed' ? now : null, problem });
    }
    const starts = job.starts - (end.uncounted === true ? 1 : 0);
    return moved(job, { status: 'waiting', leasedUntil: null, starts, problem, runAt: new Date(now.getTime() + end.inSeconds * 1000) });
  }

  private leased(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}

const isHeld = (job: JobRecord, { fence }: JobStart): boolean => job.status === 'running' && job.fence === fence;
