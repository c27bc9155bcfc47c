import { sql } from 'slonik';
import { z } from 'zod';
import type { JobId } from '../../../application/shared/job-type.js';
import { type AdmittedJob, type InFlight, JobAdmission } from '../../../application/shared/ports/job-admission.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import { ADMITTED_CHANNEL } from './channels.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import { named } from './statement.js';
import type { SystemDatabase } from './system-database.js';

/** Who admits holds this lock: one at a time, or two would each take a tenant's whole share. */
const ADMITTING = 7_236_846_003;

/**
 * Admits jobs by giving Agenda a trigger for each, in the transaction that says they are admitted. A job whose row somebody
 * changes just now is left for the next time: it may be ending, and nobody is held up by it.
 */
export class PostgresJobAdmission extends JobAdmission {
  constructor(
    private readonly db: SystemDatabase,
    private readonly inFlight: InFlight,
  ) {
    super();
  }

  override async admit(system: SystemContext, types: readonly string[]): Promise<readonly AdmittedJob[]> {
    return this.db.run(system, async (transaction) => {
      await transaction.execute(system, named('shared.lock-admission', sql.type(z.object({}))`
        select from pg_advisory_xact_lock(${ADMITTING})
      `));
      const next = await this.nextInTurn(system, transaction, types);
      return next.length === 0 ? [] : this.admitThese(system, transaction, next);
    });
  }

  /** Those whose turn it is. Each tenant's are looked at for as many as it has room for, however many there are. */
  private nextInTurn(system: SystemContext, transaction: PostgresTransaction<SystemContext>, types: readonly string[]): Promise<readonly Turn[]> {
    const { perTenant, inAll } = this.inFlight;
    const lookedAt = Math.max(LOOKED_AT, 2 * perTenant);
    return transaction.any(system, named('shared.next-jobs', sql.type(turnRow)`
      with recursive queue (tenant_id) as (
        (select tenant_id from shared.job where status = 'waiting' order by tenant_id, priority, run_at, id limit 1)
        union all
        select (
          select job.tenant_id from shared.job where status = 'waiting' and job.tenant_id > queue.tenant_id
          order by job.tenant_id, job.priority, job.run_at, job.id limit 1
        )
        from queue where queue.tenant_id is not null
      ),
      busy as (select tenant_id, count(*) as jobs from shared.job where status in ('admitted', 'running') group by tenant_id),
      candidate as (
        select queue.tenant_id, next.id, next.priority,
               coalesce(busy.jobs, 0) + row_number() over (partition by queue.tenant_id order by next.priority desc, next.run_at, next.ordinal, next.id) as turn
        from queue
        left join busy on busy.tenant_id = queue.tenant_id
        cross join unnest(array[1, 0, -1]) rank
        cross join lateral (select greatest(0, ${perTenant} - coalesce(busy.jobs, 0)) as jobs) room
        cross join lateral (
          with next_in_line as materialized (
            select id, priority, run_at, ordinal, sequence from shared.job
            where tenant_id = queue.tenant_id and status = 'waiting' and priority = rank and run_at <= now() and type = any(${sql.array(types, 'text')})
            order by run_at, id
            limit ${lookedAt}
          ),
          free as materialized (
            select id, priority, run_at, ordinal from next_in_line
            where sequence is null or ordinal = (
              select earliest.ordinal from shared.job earliest
              where earliest.tenant_id = queue.tenant_id and earliest.sequence = next_in_line.sequence and earliest.finished_at is null
              order by earliest.ordinal limit 1
            )
          ),
          further as (
            -- where most of those are held up, what comes first in each sequence is looked for once
            select id, priority, run_at, ordinal from shared.job
            where (select count(*) from next_in_line) = ${lookedAt} and (select count(*) from free) < room.jobs
              and tenant_id = queue.tenant_id and status = 'waiting' and priority = rank and run_at <= now() and type = any(${sql.array(types, 'text')})
              and id not in (select id from free)
              and (sequence is null or (sequence, ordinal) in (
                with recursive earliest (sequence, ordinal) as (
                  (select sequence, ordinal from shared.job where tenant_id = queue.tenant_id and sequence is not null and finished_at is null order by sequence, ordinal limit 1)
                  union all
                  select following.sequence, following.ordinal from earliest cross join lateral (
                    select job.sequence, job.ordinal from shared.job
                    where job.tenant_id = queue.tenant_id and job.sequence > earliest.sequence and job.finished_at is null
                    order by job.sequence, job.ordinal limit 1
                  ) following
                )
                select sequence, ordinal from earliest
              ))
            order by run_at, id
            limit room.jobs
          )
          (select * from free order by run_at, id limit room.jobs) union all select * from further
        ) next
        where queue.tenant_id is not null
      )
      select tenant_id, id from candidate where turn <= ${perTenant}
      order by turn, priority desc
      limit greatest(0, ${inAll} - (select coalesce(sum(jobs), 0) from busy))
    `));
  }

  private async admitThese(system: SystemContext, transaction: PostgresTransaction<SystemContext>, next: readonly Turn[]): Promise<readonly AdmittedJob[]> {
    const rows = await transaction.any(system, named('shared.admit-jobs', sql.type(admittedRow)`
      with chosen as (
        -- by their keys alone: where few are thought to be waiting, all that wait would be looked at
        select job.tenant_id, job.id, job.status
        from unnest(${sql.array(next.map(({ tenant_id: tenant }) => tenant), 'uuid')}, ${sql.array(next.map(({ id }) => id), 'uuid')}) turn (tenant_id, id)
        join shared.job using (tenant_id, id)
        for update of job skip locked
      ),
      admitted as (
        update shared.job set status = 'admitted', admitted_at = now(), version = version + 1
        from chosen where job.tenant_id = chosen.tenant_id and job.id = chosen.id and chosen.status = 'waiting'
        returning job.tenant_id, job.id, job.type
      ),
      triggered as (
        insert into public.agenda_jobs (name, next_run_at, data)
        select type, now() - ${LONG_AGO}::interval, jsonb_build_object('tenantId', tenant_id, 'jobId', id) from admitted
      ),
      told as (select pg_notify(${ADMITTED_CHANNEL}, count(*) || ' ' || type) from admitted group by type)
      select tenant_id, id, type from admitted where (select count(*) from told) > 0
    `));
    return rows.map(({ tenant_id: tenantId, id, type }) => ({ tenantId: tenantId as TenantId, jobId: id as JobId, type }));
  }

  override async takeUp(system: SystemContext): Promise<void> {
    await this.db.execute(system, named('shared.take-up-jobs', sql.type(z.object({}))`
      with left_behind as (
        select tenant_id, id,
               case when cancel_asked_at is not null then 'cancelled' when status = 'running' and starts >= starts_allowed then 'quarantined' else 'waiting' end as becomes
        from shared.job
        where status in ('admitted', 'running') and case status
          when 'running' then leased_until < now()
          else admitted_at < now() - ${UNSTARTED_SECONDS} * interval '1 second' and not exists (
            select from public.agenda_jobs trigger where trigger.tenant_id = job.tenant_id and trigger.job_id = job.id and trigger.locked_at is null and not trigger.disabled
          )
        end
        for update skip locked
      ),
      -- what Agenda had no time to delete, and what is to start nothing any more
      spent as (
        delete from public.agenda_jobs trigger where not exists (
          select from shared.job where job.tenant_id = trigger.tenant_id and job.id = trigger.job_id and job.status in ('admitted', 'running')
        )
      ),
      pulled as (
        delete from public.agenda_jobs trigger using left_behind where trigger.tenant_id = left_behind.tenant_id and trigger.job_id = left_behind.id
      )
      update shared.job
      set status = becomes, leased_until = null, version = version + 1,
          finished_at = case when becomes = 'cancelled' then now() end,
          problem = case when status = 'running' then jsonb_build_object(
            'code', 'shared.job-orphaned', 'detail', 'Its process ended while it ran. It was started ' || starts || ' times.'
          ) else problem end
      from left_behind
      where job.tenant_id = left_behind.tenant_id and job.id = left_behind.id
    `));
  }
}

/** Agenda looks at the clock of its own process: what is admitted is due by every clock, and what was admitted first is started first. */
const LONG_AGO = '20 years';

/** So many of a tenant’s are looked at one by one, at least: most often some of them can be started. */
const LOOKED_AT = 200;

/** Agenda has taken a trigger and its process has gone, when the job has not begun after so long. */
const UNSTARTED_SECONDS = 10;

const turnRow = z.object({ tenant_id: z.string(), id: z.string() });
type Turn = z.infer<typeof turnRow>;

const admittedRow = turnRow.extend({ type: z.string() });
