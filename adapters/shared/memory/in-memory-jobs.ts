import type { Job, JobProblem, JobResult, JobStatus } from '../../../application/shared/job.js';
import { JobId, type JobType } from '../../../application/shared/job-type.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { Jobs, type JobPriority, type JobRequest } from '../../../application/shared/ports/jobs.js';
import type { Principal, TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryTransaction, shelfName } from './in-memory-store.js';

/** A job as it lies on the shelf of its tenant. Replaced, never mutated. */
export type JobRecord = {
  readonly id: JobId;
  readonly type: string;
  readonly key: string | null;
  readonly sequence: string | null;
  readonly ordinal: number;
  readonly data: unknown;
  readonly principal: Principal;
  readonly priority: -1 | 0 | 1;
  readonly runAt: Date;
  readonly status: JobStatus;
  readonly starts: number;
  readonly startsAllowed: number;
  readonly fence: bigint;
  readonly leasedUntil: Date | null;
  readonly cancelAsked: boolean;
  readonly progress: number;
  readonly result: JobResult | null;
  readonly problem: JobProblem | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly version: number;
};

export const jobShelf = shelfName<JobRecord>('shared.job');

/** What a job begins with. */
export const newJob = (given: Pick<JobRecord, 'id' | 'type' | 'data' | 'principal' | 'startsAllowed'> & Partial<JobRecord>, now: Date): JobRecord => ({
  key: null,
  sequence: null,
  ordinal: 0,
  priority: 0,
  runAt: now,
  status: 'waiting',
  starts: 0,
  fence: 0n,
  leasedUntil: null,
  cancelAsked: false,
  progress: 0,
  result: null,
  problem: null,
  requestedAt: now,
  finishedAt: null,
  version: 1,
  ...given,
});

/** A job after a change. */
export const moved = (job: JobRecord, change: Partial<JobRecord>): JobRecord => ({ ...job, ...change, version: job.version + 1 });

/** Whether nothing can happen to it any more. */
export const isFinished = ({ finishedAt }: JobRecord): boolean => finishedAt !== null;

/** Jobs asked for in a transaction: they lie on the shelf when it is kept. */
export class InMemoryJobs extends Jobs {
  constructor(
    private readonly transaction: InMemoryTransaction,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async request<Data>(tenant: TenantContext, type: JobType<Data>, request: JobRequest<Data>): Promise<Job> {
    const { data, runAt = this.clock.now(), key = null, priority = 'normal' } = request;
    const { principal } = tenant;
    if (principal.kind === 'visitor') throw new TypeError('A job runs with the rights of whoever asks for it: a visitor has none.');
    const shelf = this.transaction.shelf(tenant, jobShelf);
    const known = key === null ? undefined : [...shelf.values()].find((job) => job.type === type.name && job.key === key);
    if (known !== undefined) return shown(known);
    const job = newJob({
      id: JobId.from(this.ids.next()),
      type: type.name,
      data: JSON.parse(JSON.stringify(type.write(data))) as unknown,
      principal,
      key,
      priority: ranks[priority],
      runAt,
      startsAllowed: type.starts,
    }, this.clock.now());
    shelf.set(job.id, job);
    return shown(job);
  }
}

const shown = ({ id, type, status, progress, result, problem, requestedAt, finishedAt, version }: JobRecord): Job => ({
  id, type, status, progress, result, problem, requestedAt, finishedAt, version,
});

const ranks: Readonly<Record<JobPriority, -1 | 0 | 1>> = { low: -1, normal: 0, high: 1 };
