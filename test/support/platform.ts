import { InMemoryRoleRegister, inMemoryAccessWork } from '../../adapters/access/memory/in-memory-access.js';
import { RolesInAccess } from '../../adapters/identity/access/rights-of-users.js';
import { InMemoryFailedAttempts } from '../../adapters/identity/memory/in-memory-failed-attempts.js';
import {
  inMemoryIdentityWork,
  InMemoryInvitationRegister,
  InMemorySessionRegister,
  InMemoryUserRegister,
} from '../../adapters/identity/memory/in-memory-identity.js';
import { InMemorySigningKeys } from '../../adapters/identity/memory/in-memory-signing-keys.js';
import { QuickPasswordHasher } from '../../adapters/identity/memory/quick-password-hasher.js';
import { AllowanceInTenancy } from '../../adapters/identity/tenancy/allowance-in-tenancy.js';
import { invalidationsOver } from '../../adapters/shared/in-process/invalidations-once-kept.js';
import { InMemoryDocumentStore } from '../../adapters/shared/memory/in-memory-document-store.js';
import { InMemoryStore } from '../../adapters/shared/memory/in-memory-store.js';
import { UuidIds } from '../../adapters/shared/system/uuid-ids.js';
import { CopiedTenantEntries } from '../../adapters/tenancy/documents/copied-tenant-entries.js';
import { OwnersInIdentity } from '../../adapters/tenancy/identity/owners-in-identity.js';
import {
  InMemorySlugs,
  InMemoryTenantProfile,
  InMemoryTenantRegistry,
  inMemoryTenancyWork,
  inMemoryUsageWork,
} from '../../adapters/tenancy/memory/in-memory-tenancy.js';
import { PermissionCatalogue } from '../../application/access/permission-catalogue.js';
import type { AccessWork } from '../../application/access/ports/access-work.js';
import type { RoleRegister } from '../../application/access/ports/role-register.js';
import type { RoleAssigner } from '../../application/access/published.js';
import { PublishedRoleAssigner } from '../../application/access/published-role-assigner.js';
import type { Allowance } from '../../application/identity/ports/allowance.js';
import type { FailedAttempts } from '../../application/identity/ports/failed-attempts.js';
import type { IdentityWork } from '../../application/identity/ports/identity-work.js';
import type { InvitationRegister } from '../../application/identity/ports/invitation-register.js';
import type { PasswordHasher } from '../../application/identity/ports/password-hasher.js';
import type { Roles } from '../../application/identity/ports/roles.js';
import type { SessionRegister } from '../../application/identity/ports/session-register.js';
import type { SigningKeys } from '../../application/identity/ports/signing-keys.js';
import type { UserRegister } from '../../application/identity/ports/user-register.js';
import type { Registration } from '../../application/identity/published.js';
import { PublishedRegistration } from '../../application/identity/published-registration.js';
import type { Cache } from '../../application/shared/ports/cache.js';
import type { Clock } from '../../application/shared/ports/clock.js';
import type { DocumentStore } from '../../application/shared/ports/document-store.js';
import type { Ids } from '../../application/shared/ports/ids.js';
import type { OpenTransaction } from '../../application/shared/ports/transactions.js';
import { CopiedTenantRegistry } from '../../application/tenancy/copied-tenant-registry.js';
import type { Owners } from '../../application/tenancy/ports/owners.js';
import type { Slugs } from '../../application/tenancy/ports/slugs.js';
import type { TenancyWork } from '../../application/tenancy/ports/tenancy-work.js';
import type { TenantEntries } from '../../application/tenancy/ports/tenant-entries.js';
import type { TenantProfile } from '../../application/tenancy/ports/tenant-profile.js';
import type { TenantRegistry } from '../../application/tenancy/ports/tenant-registry.js';
import type { UsageWork } from '../../application/tenancy/ports/usage-work.js';
import type { PlanAllowances } from '../../application/tenancy/published.js';
import { PublishedPlanAllowances } from '../../application/tenancy/published-plan-allowances.js';
import { contexts } from '../../composition-root.js';
import { FixedClock } from './fixed-clock.js';
import { aTieredCache } from './in-memory-shared-tier.js';

/** Where the contexts of the platform keep things, in one technology. */
export type PlatformStores = {
  /** Where answers are kept that the work below makes untrue. */
  readonly cache: Cache;
  readonly accessWork: AccessWork;
  readonly identityWork: (
    rolesIn: (transaction: OpenTransaction) => Roles,
    allowanceIn: (transaction: OpenTransaction) => Allowance,
  ) => IdentityWork;
  readonly tenancyWork: (ownersIn: (transaction: OpenTransaction) => Owners, entries: TenantEntries) => TenancyWork;
  readonly usageWork: UsageWork;
  readonly roles: RoleRegister;
  readonly users: UserRegister;
  readonly sessions: SessionRegister;
  readonly invitations: InvitationRegister;
  readonly failedAttempts: FailedAttempts;
  readonly signingKeys: SigningKeys;
  readonly slugs: Slugs;
  readonly profile: TenantProfile;
  readonly registry: TenantRegistry;
};

/** Tenancy, identity and access, meeting as they do in the product. */
export type Platform = Omit<PlatformStores, 'identityWork' | 'tenancyWork'> & {
  readonly identityWork: IdentityWork;
  readonly tenancyWork: TenancyWork;
  readonly entries: TenantEntries;
  readonly documents: DocumentStore;
  readonly catalogue: PermissionCatalogue;
  readonly roleAssigner: RoleAssigner;
  readonly allowances: PlanAllowances;
  readonly registration: Registration;
};

export type Given = { readonly clock: Clock; readonly ids: Ids; readonly passwords: PasswordHasher };

const given: Given = { clock: new FixedClock(), ids: new UuidIds(), passwords: new QuickPasswordHasher() };

/** The platform over these stores. */
export function platformOn(stores: PlatformStores, { clock, ids, passwords }: Given = given): Platform {
  const catalogue = new PermissionCatalogue(contexts.flatMap(({ permissions }) => permissions));
  const allowances = new PublishedPlanAllowances(stores.usageWork, clock);
  const roleAssigner = new PublishedRoleAssigner(stores.accessWork, catalogue, clock);
  const identityWork = stores.identityWork(
    (transaction) => new RolesInAccess(roleAssigner, transaction),
    (transaction) => new AllowanceInTenancy(allowances, transaction),
  );
  const registration = new PublishedRegistration(identityWork, passwords, ids, clock);
  const documents = new InMemoryDocumentStore();
  const entries = new CopiedTenantEntries(stores.cache, documents, stores.profile, stores.slugs);
  const tenancyWork = stores.tenancyWork((transaction) => new OwnersInIdentity(registration, transaction), entries);
  const registry = new CopiedTenantRegistry(stores.registry, entries);
  return { ...stores, identityWork, tenancyWork, registry, entries, documents, catalogue, allowances, roleAssigner, registration };
}

/** All that the platform keeps, in memory. */
export const inMemoryStores = (store: InMemoryStore, { ids, clock }: Pick<Given, 'ids' | 'clock'> = given, cache: Cache = aTieredCache()): PlatformStores => ({
  cache,
  accessWork: inMemoryAccessWork(store, invalidationsOver(cache)),
  identityWork: (rolesIn, allowanceIn) => inMemoryIdentityWork(store, ids, clock, invalidationsOver(cache), rolesIn, allowanceIn),
  tenancyWork: (ownersIn, entries) => inMemoryTenancyWork(store, ownersIn, entries),
  usageWork: inMemoryUsageWork(store),
  roles: new InMemoryRoleRegister(store),
  users: new InMemoryUserRegister(store),
  sessions: new InMemorySessionRegister(store),
  invitations: new InMemoryInvitationRegister(store),
  failedAttempts: new InMemoryFailedAttempts(),
  signingKeys: new InMemorySigningKeys(),
  slugs: new InMemorySlugs(store),
  profile: new InMemoryTenantProfile(store),
  registry: new InMemoryTenantRegistry(store),
});

/** The platform in memory, and its store, which opens its transactions. */
export function inMemoryPlatform(capabilities: Partial<Given> = {}): Platform & { readonly store: InMemoryStore; readonly transactions: InMemoryStore } {
  const store = new InMemoryStore();
  const all = { ...given, ...capabilities };
  return { store, transactions: store, ...platformOn(inMemoryStores(store, all), all) };
}
