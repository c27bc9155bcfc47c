import { postgresAccessWork } from '../../adapters/access/postgres/postgres-access-work.js';
import { PostgresRoleRegister } from '../../adapters/access/postgres/postgres-role-register.js';
import { PostgresFailedAttempts } from '../../adapters/identity/postgres/postgres-failed-attempts.js';
import { postgresIdentityWork } from '../../adapters/identity/postgres/postgres-identity-work.js';
import { PostgresInvitationRegister } from '../../adapters/identity/postgres/postgres-invitation-register.js';
import { PostgresSessionRegister } from '../../adapters/identity/postgres/postgres-session-register.js';
import { PostgresSigningKeys } from '../../adapters/identity/postgres/postgres-signing-keys.js';
import { PostgresUserRegister } from '../../adapters/identity/postgres/postgres-user-register.js';
import { invalidationsOver } from '../../adapters/shared/in-process/invalidations-once-kept.js';
import { UuidIds } from '../../adapters/shared/system/uuid-ids.js';
import { PostgresSlugs } from '../../adapters/tenancy/postgres/postgres-slugs.js';
import { postgresTenancyWork } from '../../adapters/tenancy/postgres/postgres-tenancy-work.js';
import { PostgresTenantProfile } from '../../adapters/tenancy/postgres/postgres-tenant-profile.js';
import { PostgresTenantRegistry } from '../../adapters/tenancy/postgres/postgres-tenant-registry.js';
import { postgresUsageWork } from '../../adapters/tenancy/postgres/postgres-usage-work.js';
import { aTieredCache } from '../support/in-memory-shared-tier.js';
import { inMemoryStores, type Platform, platformOn } from '../support/platform.js';
import type { Home, Homes } from './homes.js';

/** Tenancy, identity and access in each home. */
export const platformHomes: Homes<Platform> = {
  memory: (store) => platformOn(inMemoryStores(store)),
  postgres: (database, system, cache = aTieredCache()) =>
    platformOn({
      cache,
      accessWork: postgresAccessWork(database, invalidationsOver(cache)),
      identityWork: (rolesIn, allowanceIn) => postgresIdentityWork(database, new UuidIds(), invalidationsOver(cache), rolesIn, allowanceIn),
      tenancyWork: (ownersIn, entries) => postgresTenancyWork(database, ownersIn, entries),
      usageWork: postgresUsageWork(database),
      roles: new PostgresRoleRegister(database),
      users: new PostgresUserRegister(database),
      sessions: new PostgresSessionRegister(database),
      invitations: new PostgresInvitationRegister(database),
      failedAttempts: new PostgresFailedAttempts(database, new Uint8Array(32).fill(1)),
      signingKeys: new PostgresSigningKeys(system),
      slugs: new PostgresSlugs(system),
      profile: new PostgresTenantProfile(database),
      registry: new PostgresTenantRegistry(system),
    }),
};

export type OpenPlatform = () => Promise<Home<Platform>>;
