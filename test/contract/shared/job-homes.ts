import { sql } from 'slonik';
import { v7 } from 'uuid';
import { z } from 'zod';
import { InMemoryEventRelay, streamShelf } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryJobAdmission } from '../../../adapters/shared/memory/in-memory-job-admission.js';
import { InMemoryJobRecords } from '../../../adapters/shared/memory/in-memory-job-records.js';
import { InMemoryJobs, type JobRecord, jobShelf, newJob } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { type InMemoryTransaction, outboxShelf } from '../../../adapters/shared/memory/in-memory-store.js';
import { outboxed } from '../../../adapters/shared/postgres/outbox.js';
import { PostgresEventRelay } from '../../../adapters/shared/postgres/postgres-event-relay.js';
import { PostgresJobAdmission } from '../../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../../adapters/shared/postgres/postgres-job-records.js';
import { PostgresJobs } from '../../../adapters/shared/postgres/postgres-jobs.js';
import type { PostgresTransaction } from '../../../adapters/shared/postgres/postgres-transaction.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { type Job, type JobProblem, type JobResult, jobStatuses } from '../../../application/shared/job.js';
import { JobId, type JobType } from '../../../application/shared/job-type.js';
import type { EventRelay } from '../../../application/shared/ports/event-relay.js';
import type { InFlight, JobAdmission } from '../../../application/shared/ports/job-admission.js';
import type { JobRecords } from '../../../application/shared/ports/job-records.js';
import type { JobRequest, Jobs } from '../../../application/shared/ports/jobs.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import type { Home, Homes } from '../homes.js';

export const system = SystemContext.for('tests of jobs');

/** What is kept of a job. */
export type KeptJob = {
  readonly id: JobId;
  readonly type: string;
  readonly data: unknown;
  readonly status: JobRecord['status'];
  readonly starts: number;
  readonly startsAllowed: number;
  readonly sequence: string | null;
  readonly ordinal: number;
  readonly progress: number;
  readonly result: JobResult | null;
  readonly problem: JobProblem | null;
  readonly isFinished: boolean;
};

export type KeptEvent = { readonly position: number; readonly type: string; readonly payload: unknown; readonly occurredAt: Date };

/** A row of Agenda's. */
export type Trigger = { readonly name: string; readonly tenantId: string; readonly jobId: string; readonly isDue: boolean };

/** Agenda's rows, where there are any. */
export type Triggers = {
  of(tenant: TenantContext): Promise<readonly Trigger[]>;
  /** As Agenda does before it runs one. */
  lock(tenant: TenantContext): Promise<unknown>;
  remove(tenant: TenantContext): Promise<unknown>;
};

/** The ports of events and jobs in one kind of home, and what a test does behind their backs. */
export type JobPorts = {
  readonly records: JobRecords;
  readonly relay: EventRelay;
  jobsIn(transaction: OpenTransaction): Jobs;
  admitting(inFlight?: Partial<InFlight>): JobAdmission;

  /** Stores what happened to an aggregate. */
  announce(tenant: TenantContext, transaction: OpenTransaction, aggregateId: string, events: readonly DomainEvent[]): Promise<void>;
  /** Ends a job that has not begun; one that runs is asked to end. */
  cancel(tenant: TenantContext, transaction: OpenTransaction, jobId: JobId): Promise<void>;
  /** Asks for many jobs at once. */
  crowd(tenant: TenantContext, type: JobType, count: number): Promise<void>;
  /** In the order in which they were asked for. */
  jobsOf(tenant: TenantContext): Promise<readonly KeptJob[]>;
  /** What was published, by position. */
  streamOf(tenant: TenantContext): Promise<readonly KeptEvent[]>;
  /** How many events wait to be published. */
  unpublishedOf(tenant: TenantContext): Promise<number>;
  now(): Date;
  /** As far as jobs are concerned, so many seconds have passed. */
  passes(seconds: number): Promise<void>;
  /** No jobs are there: admission looks at those of all tenants. */
  clear(): Promise<void>;
  /** Returns when somebody waits for what an open transaction holds; at once where nobody ever waits. */
  untilSomebodyWaits(): Promise<void>;
  readonly triggers: Triggers | null;
};

export type OpenJobs = () => Promise<Home<JobPorts>>;

const many: InFlight = { perTenant: 1_000, inAll: 10_000 };

export const jobHomes: Homes<JobPorts> = {
  memory(store) {
    const [clock, ids] = [new FixedClock(), new UuidIds()];
    return {
      records: new InMemoryJobRecords(store, clock),
      relay: new InMemoryEventRelay(store, ids, clock),
      jobsIn: (transaction) => new InMemoryJobs(transaction as InMemoryTransaction, ids, clock),
      admitting: (inFlight) => new InMemoryJobAdmission(store, clock, { ...many, ...inFlight }),
      announce: async (tenant, transaction, aggregateId, events) => (transaction as InMemoryTransaction).announce(tenant, aggregateId, events),
      async cancel(tenant, transaction, jobId) {
        const shelf = (transaction as InMemoryTransaction).shelf(tenant, jobShelf);
        const job = shelf.get(jobId) as JobRecord;
        shelf.set(jobId, job.status === 'running' ? { ...job, cancelAsked: true } : { ...job, status: 'cancelled', finishedAt: clock.now() });
      },
      async crowd(tenant, { name: type, starts: startsAllowed }, count) {
        await store.run(tenant, async (transaction) => {
          for (let n = 0; n < count; n++) {
            const job = newJob({ id: JobId.from(v7()), type, data: {}, principal: { kind: 'platform' }, startsAllowed }, clock.now());
            transaction.shelf(tenant, jobShelf).set(job.id, job);
          }
        });
      },
      jobsOf: async (tenant) => [...store.shelf(tenant, jobShelf).values()].map((job) => kept({ ...job, isFinished: job.finishedAt !== null })),
      streamOf: async (tenant) => [...store.shelf(tenant, streamShelf).values()].map(({ position, type, payload, occurredAt }) => ({ position, type, payload, occurredAt })),
      unpublishedOf: async (tenant) => store.shelf(tenant, outboxShelf).size - store.shelf(tenant, streamShelf).size,
      now: () => clock.now(),
      passes: async (seconds) => clock.passes(seconds * 1000),
      clear: async () => undefined,
      untilSomebodyWaits: async () => undefined,
      triggers: null,
    };
  },

  postgres(database, systemDatabase) {
    const ids = new UuidIds();
    const ours = (transaction: OpenTransaction) => transaction as PostgresTransaction<TenantContext>;
    return {
      records: new PostgresJobRecords(database, systemDatabase),
      relay: new PostgresEventRelay(systemDatabase),
      jobsIn: (transaction) => new PostgresJobs(ours(transaction), ids),
      admitting: (inFlight) => new PostgresJobAdmission(systemDatabase, { ...many, ...inFlight }),
      async announce(tenant, transaction, id, events) {
        await ours(transaction).execute(tenant, named('shared.announce', sql.type(none)`
          with announced as (${outboxed(tenant, { type: 'tests.aggregate', id }, events)}) select
        `));
      },
      async cancel(tenant, transaction, jobId) {
        await ours(transaction).execute(tenant, named('shared.cancel', sql.type(none)`
          update shared.job set cancel_asked_at = now(), status = case status when 'running' then status else 'cancelled' end,
            finished_at = case when status <> 'running' then now() end
          where tenant_id = ${tenant.tenantId} and id = ${jobId}
        `));
      },
      async crowd({ tenantId }, { name, starts }, count) {
        await systemDatabase.execute(system, named('shared.crowd', sql.type(none)`
          insert into shared.job (tenant_id, id, type, data, starts_allowed)
          select ${tenantId}, gen_random_uuid(), ${name}, '{}', ${starts} from generate_series(1, ${count})
        `));
      },
      async jobsOf({ tenantId }) {
        const rows = await systemDatabase.any(system, named('shared.jobs-of', sql.type(keptRow)`
          select id, type, data, status, starts, starts_allowed as "startsAllowed", sequence, ordinal::integer, progress, result, problem,
            finished_at is not null as "isFinished"
          from shared.job where tenant_id = ${tenantId} order by ordinal, requested_at, id
        `));
        return rows.map((row) => ({ ...row, id: JobId.from(row.id) }));
      },
      streamOf: (tenant) => database.any(tenant, named('shared.stream-of', sql.type(eventRow)`
        select position::integer, type, payload, occurred_at as "occurredAt" from shared.event where tenant_id = ${tenant.tenantId} order by position
      `)),
      async unpublishedOf({ tenantId }) {
        const { count } = await systemDatabase.one(system, named('shared.unpublished-of', sql.type(z.object({ count: z.number() }))`
          select count(*)::integer from shared.outbox where tenant_id = ${tenantId}
        `));
        return count;
      },
      now: () => new Date(),
      async passes(seconds) {
        await systemDatabase.execute(system, named('shared.pass', sql.type(none)`
          update shared.job set run_at = run_at - passed, leased_until = leased_until - passed, admitted_at = admitted_at - passed
          from (select ${seconds} * interval '1 second' as passed) time
        `));
      },
      async clear() {
        await systemDatabase.execute(system, named('shared.clear-triggers', sql.type(none)`delete from public.agenda_jobs`));
        await systemDatabase.execute(system, named('shared.clear-jobs', sql.type(none)`delete from shared.job`));
      },
      async untilSomebodyWaits() {
        const waiting = named('shared.who-waits', sql.type(z.object({ count: z.number() }))`
          select count(*)::integer from pg_locks where not granted
        `);
        while ((await systemDatabase.one(system, waiting)).count === 0) await new Promise(setImmediate);
      },
      triggers: {
        of: ({ tenantId }) => systemDatabase.any(system, named('shared.triggers-of', sql.type(triggerRow)`
          select name, tenant_id as "tenantId", job_id as "jobId", next_run_at < now() and locked_at is null and not disabled as "isDue"
          from public.agenda_jobs where tenant_id = ${tenantId}
        `)),
        lock: ({ tenantId }) => systemDatabase.execute(system, named('shared.lock-triggers', sql.type(none)`
          update public.agenda_jobs set locked_at = now() where tenant_id = ${tenantId}
        `)),
        remove: ({ tenantId }) => systemDatabase.execute(system, named('shared.remove-triggers', sql.type(none)`
          delete from public.agenda_jobs where tenant_id = ${tenantId}
        `)),
      },
    };
  },
};

/** Asks for a job in a transaction of its own. */
export const requested = <Data>(
  { transactions, jobsIn }: Pick<Home<JobPorts>, 'transactions' | 'jobsIn'>,
  tenant: TenantContext,
  type: JobType<Data>,
  request: JobRequest<Data>,
): Promise<Job> => transactions.run(tenant, (transaction) => jobsIn(transaction).request(tenant, type, request));

/** Publishes all that there is. */
export async function published({ relay }: JobPorts, subscribed: Parameters<EventRelay['publish']>[1] = []): Promise<void> {
  while ((await relay.publish(system, subscribed)).events > 0);
}

const none = z.object({});
const keptRow = z.object({
  id: z.string(),
  type: z.string(),
  data: z.unknown(),
  status: z.enum(jobStatuses),
  starts: z.number(),
  startsAllowed: z.number(),
  sequence: z.string().nullable(),
  ordinal: z.number(),
  progress: z.number(),
  result: z.object({ location: z.string() }).nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  isFinished: z.boolean(),
});
const eventRow = z.object({ position: z.number(), type: z.string(), payload: z.unknown(), occurredAt: z.date() });
const triggerRow = z.object({ name: z.string(), tenantId: z.string(), jobId: z.string(), isDue: z.boolean() });

const kept = ({ id, type, data, status, starts, startsAllowed, sequence, ordinal, progress, result, problem, isFinished }: KeptJob): KeptJob => ({
  id, type, data, status, starts, startsAllowed, sequence, ordinal, progress, result, problem, isFinished,
});
