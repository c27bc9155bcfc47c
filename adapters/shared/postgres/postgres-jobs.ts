import { sql } from 'slonik';
import type { Job } from '../../../application/shared/job.js';
import type { JobType } from '../../../application/shared/job-type.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { Jobs, type JobPriority, type JobRequest } from '../../../application/shared/ports/jobs.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { jobColumns, jobOf, jobRow } from './job-row.js';
import type { Queries } from './queries.js';
import { named } from './statement.js';

/** Jobs asked for in a transaction: each is a row that commits, or vanishes, with it. */
export class PostgresJobs extends Jobs {
  constructor(
    private readonly db: Queries,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async request<Data>(tenant: TenantContext, type: JobType<Data>, request: JobRequest<Data>): Promise<Job> {
    const { data, runAt, key = null, priority = 'normal' } = request;
    const { principal } = tenant;
    if (principal.kind === 'visitor') throw new TypeError('A job runs with the rights of whoever asks for it: a visitor has none.');
    const [principalId, sessionId] = principal.kind === 'user' ? [principal.id, principal.sessionId] : [null, null];
    // with a key that is there already, the row stays what it is, and is given back
    return jobOf(await this.db.one(tenant, named('shared.request-job', sql.type(jobRow)`
      insert into shared.job as asked (tenant_id, id, type, key, data, principal_id, session_id, priority, run_at, starts_allowed)
      values (
        ${tenant.tenantId}, ${this.ids.next()}, ${type.name}, ${key}, ${JSON.stringify(type.write(data))}::jsonb, ${principalId}, ${sessionId},
        ${ranks[priority]}, coalesce(${runAt?.toISOString() ?? null}::timestamptz, now()), ${type.starts}
      )
      on conflict (tenant_id, type, key) where key is not null do update set key = asked.key
      returning ${jobColumns}
    `)));
  }
}

const ranks: Readonly<Record<JobPriority, number>> = { low: -1, normal: 0, high: 1 };
