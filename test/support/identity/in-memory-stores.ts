import { ContainerModule } from 'inversify';
import { RolesInAccess } from '../../../adapters/identity/access/rights-of-users.js';
import { InMemoryFailedAttempts } from '../../../adapters/identity/memory/in-memory-failed-attempts.js';
import {
  inMemoryIdentityWork,
  InMemoryInvitationRegister,
  InMemoryKnownMembers,
  InMemorySessionRegister,
  InMemoryUserRegister,
} from '../../../adapters/identity/memory/in-memory-identity.js';
import { InMemorySigningKeys } from '../../../adapters/identity/memory/in-memory-signing-keys.js';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { AllowanceInTenancy } from '../../../adapters/identity/tenancy/allowance-in-tenancy.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { RoleAssigner } from '../../../application/access/published.js';
import { FailedAttempts } from '../../../application/identity/ports/failed-attempts.js';
import { IdentityWork } from '../../../application/identity/ports/identity-work.js';
import { InvitationRegister } from '../../../application/identity/ports/invitation-register.js';
import { KnownMembers } from '../../../application/identity/ports/known-members.js';
import { PasswordHasher } from '../../../application/identity/ports/password-hasher.js';
import { SessionRegister } from '../../../application/identity/ports/session-register.js';
import { SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import { UserRegister } from '../../../application/identity/ports/user-register.js';
import { Cache } from '../../../application/shared/ports/cache.js';
import { Clock } from '../../../application/shared/ports/clock.js';
import { Ids } from '../../../application/shared/ports/ids.js';
import { PlanAllowances } from '../../../application/tenancy/published.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(IdentityWork).toResolvedValue(
    (store, ids, clock, cache, roleAssigner, allowances) =>
      inMemoryIdentityWork(
        store,
        ids,
        clock,
        invalidationsOver(cache),
        (transaction) => new RolesInAccess(roleAssigner, transaction),
        (transaction) => new AllowanceInTenancy(allowances, transaction),
      ),
    [InMemoryStore, Ids, Clock, Cache, RoleAssigner, PlanAllowances],
  );
  bind(UserRegister).toResolvedValue((store) => new InMemoryUserRegister(store), [InMemoryStore]);
  bind(KnownMembers).toResolvedValue((store) => new InMemoryKnownMembers(store), [InMemoryStore]);
  bind(InvitationRegister).toResolvedValue((store) => new InMemoryInvitationRegister(store), [InMemoryStore]);
  bind(SessionRegister).toResolvedValue((store) => new InMemorySessionRegister(store), [InMemoryStore]);
  bind(FailedAttempts).toResolvedValue(() => new InMemoryFailedAttempts());
  bind(SigningKeys).toResolvedValue(() => new InMemorySigningKeys());
  bind(PasswordHasher).toResolvedValue(() => new QuickPasswordHasher());
});
