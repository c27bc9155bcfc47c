import { ContainerModule } from 'inversify';
import { operationEndpoints } from '../../adapters/operations/http/operation-endpoints.js';
import { PostgresJobDesk } from '../../adapters/operations/postgres/postgres-job-desk.js';
import { postgresRecordsWork } from '../../adapters/operations/postgres/postgres-kept-records.js';
import { PostgresOperationRegister } from '../../adapters/operations/postgres/postgres-operation-register.js';
import { postgresOperationsWork } from '../../adapters/operations/postgres/postgres-operations.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { CancelOperation } from '../../application/operations/cancel-operation.js';
import { CountJobs } from '../../application/operations/count-jobs.js';
import { DiscardJob } from '../../application/operations/discard-job.js';
import { FindJob } from '../../application/operations/find-job.js';
import { FindOperation } from '../../application/operations/find-operation.js';
import { operationsJobs } from '../../application/operations/jobs.js';
import { ListJobs } from '../../application/operations/list-jobs.js';
import { ListParkedEvents } from '../../application/operations/list-parked-events.js';
import { JobDesk } from '../../application/operations/ports/job-desk.js';
import { OperationRegister } from '../../application/operations/ports/operation-register.js';
import { OperationsWork } from '../../application/operations/ports/operations-work.js';
import { RecordsWork } from '../../application/operations/ports/records-work.js';
import { RetryJob } from '../../application/operations/retry-job.js';
import { operationsSchedules } from '../../application/operations/schedules.js';
import { SweepRecords } from '../../application/operations/sweep-records.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Ids } from '../../application/shared/ports/ids.js';
import type { ContextModule } from './context-module.js';

export const operationsModule: ContextModule = {
  name: 'operations',
  endpoints: operationEndpoints,
  permissions: [],
  jobs: operationsJobs,
  schedules: operationsSchedules,

  core: new ContainerModule(({ bind }) => {
    bind(FindOperation).toResolvedValue((register) => guarded(new FindOperation(register)), [OperationRegister]);
    bind(CancelOperation).toResolvedValue((work) => guardedCommand(work, (joined) => new CancelOperation(joined)), [OperationsWork]);
    bind(SweepRecords).toResolvedValue((work) => guardedCommand(work, (joined) => new SweepRecords(joined)), [RecordsWork]);

    bind(CountJobs).toResolvedValue((desk) => guarded(new CountJobs(desk)), [JobDesk]);
    bind(ListJobs).toResolvedValue((desk) => guarded(new ListJobs(desk)), [JobDesk]);
    bind(ListParkedEvents).toResolvedValue((desk) => guarded(new ListParkedEvents(desk)), [JobDesk]);
    bind(FindJob).toResolvedValue((desk) => guarded(new FindJob(desk)), [JobDesk]);
    bind(RetryJob).toResolvedValue((desk) => guarded(new RetryJob(desk)), [JobDesk]);
    bind(DiscardJob).toResolvedValue((desk) => guarded(new DiscardJob(desk)), [JobDesk]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(OperationsWork).toResolvedValue(postgresOperationsWork, [TenantDatabase]);
    bind(RecordsWork).toResolvedValue(postgresRecordsWork, [TenantDatabase, Ids]);
    bind(OperationRegister).toResolvedValue((database) => new PostgresOperationRegister(database), [TenantDatabase]);
    bind(JobDesk).toResolvedValue((database) => new PostgresJobDesk(database), [SystemDatabase]);
  }),
};
