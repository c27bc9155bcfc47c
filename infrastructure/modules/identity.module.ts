import { ContainerModule } from 'inversify';
import { PermissionsFromAccess, RolesInAccess } from '../../adapters/identity/access/rights-of-users.js';
import { Argon2PasswordHasher } from '../../adapters/identity/argon2/argon2-password-hasher.js';
import { bearerAuthentication } from '../../adapters/identity/http/bearer-authentication.js';
import { keySet } from '../../adapters/identity/http/key-set.js';
import { sessionEndpoints } from '../../adapters/identity/http/session-endpoints.js';
import { RememberedTokens } from '../../adapters/identity/in-process/remembered-tokens.js';
import { JoseAccessTokens } from '../../adapters/identity/jose/jose-access-tokens.js';
import { Keyring } from '../../adapters/identity/jose/keyring.js';
import { postgresIdentityWork } from '../../adapters/identity/postgres/postgres-identity-work.js';
import { PostgresSessionRegister } from '../../adapters/identity/postgres/postgres-session-register.js';
import { PostgresSigningKeys } from '../../adapters/identity/postgres/postgres-signing-keys.js';
import { PostgresUserRegister } from '../../adapters/identity/postgres/postgres-user-register.js';
import { RandomSecrets } from '../../adapters/identity/system/random-secrets.js';
import { AllowanceInTenancy } from '../../adapters/identity/tenancy/allowance-in-tenancy.js';
import { SlugsFromTenancy } from '../../adapters/identity/tenancy/slugs-from-tenancy.js';
import { StandingsFromTenancy } from '../../adapters/identity/tenancy/standings-from-tenancy.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { RoleAssigner, RightsDirectory } from '../../application/access/published.js';
import { Authenticate } from '../../application/identity/authenticate.js';
import { AccessTokens } from '../../application/identity/ports/access-tokens.js';
import { GrantedPermissions } from '../../application/identity/ports/granted-permissions.js';
import { IdentityWork } from '../../application/identity/ports/identity-work.js';
import { PasswordHasher } from '../../application/identity/ports/password-hasher.js';
import { Revocations } from '../../application/identity/ports/revocations.js';
import { Secrets } from '../../application/identity/ports/secrets.js';
import { SessionRegister } from '../../application/identity/ports/session-register.js';
import { SigningKeys } from '../../application/identity/ports/signing-keys.js';
import { Standings } from '../../application/identity/ports/standings.js';
import { TenantSlugs } from '../../application/identity/ports/tenant-slugs.js';
import { UserRegister } from '../../application/identity/ports/user-register.js';
import { PersonDirectory, Registration } from '../../application/identity/published.js';
import { PublishedPersonDirectory } from '../../application/identity/published-person-directory.js';
import { PublishedRegistration } from '../../application/identity/published-registration.js';
import { RefreshSession } from '../../application/identity/refresh-session.js';
import { SignIn } from '../../application/identity/sign-in.js';
import { SignOut } from '../../application/identity/sign-out.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { Ids } from '../../application/shared/ports/ids.js';
import { PlanAllowances, TenantDirectory, TenantStandings } from '../../application/tenancy/published.js';
import { AUTHENTICATION, KEY_SET, MASTER_KEY, PUBLIC_URL } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const identityModule: ContextModule = {
  name: 'identity',
  endpoints: sessionEndpoints,
  permissions: [],

  core: new ContainerModule(({ bind }) => {
    bind(SignIn).toResolvedValue(
      (slugs, users, work, passwords, secrets, tokens, ids, clock) =>
        guarded(new SignIn(slugs, users, work, passwords, secrets, tokens, ids, clock)),
      [TenantSlugs, UserRegister, IdentityWork, PasswordHasher, Secrets, AccessTokens, Ids, Clock],
    );
    bind(RefreshSession).toResolvedValue(
      (work, secrets, tokens, clock, standings) => guarded(new RefreshSession(work, secrets, tokens, clock, standings)),
      [IdentityWork, Secrets, AccessTokens, Clock, Standings],
    );
    bind(SignOut).toResolvedValue(
      (work, revocations, clock) => guardedCommand(work, (joined) => new SignOut(joined, revocations, clock)),
      [IdentityWork, Revocations, Clock],
    );

    bind(Registration).toResolvedValue(
      (work, passwords, ids, clock) => new PublishedRegistration(work, passwords, ids, clock),
      [IdentityWork, PasswordHasher, Ids, Clock],
    );
    bind(PersonDirectory).toResolvedValue((users) => new PublishedPersonDirectory(users), [UserRegister]);
    bind(GrantedPermissions).toResolvedValue((rights) => new PermissionsFromAccess(rights), [RightsDirectory]);
    bind(TenantSlugs).toResolvedValue((tenants) => new SlugsFromTenancy(tenants), [TenantDirectory]);
    bind(Standings).toResolvedValue((standings) => new StandingsFromTenancy(standings), [TenantStandings]);

    bind(Keyring).toResolvedValue(
      (keys, masterKey, ids, clock) => new Keyring(keys, masterKey, ids, clock),
      [SigningKeys, MASTER_KEY, Ids, Clock],
    );
    bind(AccessTokens).toResolvedValue(
      (keyring, publicUrl, clock) => new JoseAccessTokens(keyring, publicUrl, clock),
      [Keyring, PUBLIC_URL, Clock],
    );
    bind(Secrets).toResolvedValue(() => new RandomSecrets());
    bind(Authenticate).toResolvedValue(
      (tokens, sessions, permissions, standings, clock) => new Authenticate(tokens, sessions, permissions, standings, clock),
      [AccessTokens, SessionRegister, GrantedPermissions, Standings, Clock],
    );
    bind(RememberedTokens).toResolvedValue((authenticate) => new RememberedTokens(authenticate), [Authenticate]);
    bind(Revocations).toService(RememberedTokens);
    bind(AUTHENTICATION).toResolvedValue(bearerAuthentication, [RememberedTokens]);
    bind(KEY_SET).toResolvedValue(keySet, [Keyring]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(IdentityWork).toResolvedValue(
      (database, roleAssigner, allowances) =>
        postgresIdentityWork(
          database,
          (transaction) => new RolesInAccess(roleAssigner, transaction),
          (transaction) => new AllowanceInTenancy(allowances, transaction),
        ),
      [TenantDatabase, RoleAssigner, PlanAllowances],
    );
    bind(UserRegister).toResolvedValue((database) => new PostgresUserRegister(database), [TenantDatabase]);
    bind(SessionRegister).toResolvedValue((database) => new PostgresSessionRegister(database), [TenantDatabase]);
    bind(SigningKeys).toResolvedValue((database) => new PostgresSigningKeys(database), [SystemDatabase]);
    bind(PasswordHasher).toResolvedValue(() => new Argon2PasswordHasher());
  }),
};
