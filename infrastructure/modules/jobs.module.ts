import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { CronDueTimes } from '../../adapters/shared/cron/cron-due-times.js';
import { PostgresEventRelay } from '../../adapters/shared/postgres/postgres-event-relay.js';
import { PostgresJobAdmission } from '../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../adapters/shared/postgres/postgres-job-records.js';
import { PostgresSchedules } from '../../adapters/shared/postgres/postgres-schedules.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { SystemTiming } from '../../adapters/shared/system/system-timing.js';
import { assertSchedules, ScheduleRefused } from '../../application/shared/assert-schedules.js';
import { isGuarded } from '../../application/shared/guard.js';
import type { JobHandling, JobUseCase } from '../../application/shared/job-handling.js';
import { ActiveTenants } from '../../application/shared/ports/active-tenants.js';
import { DueTimes } from '../../application/shared/ports/due-times.js';
import { EventRelay, type Subscribed } from '../../application/shared/ports/event-relay.js';
import { EventSignals } from '../../application/shared/ports/event-signals.js';
import { JobAdmission } from '../../application/shared/ports/job-admission.js';
import { JobRecords } from '../../application/shared/ports/job-records.js';
import { PrincipalContexts } from '../../application/shared/ports/principal-contexts.js';
import { Schedules } from '../../application/shared/ports/schedules.js';
import { Timing } from '../../application/shared/ports/timing.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { type JobObservers, RunJob } from '../../application/shared/run-job.js';
import type { Schedule } from '../../application/shared/schedule.js';
import { StartRefused } from '../start-refused.js';
import { WORK } from '../tokens.js';

/** What Agenda's table takes. */
const LONGEST_NAME = 255;

/** How many jobs may be admitted and not yet ended, in all processes together. */
const IN_FLIGHT_IN_ALL = 200;

/** Jobs over the use cases that they call, and when they come due by themselves. @throws Error when a declaration cannot be kept; StartRefused for a schedule */
export function jobsModule(handlings: readonly JobHandling[], scheduled: readonly Schedule[], observers: JobObservers): ContainerModule {
  const names = handlings.map(({ type: { name } }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`The job ${twice} is declared twice.`);
  const long = names.find((name) => name.length > LONGEST_NAME);
  if (long !== undefined) throw new Error(`The job ${long} has too long a name: ${LONGEST_NAME} characters at most.`);
  const dueTimes = new CronDueTimes();
  refuseUnkeepable(scheduled, dueTimes, names);
  return new ContainerModule(({ bind }) => {
    bind(DueTimes).toConstantValue(dueTimes);
    bind(Timing).toResolvedValue(() => new SystemTiming());
    bind(RunJob).toResolvedValue(
      (records: JobRecords, contexts: PrincipalContexts, transactions: Transactions, timing: Timing, ...useCases: object[]) =>
        new RunJob(handlings.map((handling, at) => ({ handling, useCase: joinable(handling, useCases[at]) })), records, contexts, transactions, timing, observers),
      [JobRecords, PrincipalContexts, Transactions, Timing, ...(handlings.map(({ calls }) => calls) as unknown as ServiceIdentifier<object>[])],
    );
    bind(WORK).toResolvedValue(
      (jobs, records, admission, relay, signals, schedules) => ({ jobs, records, admission, relay, signals, schedules, scheduled, subscribed: subscribedOf(handlings) }),
      [RunJob, JobRecords, JobAdmission, EventRelay, EventSignals, Schedules],
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
    bind(Schedules).toResolvedValue((system, tenants, dueTimes) => new PostgresSchedules(system, tenants, dueTimes), [SystemDatabase, ActiveTenants, DueTimes]);
  });

function refuseUnkeepable(scheduled: readonly Schedule[], dueTimes: DueTimes, handled: readonly string[]): void {
  try {
    assertSchedules(scheduled, dueTimes, handled);
  } catch (error) {
    throw error instanceof ScheduleRefused ? new StartRefused(error.message, { cause: error }) : error;
  }
}

function joinable({ type: { name } }: JobHandling, useCase: object | undefined): JobUseCase {
  if (useCase === undefined || !isGuarded(useCase) || !('within' in useCase)) {
    throw new Error(`The job ${name} calls what is not a guarded command: bind guardedCommand(…).`);
  }
  return useCase as JobUseCase;
}
