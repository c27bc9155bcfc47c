import { ContainerModule } from 'inversify';
import { InMemoryJobDesk, InMemoryOperationRegister, inMemoryOperationsWork } from '../../../adapters/operations/memory/in-memory-operations.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { JobDesk } from '../../../application/operations/ports/job-desk.js';
import { OperationRegister } from '../../../application/operations/ports/operation-register.js';
import { OperationsWork } from '../../../application/operations/ports/operations-work.js';
import { Clock } from '../../../application/shared/ports/clock.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(OperationsWork).toResolvedValue(inMemoryOperationsWork, [InMemoryStore, Clock]);
  bind(OperationRegister).toResolvedValue((store) => new InMemoryOperationRegister(store), [InMemoryStore]);
  bind(JobDesk).toResolvedValue((store, clock) => new InMemoryJobDesk(store, clock), [InMemoryStore, Clock]);
});
