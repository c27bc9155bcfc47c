import { type JobCard, type JobCount, JobDesk, type JobsWanted, type ParkedEvent, type Some } from '../../../application/operations/ports/job-desk.js';
import { OperationRegister } from '../../../application/operations/ports/operation-register.js';
import { Operations } from '../../../application/operations/ports/operations.js';
import type { OperationsScope } from '../../../application/operations/ports/operations-work.js';
import type { Job } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { JobNotFound, OperationEnded, OperationNotFound } from '../../../domain/operations/operations-refusals.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import { isFinished, type JobRecord, jobShelf, moved } from '../../shared/memory/in-memory-jobs.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork } from '../../shared/memory/in-memory-store.js';

/** The unit of work on operations, on the in-memory store. */
export const inMemoryOperationsWork = (store: Transactions, clock: Clock): InMemoryUnitOfWork<OperationsScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({ operations: new InMemoryOperations(transaction, clock) }));

class InMemoryOperations extends Operations {
  constructor(
    private readonly transaction: InMemoryTransaction,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async cancel(tenant: TenantContext, operationId: JobId): Promise<Job> {
    const shelf = this.transaction.shelf(tenant, jobShelf);
    const job = own(tenant, shelf.get(operationId));
    if (!['waiting', 'admitted', 'running'].includes(job.status)) throw new OperationEnded();
    if (job.cancelAsked) return job;
    const end = job.status === 'running' ? {} : ({ status: 'cancelled', finishedAt: this.clock.now() } as const);
    const cancelled = moved(job, { ...end, cancelAsked: true });
    shelf.set(operationId, cancelled);
    return cancelled;
  }
}

export class InMemoryOperationRegister extends OperationRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, operationId: JobId): Promise<Job> {
    return own(tenant, this.store.shelf(tenant, jobShelf).get(operationId));
  }
}

export class InMemoryJobDesk extends JobDesk {
  constructor(
    private readonly store: InMemoryStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async count(_system: SystemContext): Promise<readonly JobCount[]> {
    const groups = Map.groupBy(this.all(), ({ type, status }) => `${type} ${status}`);
    return [...groups.values()].map((jobs) => {
      const { type, status } = jobs[0] as Job;
      const firstDueAt = status === 'waiting' ? new Date(Math.min(...jobs.map(({ runAt }) => runAt.getTime()))) : null;
      return { type, status, count: jobs.length, firstDueAt };
    });
  }

  override async list(_system: SystemContext, { limit, ...wanted }: JobsWanted): Promise<Some<JobCard>> {
    const filters = Object.entries(wanted).filter(([, value]) => value !== undefined);
    const found = this.all().filter((job) => filters.every(([name, value]) => job[name as keyof JobCard] === value));
    return some(found.toSorted((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime() || (a.id < b.id ? 1 : -1)), limit);
  }

  override async parked(_system: SystemContext, limit: number): Promise<Some<ParkedEvent>> {
    const all = this.tenants().flatMap((tenantId) => {
      const jobs = this.jobsOf(tenantId);
      const isBehind = (job: JobRecord) => (other: JobRecord) => other.sequence === job.sequence && other.ordinal > job.ordinal && !isFinished(other);
      return jobs
        .filter(({ status, sequence }) => status === 'quarantined' && sequence !== null)
        .map((job) => ({ job: cardOf(tenantId, job), holdsUp: jobs.filter(isBehind(job)).length }));
    });
    return some(all.toSorted((a, b) => (`${a.job.tenantId} ${a.job.id}` < `${b.job.tenantId} ${b.job.id}` ? -1 : 1)), limit);
  }

  override async get(_system: SystemContext, jobId: JobId): Promise<JobCard> {
    const job = this.all().find(({ id }) => id === jobId);
    if (job === undefined) throw new JobNotFound();
    return job;
  }

  override async retry(system: SystemContext, job: JobCard): Promise<JobCard> {
    return this.change(system, job, { status: 'waiting', runAt: this.clock.now(), starts: 0, progress: 0, problem: null, finishedAt: null, cancelAsked: false });
  }

  override async discard(system: SystemContext, job: JobCard): Promise<JobCard> {
    return this.change(system, job, { status: 'cancelled', finishedAt: this.clock.now() });
  }

  private async change(system: SystemContext, { tenantId, id, version }: JobCard, change: Partial<JobRecord>): Promise<JobCard> {
    this.store.change(TenantContext.visitor(tenantId), jobShelf, id, (job) => {
      if (job.version !== version) throw new OutdatedVersion();
      return moved(job, change);
    });
    return this.get(system, id);
  }

  private all(): readonly JobCard[] {
    return this.tenants().flatMap((tenantId) => this.jobsOf(tenantId).map((job) => cardOf(tenantId, job)));
  }

  private tenants(): readonly TenantId[] {
    return this.store.tenantsWith(jobShelf);
  }

  private jobsOf(tenantId: TenantId): readonly JobRecord[] {
    return [...this.store.shelf(TenantContext.visitor(tenantId), jobShelf).values()];
  }
}

/** @throws OperationNotFound when somebody else asked for it, or nobody. */
function own({ principal }: TenantContext, job: JobRecord | undefined): JobRecord {
  if (job?.principal.kind !== 'user' || principal.kind !== 'user' || job.principal.id !== principal.id) throw new OperationNotFound();
  return job;
}

const some = <Item>(items: readonly Item[], limit: number): Some<Item> => ({ items: items.slice(0, limit), hasMore: items.length > limit });

const cardOf = (
  tenantId: TenantId,
  { principal, key: _key, ordinal: _ordinal, priority: _priority, fence: _fence, leasedUntil: _leasedUntil, ...job }: JobRecord,
): JobCard => ({ ...job, tenantId, isRequested: principal.kind === 'user' });
