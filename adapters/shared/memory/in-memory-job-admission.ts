import type { Clock } from '../../../application/shared/ports/clock.js';
import { type AdmittedJob, type InFlight, JobAdmission } from '../../../application/shared/ports/job-admission.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import { isFinished, type JobRecord, jobShelf, moved } from './in-memory-jobs.js';
import type { InMemoryStore } from './in-memory-store.js';

export class InMemoryJobAdmission extends JobAdmission {
  constructor(
    private readonly store: InMemoryStore,
    private readonly clock: Clock,
    private readonly inFlight: InFlight,
  ) {
    super();
  }

  override async admit(_system: SystemContext, types: readonly string[]): Promise<readonly AdmittedJob[]> {
    const tenants = this.store.tenantsWith(jobShelf);
    const busy = new Map(tenants.map((tenantId) => [tenantId, this.busy(tenantId)]));
    const left = this.inFlight.inAll - [...busy.values()].reduce((sum, jobs) => sum + jobs, 0);
    const turns = [...busy].flatMap(([tenantId, jobs]) => this.dueOf(tenantId, types).map((job, at) => ({ tenantId, job, turn: jobs + at })));
    const chosen = turns
      .filter(({ turn }) => turn < this.inFlight.perTenant)
      .toSorted((a, b) => a.turn - b.turn || b.job.priority - a.job.priority)
      .slice(0, Math.max(0, left));
    for (const { tenantId, job } of chosen) this.change(tenantId, job, { status: 'admitted' });
    return chosen.map(({ tenantId, job: { id, type } }) => ({ tenantId, jobId: id, type }));
  }

  override async takeUp(): Promise<void> {
    for (const tenantId of this.store.tenantsWith(jobShelf)) this.takeUpOf(tenantId);
  }

  private takeUpOf(tenantId: TenantId): void {
    for (const job of this.jobsOf(tenantId)) {
      if (job.status !== 'running' || job.leasedUntil === null || job.leasedUntil > this.clock.now()) continue;
      const problem = { code: 'shared.job-orphaned', detail: `Its process ended while it ran. It was started ${job.starts} times.` };
      if (job.cancelAsked) this.change(tenantId, job, { status: 'cancelled', finishedAt: this.clock.now(), leasedUntil: null, problem });
      else this.change(tenantId, job, { status: job.starts >= job.startsAllowed ? 'quarantined' : 'waiting', leasedUntil: null, problem });
    }
  }

  private dueOf(tenantId: TenantId, types: readonly string[]): readonly JobRecord[] {
    const [jobs, now] = [this.jobsOf(tenantId), this.clock.now()];
    const isBehind = ({ sequence, ordinal }: JobRecord): boolean =>
      sequence !== null && jobs.some((other) => other.sequence === sequence && other.ordinal < ordinal && !isFinished(other));
    return jobs
      .filter((job) => job.status === 'waiting' && job.runAt <= now && types.includes(job.type) && !isBehind(job))
      .toSorted((a, b) => b.priority - a.priority || a.runAt.getTime() - b.runAt.getTime() || a.ordinal - b.ordinal);
  }

  private busy(tenantId: TenantId): number {
    return this.jobsOf(tenantId).filter(({ status }) => status === 'admitted' || status === 'running').length;
  }

  private jobsOf(tenantId: TenantId): readonly JobRecord[] {
    return [...this.store.shelf(TenantContext.visitor(tenantId), jobShelf).values()];
  }

  private change(tenantId: TenantId, { id }: JobRecord, change: Partial<JobRecord>): void {
    this.store.change(TenantContext.visitor(tenantId), jobShelf, id, (job) => moved(job, change));
  }
}
