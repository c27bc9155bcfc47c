import { sql } from 'slonik';
import { z } from 'zod';
import { type JobCard, type JobCount, JobDesk, type JobsWanted, type ParkedEvent, type Some } from '../../../application/operations/ports/job-desk.js';
import { jobStatuses } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { JobNotFound } from '../../../domain/operations/operations-refusals.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import { jobOf, jobRow } from '../../shared/postgres/job-row.js';
import type { SystemQueries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

/** Works over all tenants, as the system role. */
export class PostgresJobDesk extends JobDesk {
  constructor(private readonly db: SystemQueries) {
    super();
  }

  override async count(system: SystemContext): Promise<readonly JobCount[]> {
    const rows = await this.db.any(system, named('operations.count-jobs', sql.type(countRow)`
      select type, status, count(*)::integer as count, min(run_at) filter (where status = 'waiting') as first_due_at
      from shared.job group by type, status
    `));
    return rows.map(({ first_due_at: firstDueAt, ...row }) => ({ ...row, firstDueAt }));
  }

  override async list(system: SystemContext, { status, type, tenantId, limit }: JobsWanted): Promise<Some<JobCard>> {
    const rows = await this.db.any(system, named('operations.list-jobs', sql.type(cardRow)`
      select ${cardColumns} from shared.job
      where status = coalesce(${status ?? null}, status) and type = coalesce(${type ?? null}, type) and tenant_id = coalesce(${tenantId ?? null}::uuid, tenant_id)
      order by requested_at desc, id desc
      limit ${limit + 1}
    `));
    return { items: rows.slice(0, limit).map(cardOf), hasMore: rows.length > limit };
  }

  override async parked(system: SystemContext, limit: number): Promise<Some<ParkedEvent>> {
    const rows = await this.db.any(system, named('operations.list-parked-events', sql.type(parkedRow)`
      select ${cardColumns}, (
        select count(*)::integer from shared.job behind
        where behind.tenant_id = job.tenant_id and behind.sequence = job.sequence and behind.ordinal > job.ordinal and behind.finished_at is null
      ) as holds_up
      from shared.job
      where status = 'quarantined' and sequence is not null
      order by tenant_id, id
      limit ${limit + 1}
    `));
    return {
      items: rows.slice(0, limit).map(({ holds_up: holdsUp, ...row }) => ({ job: cardOf(row), holdsUp })),
      hasMore: rows.length > limit,
    };
  }

  override async get(system: SystemContext, jobId: JobId): Promise<JobCard> {
    const row = await this.db.maybeOne(system, named('operations.find-job', sql.type(cardRow)`
      select ${cardColumns} from shared.job where id = ${jobId}
    `));
    if (row === null) throw new JobNotFound();
    return cardOf(row);
  }

  override async retry(system: SystemContext, { tenantId, id, version }: JobCard): Promise<JobCard> {
    return moved(await this.db.maybeOne(system, named('operations.retry-job', sql.type(cardRow)`
      update shared.job
      set status = 'waiting', run_at = now(), starts = 0, progress = 0, problem = null, finished_at = null, cancel_asked_at = null, version = version + 1
      where tenant_id = ${tenantId} and id = ${id} and version = ${version}
      returning ${cardColumns}
    `)));
  }

  override async discard(system: SystemContext, { tenantId, id, version }: JobCard): Promise<JobCard> {
    return moved(await this.db.maybeOne(system, named('operations.discard-job', sql.type(cardRow)`
      update shared.job set status = 'cancelled', finished_at = now(), version = version + 1
      where tenant_id = ${tenantId} and id = ${id} and version = ${version}
      returning ${cardColumns}
    `)));
  }
}

const cardColumns = sql.fragment`
  tenant_id, id, type, status, progress, result, problem, requested_at, finished_at, version,
  data, sequence, principal_id is not null as is_requested, run_at, starts, starts_allowed, cancel_asked_at is not null as cancel_asked`;

const cardRow = jobRow.extend({
  tenant_id: z.string(),
  data: z.unknown(),
  sequence: z.string().nullable(),
  is_requested: z.boolean(),
  run_at: z.date(),
  starts: z.number(),
  starts_allowed: z.number(),
  cancel_asked: z.boolean(),
});

const parkedRow = cardRow.extend({ holds_up: z.number() });

const countRow = z.object({ type: z.string(), status: z.enum(jobStatuses), count: z.number(), first_due_at: z.date().nullable() });

function cardOf({ tenant_id: tenantId, data, sequence, is_requested: isRequested, run_at: runAt, starts, starts_allowed: startsAllowed, cancel_asked: cancelAsked, ...job }: z.infer<typeof cardRow>): JobCard {
  return { ...jobOf(job), tenantId: tenantId as TenantId, data, sequence, isRequested, runAt, starts, startsAllowed, cancelAsked };
}

function moved(row: z.infer<typeof cardRow> | null): JobCard {
  if (row === null) throw new OutdatedVersion();
  return cardOf(row);
}
