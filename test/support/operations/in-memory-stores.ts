import { ContainerModule } from 'inversify';
import { inMemoryRecordsWork } from '../../../adapters/operations/memory/in-memory-kept-records.js';
import { InMemoryJobDesk, InMemoryOperationRegister, inMemoryOperationsWork } from '../../../adapters/operations/memory/in-memory-operations.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { JobDesk } from '../../../application/operations/ports/job-desk.js';
import { OperationRegister } from '../../../application/operations/ports/operation-register.js';
import { OperationsWork } from '../../../application/operations/ports/operations-work.js';
import { RecordsWork } from '../../../application/operations/ports/records-work.js';
import { Clock } from '../../../application/shared/ports/clock.js';
import { Ids } from '../../../application/shared/ports/ids.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(OperationsWork).toResolvedValue(inMemoryOperationsWork, [InMemoryStore, Clock]);
  bind(RecordsWork).toResolvedValue(inMemoryRecordsWork, [InMemoryStore, Ids, Clock]);
  bind(OperationRegister).toResolvedValue((store) => new InMemoryOperationRegister(store), [InMemoryStore]);
  bind(JobDesk).toResolvedValue((store, clock) => new InMemoryJobDesk(store, clock), [InMemoryStore, Clock]);
});
