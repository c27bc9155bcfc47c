import { sql } from 'slonik';
import { z } from 'zod';
import type { JobResult } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { type JobEnd, JobRecords, type JobStart } from '../../../application/shared/ports/job-records.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { JobLost } from '../../../application/shared/refusals.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { PrincipalId, SessionId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { PostgresTransaction } from './postgres-transaction.js';
import type { Queries, SystemQueries } from './queries.js';
import { named } from './statement.js';

/** How long a start keeps its job when it is not renewed. Whoever renews does so several times meanwhile. */
const LEASE_SECONDS = 15;

export class PostgresJobRecords extends JobRecords {
  constructor(
    private readonly db: Queries,
    private readonly system: SystemQueries,
  ) {
    super();
  }

  override async start(tenant: TenantContext, jobId: JobId): Promise<JobStart | null> {
    const row = await this.db.maybeOne(tenant, named('shared.start-job', sql.type(startRow)`
      update shared.job
      set status = 'running', starts = starts + 1, fence = fence + 1, leased_until = now() + ${LEASE_SECONDS} * interval '1 second',
          started_at = now(), progress = 0, version = version + 1
      where tenant_id = ${tenant.tenantId} and id = ${jobId} and status = 'admitted'
      returning type, data, principal_id, session_id, starts, fence
    `));
    if (row === null) return null;
    const { principal_id: principalId, session_id: sessionId, ...start } = row;
    return {
      ...start,
      tenantId: tenant.tenantId,
      jobId,
      principal:
        principalId === null || sessionId === null
          ? { kind: 'platform' }
          : { kind: 'user', id: PrincipalId.from(principalId), sessionId: SessionId.from(sessionId) },
    };
  }

  override async succeed(tenant: TenantContext, start: JobStart, result: JobResult | null, transaction: OpenTransaction): Promise<void> {
    if (!(transaction instanceof PostgresTransaction)) throw new TypeError('Only a transaction of PostgreSQL’s can end a job here.');
    const ended = await (transaction as PostgresTransaction<TenantContext>).execute(tenant, named('shared.succeed-job', sql.type(noRow)`
      update shared.job
      set status = 'succeeded', leased_until = null, finished_at = now(), progress = 1, problem = null,
          result = ${result === null ? null : JSON.stringify(result)}::jsonb, version = version + 1
      where tenant_id = ${tenant.tenantId} and id = ${start.jobId} and status = 'running' and fence = ${start.fence} and cancel_asked_at is null
    `));
    if (ended === 0) throw new JobLost();
  }

  override async end(tenant: TenantContext, start: JobStart, end: JobEnd): Promise<void> {
    const inSeconds = end.status === 'waiting' ? end.inSeconds : null;
    const uncounted = end.status === 'waiting' && end.uncounted === true ? 1 : 0;
    const problem = end.status === 'cancelled' ? null : JSON.stringify(end.problem);
    // whether it was cancelled is read from the row as it is once it can be changed: somebody may be cancelling it just now
    await this.db.execute(tenant, named('shared.end-job', sql.type(noRow)`
      update shared.job
      set status = case when cancel_asked_at is null then ${end.status} else 'cancelled' end, leased_until = null, problem = ${problem}::jsonb, starts = starts - ${uncounted},
          run_at = coalesce(now() + ${inSeconds}::float * interval '1 second', run_at),
          finished_at = case when cancel_asked_at is not null or ${end.status} in ('failed', 'cancelled') then now() end,
          version = version + 1
      where tenant_id = ${tenant.tenantId} and id = ${start.jobId} and status = 'running' and fence = ${start.fence}
    `));
  }

  override async progress(tenant: TenantContext, start: JobStart, progress: number): Promise<void> {
    await this.db.execute(tenant, named('shared.tell-progress', sql.type(noRow)`
      update shared.job set progress = ${progress}::real, version = version + 1
      where tenant_id = ${tenant.tenantId} and id = ${start.jobId} and status = 'running' and fence = ${start.fence}
    `));
  }

  override async renew(system: SystemContext, starts: readonly JobStart[]): Promise<readonly JobStart[]> {
    if (starts.length === 0) return [];
    const renewed = await this.system.any(system, named('shared.renew-jobs', sql.type(renewedRow)`
      update shared.job
      set leased_until = now() + ${LEASE_SECONDS} * interval '1 second'
      from unnest(
        ${sql.array(starts.map(({ tenantId }) => tenantId), 'uuid')}, ${sql.array(starts.map(({ jobId }) => jobId), 'uuid')},
        ${sql.array(starts.map(({ fence }) => fence), 'int8')}
      ) held (tenant_id, id, fence)
      where job.tenant_id = held.tenant_id and job.id = held.id and job.fence = held.fence and status = 'running' and cancel_asked_at is null
      returning job.id, job.fence
    `));
    const held = new Map(renewed.map(({ id, fence }) => [id, fence]));
    return starts.filter(({ jobId, fence }) => held.get(jobId) !== fence);
  }
}

const noRow = z.object({});
const renewedRow = z.object({ id: z.string(), fence: z.bigint() });
const startRow = z.object({
  type: z.string(),
  data: z.unknown(),
  principal_id: z.string().nullable(),
  session_id: z.string().nullable(),
  starts: z.number(),
  fence: z.bigint(),
});
