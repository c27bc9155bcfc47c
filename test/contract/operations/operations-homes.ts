import { sql } from 'slonik';
import { v7 } from 'uuid';
import { z } from 'zod';
import {
  InMemoryJobDesk,
  InMemoryOperationRegister,
  inMemoryOperationsWork,
} from '../../../adapters/operations/memory/in-memory-operations.js';
import { PostgresJobDesk } from '../../../adapters/operations/postgres/postgres-job-desk.js';
import { PostgresOperationRegister } from '../../../adapters/operations/postgres/postgres-operation-register.js';
import { postgresOperationsWork } from '../../../adapters/operations/postgres/postgres-operations.js';
import { InMemoryEventRelay } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryJobAdmission } from '../../../adapters/shared/memory/in-memory-job-admission.js';
import { InMemoryJobRecords } from '../../../adapters/shared/memory/in-memory-job-records.js';
import { InMemoryJobs } from '../../../adapters/shared/memory/in-memory-jobs.js';
import type { InMemoryTransaction } from '../../../adapters/shared/memory/in-memory-store.js';
import { outboxed } from '../../../adapters/shared/postgres/outbox.js';
import { PostgresEventRelay } from '../../../adapters/shared/postgres/postgres-event-relay.js';
import { PostgresJobAdmission } from '../../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../../adapters/shared/postgres/postgres-job-records.js';
import { PostgresJobs } from '../../../adapters/shared/postgres/postgres-jobs.js';
import type { PostgresTransaction } from '../../../adapters/shared/postgres/postgres-transaction.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { SystemClock } from '../../../adapters/shared/system/system-clock.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import type { JobDesk } from '../../../application/operations/ports/job-desk.js';
import type { OperationRegister } from '../../../application/operations/ports/operation-register.js';
import type { OperationsWork } from '../../../application/operations/ports/operations-work.js';
import type { Job } from '../../../application/shared/job.js';
import { type JobType, jobType } from '../../../application/shared/job-type.js';
import { text } from '../../../application/shared/json-members.js';
import type { EventRelay } from '../../../application/shared/ports/event-relay.js';
import type { JobAdmission } from '../../../application/shared/ports/job-admission.js';
import type { JobEnd, JobRecords, JobStart } from '../../../application/shared/ports/job-records.js';
import type { Jobs } from '../../../application/shared/ports/jobs.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Home, Homes } from '../homes.js';

/** The ports of operations, and what the kernel does to jobs. */
export type OperationsPorts = {
  readonly work: OperationsWork;
  readonly register: OperationRegister;
  readonly desk: JobDesk;
  readonly jobsIn: (transaction: OpenTransaction) => Jobs;
  readonly admission: JobAdmission;
  readonly records: JobRecords;
  readonly relay: EventRelay;
  /** Has something happen to an aggregate. */
  readonly announce: (tenant: TenantContext, transaction: OpenTransaction, aggregateId: string, event: DomainEvent) => Promise<unknown>;
};

const [ids, clock] = [new UuidIds(), new SystemClock()];
const inFlight = { perTenant: 100, inAll: 10_000 };

export const operationsHomes: Homes<OperationsPorts> = {
  memory: (store) => ({
    work: inMemoryOperationsWork(store, clock),
    register: new InMemoryOperationRegister(store),
    desk: new InMemoryJobDesk(store, clock),
    jobsIn: (transaction) => new InMemoryJobs(transaction as InMemoryTransaction, ids, clock),
    admission: new InMemoryJobAdmission(store, clock, inFlight),
    records: new InMemoryJobRecords(store, clock),
    relay: new InMemoryEventRelay(store, ids, clock),
    announce: async (tenant, transaction, aggregateId, event) => (transaction as InMemoryTransaction).announce(tenant, aggregateId, [event]),
  }),
  postgres: (database, system) => ({
    work: postgresOperationsWork(database),
    register: new PostgresOperationRegister(database),
    desk: new PostgresJobDesk(system),
    jobsIn: (transaction) => new PostgresJobs(transaction as PostgresTransaction<TenantContext>, ids),
    admission: new PostgresJobAdmission(system, inFlight),
    records: new PostgresJobRecords(database, system),
    relay: new PostgresEventRelay(system),
    announce: (tenant, transaction, id, event) =>
      (transaction as PostgresTransaction<TenantContext>).execute(tenant, named('operations.announce', sql.type(z.object({}))`
        ${outboxed(tenant, { type: 'operations.test', id }, [event])}
      `)),
  }),
};

export type OpenOperations = () => Promise<Home<OperationsPorts>>;
type OperationsHome = Home<OperationsPorts>;

const system = SystemContext.for('a test of operations');
const type = (): `${string}.${string}` => `library.bind-${v7()}`;

export const problem = { code: 'library.out-of-glue', detail: 'There is no glue left' };

/** A kind of job that no other test has. */
export const aJobType = (): JobType<{ readonly title: string }> => jobType(type(), { title: text });

/** Asks for a job, of a kind of its own unless told. */
export const asked = ({ transactions, jobsIn }: OperationsHome, tenant: TenantContext, kind = aJobType()): Promise<Job> =>
  transactions.run(tenant, (transaction) => jobsIn(transaction).request(tenant, kind, { data: { title: 'Emma' } }));

export const admitted = async (home: OperationsHome, job: Job): Promise<void> => void (await home.admission.admit(system, [job.type]));

export async function started(home: OperationsHome, tenant: TenantContext, job: Job): Promise<JobStart> {
  await admitted(home, job);
  const start = await home.records.start(tenant, job.id);
  if (start === null) throw new Error('The job was not started.');
  return start;
}

export const ended = async (home: OperationsHome, tenant: TenantContext, job: Job, end: JobEnd): Promise<void> =>
  home.records.end(tenant, await started(home, tenant, job), end);

export async function succeeded(home: OperationsHome, tenant: TenantContext, job: Job, location = '/v1/books/emma'): Promise<void> {
  const start = await started(home, tenant, job);
  await home.transactions.run(tenant, (transaction) => home.records.succeed(tenant, start, { location }, transaction));
}

/** So many events of one aggregate, of which the first has been put in quarantine by its subscription; and the name of that. */
export async function parked(home: OperationsHome, tenant: TenantContext, count: number): Promise<string> {
  const [subscription, event, aggregate] = [type(), type(), v7()];
  for (let n = 1; n <= count; n++) {
    const happened = { type: event, tenantId: tenant.tenantId, occurredAt: clock.now() };
    await home.transactions.run(tenant, (transaction) => home.announce(tenant, transaction, aggregate, happened));
  }
  while ((await home.relay.publish(system, [{ event, job: subscription, starts: 3 }])).events > 0);
  const [first] = await home.admission.admit(system, [subscription]);
  if (first === undefined) throw new Error('No event was heard of.');
  const start = await home.records.start(tenant, first.jobId);
  if (start === null) throw new Error('The job was not started.');
  await home.records.end(tenant, start, { status: 'quarantined', problem });
  return subscription;
}
