import { ContainerModule } from 'inversify';
import { inMemoryAccessWork, InMemoryRoleRegister } from '../../../adapters/access/memory/in-memory-access.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { AccessWork } from '../../../application/access/ports/access-work.js';
import { RoleRegister } from '../../../application/access/ports/role-register.js';
import { Cache } from '../../../application/shared/ports/cache.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(AccessWork).toResolvedValue((store, cache) => inMemoryAccessWork(store, invalidationsOver(cache)), [InMemoryStore, Cache]);
  bind(RoleRegister).toResolvedValue((store) => new InMemoryRoleRegister(store), [InMemoryStore]);
});
