import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { PostgresEventRelay } from '../../adapters/shared/postgres/postgres-event-relay.js';
import { PostgresJobAdmission } from '../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../adapters/shared/postgres/postgres-job-records.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { SystemTiming } from '../../adapters/shared/system/system-timing.js';
import { isGuarded } from '../../application/shared/guard.js';
import type { JobHandling, JobUseCase } from '../../application/shared/job-handling.js';
import { EventRelay, type Subscribed } from '../../application/shared/ports/event-relay.js';
import { JobAdmission } from '../../application/shared/ports/job-admission.js';
import { JobRecords } from '../../application/shared/ports/job-records.js';
import { PrincipalContexts } from '../../application/shared/ports/principal-contexts.js';
import { Timing } from '../../application/shared/ports/timing.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { type JobObservers, RunJob } from '../../application/shared/run-job.js';
import { WORK } from '../tokens.js';

/** How many jobs may be admitted and not yet ended, in all processes together. */
const IN_FLIGHT_IN_ALL = 200;

/** Jobs over the use cases that they call. @throws Error when a declaration cannot be kept */
export function jobsModule(handlings: readonly JobHandling[], observers: JobObservers): ContainerModule {
  const names = handlings.map(({ type: { name } }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`The job ${twice} is declared twice.`);
  return new ContainerModule(({ bind }) => {
    bind(Timing).toResolvedValue(() => new SystemTiming());
    bind(RunJob).toResolvedValue(
      (records: JobRecords, contexts: PrincipalContexts, transactions: Transactions, timing: Timing, ...useCases: object[]) =>
        new RunJob(handlings.map((handling, at) => ({ handling, useCase: joinable(handling, useCases[at]) })), records, contexts, transactions, timing, observers),
      [JobRecords, PrincipalContexts, Transactions, Timing, ...(handlings.map(({ calls }) => calls) as unknown as ServiceIdentifier<object>[])],
    );
    bind(WORK).toResolvedValue(
      (jobs, records, admission, relay) => ({ jobs, records, admission, relay, subscribed: subscribedOf(handlings) }),
      [RunJob, JobRecords, JobAdmission, EventRelay],
    );
  });
}

const subscribedOf = (handlings: readonly JobHandling[]): readonly Subscribed[] =>
  handlings.flatMap(({ hears, type: { name, starts } }) => (hears === null ? [] : [{ event: hears, job: name, starts }]));

/** Where jobs are kept, on PostgreSQL. */
export const jobStores = (perTenant: number): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(JobRecords).toResolvedValue((database, system) => new PostgresJobRecords(database, system), [TenantDatabase, SystemDatabase]);
    bind(JobAdmission).toResolvedValue((system) => new PostgresJobAdmission(system, { perTenant, inAll: IN_FLIGHT_IN_ALL }), [SystemDatabase]);
    bind(EventRelay).toResolvedValue((system) => new PostgresEventRelay(system), [SystemDatabase]);
  });

function joinable({ type: { name } }: JobHandling, useCase: object | undefined): JobUseCase {
  if (useCase === undefined || !isGuarded(useCase) || !('within' in useCase)) {
    throw new Error(`The job ${name} calls what is not a guarded command: bind guardedCommand(…).`);
  }
  return useCase as JobUseCase;
}
