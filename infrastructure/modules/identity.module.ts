import { ContainerModule } from 'inversify';
import { PermissionsFromAccess, RolesInAccess } from '../../adapters/identity/access/rights-of-users.js';
import { Argon2PasswordHasher } from '../../adapters/identity/argon2/argon2-password-hasher.js';
import { bearerAuthentication } from '../../adapters/identity/http/bearer-authentication.js';
import { invitationEndpoints } from '../../adapters/identity/http/invitation-endpoints.js';
import { keySet } from '../../adapters/identity/http/key-set.js';
import { memberEndpoints } from '../../adapters/identity/http/member-endpoints.js';
import { profileEndpoints } from '../../adapters/identity/http/profile-endpoints.js';
import { sessionEndpoints } from '../../adapters/identity/http/session-endpoints.js';
import { RememberedTokens } from '../../adapters/identity/in-process/remembered-tokens.js';
import { JoseAccessTokens } from '../../adapters/identity/jose/jose-access-tokens.js';
import { Keyring } from '../../adapters/identity/jose/keyring.js';
import { PostgresFailedAttempts } from '../../adapters/identity/postgres/postgres-failed-attempts.js';
import { postgresIdentityWork } from '../../adapters/identity/postgres/postgres-identity-work.js';
import { PostgresInvitationRegister } from '../../adapters/identity/postgres/postgres-invitation-register.js';
import { PostgresKnownMembers } from '../../adapters/identity/postgres/postgres-known-members.js';
import { PostgresSessionRegister } from '../../adapters/identity/postgres/postgres-session-register.js';
import { PostgresSigningKeys } from '../../adapters/identity/postgres/postgres-signing-keys.js';
import { PostgresUserRegister } from '../../adapters/identity/postgres/postgres-user-register.js';
import { InvitationTermsFromSettings } from '../../adapters/identity/settings/invitation-terms-from-settings.js';
import { DerivedRefreshSecrets } from '../../adapters/identity/system/derived-refresh-secrets.js';
import { RandomSecrets } from '../../adapters/identity/system/random-secrets.js';
import { AllowanceInTenancy } from '../../adapters/identity/tenancy/allowance-in-tenancy.js';
import { SlugsFromTenancy } from '../../adapters/identity/tenancy/slugs-from-tenancy.js';
import { StandingsFromTenancy } from '../../adapters/identity/tenancy/standings-from-tenancy.js';
import { invalidationsOver } from '../../adapters/shared/in-process/invalidations-once-kept.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { RoleAssigner, RightsDirectory } from '../../application/access/published.js';
import { AcceptInvitation } from '../../application/identity/accept-invitation.js';
import { ActiveSessions } from '../../application/identity/active-sessions.js';
import { Authenticate } from '../../application/identity/authenticate.js';
import { ChangePassword } from '../../application/identity/change-password.js';
import { ChangeProfile } from '../../application/identity/change-profile.js';
import { DeactivateMember } from '../../application/identity/deactivate-member.js';
import { FindInvitation } from '../../application/identity/find-invitation.js';
import { FindMember } from '../../application/identity/find-member.js';
import { ForgetSession } from '../../application/identity/forget-session.js';
import { InviteUser } from '../../application/identity/invite-user.js';
import { identityJobs } from '../../application/identity/jobs.js';
import { ListInvitations } from '../../application/identity/list-invitations.js';
import { ListMembers } from '../../application/identity/list-members.js';
import { ListSessions } from '../../application/identity/list-sessions.js';
import { PacedAttempts } from '../../application/identity/paced-attempts.js';
import { identityPermissions } from '../../application/identity/permissions.js';
import { AccessTokens } from '../../application/identity/ports/access-tokens.js';
import { FailedAttempts } from '../../application/identity/ports/failed-attempts.js';
import { GrantedPermissions } from '../../application/identity/ports/granted-permissions.js';
import { IdentityWork } from '../../application/identity/ports/identity-work.js';
import { InvitationRegister } from '../../application/identity/ports/invitation-register.js';
import { InvitationTerms } from '../../application/identity/ports/invitation-terms.js';
import { KnownMembers } from '../../application/identity/ports/known-members.js';
import { PasswordHasher } from '../../application/identity/ports/password-hasher.js';
import { RefreshSecrets } from '../../application/identity/ports/refresh-secrets.js';
import { Revocations } from '../../application/identity/ports/revocations.js';
import { Secrets } from '../../application/identity/ports/secrets.js';
import { SessionRegister } from '../../application/identity/ports/session-register.js';
import { SigningKeys } from '../../application/identity/ports/signing-keys.js';
import { Standings } from '../../application/identity/ports/standings.js';
import { TenantSlugs } from '../../application/identity/ports/tenant-slugs.js';
import { UserRegister } from '../../application/identity/ports/user-register.js';
import { identityEvents, PersonDirectory, Registration } from '../../application/identity/published.js';
import { PublishedPersonDirectory } from '../../application/identity/published-person-directory.js';
import { PublishedPrincipalContexts } from '../../application/identity/published-principal-contexts.js';
import { PublishedRegistration } from '../../application/identity/published-registration.js';
import { ReactivateMember } from '../../application/identity/reactivate-member.js';
import { RefreshSession } from '../../application/identity/refresh-session.js';
import { RemoveMember } from '../../application/identity/remove-member.js';
import { RevokeInvitation } from '../../application/identity/revoke-invitation.js';
import { RevokeSession } from '../../application/identity/revoke-session.js';
import { identitySchedules } from '../../application/identity/schedules.js';
import { identitySettings } from '../../application/identity/settings.js';
import { ShowProfile } from '../../application/identity/show-profile.js';
import { SignIn } from '../../application/identity/sign-in.js';
import { SignOut } from '../../application/identity/sign-out.js';
import { SweepInvitations } from '../../application/identity/sweep-invitations.js';
import { SweepSessions } from '../../application/identity/sweep-sessions.js';
import { EffectiveSettings } from '../../application/settings/published.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { Ids } from '../../application/shared/ports/ids.js';
import { PrincipalContexts } from '../../application/shared/ports/principal-contexts.js';
import { PlanAllowances, TenantDirectory, TenantStandings } from '../../application/tenancy/published.js';
import { derivedKey } from '../derived-key.js';
import { AUTHENTICATION, KEY_SET, MASTER_KEY, PUBLIC_URL } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const identityModule: ContextModule = {
  name: 'identity',
  endpoints: [...sessionEndpoints, ...memberEndpoints, ...invitationEndpoints, ...profileEndpoints],
  permissions: identityPermissions,
  events: identityEvents,
  jobs: identityJobs,
  settings: identitySettings,
  schedules: identitySchedules,
  describes: [{ type: 'members', read: 'identity:members:read', change: 'identity:members:manage', known: KnownMembers }],

  core: new ContainerModule(({ bind }) => {
    bind(SignIn).toResolvedValue(
      (slugs, users, work, passwords, attempts, secrets, refreshSecrets, tokens, ids, clock) =>
        guarded(new SignIn(slugs, users, work, passwords, attempts, secrets, refreshSecrets, tokens, ids, clock)),
      [TenantSlugs, UserRegister, IdentityWork, PasswordHasher, PacedAttempts, Secrets, RefreshSecrets, AccessTokens, Ids, Clock],
    );
    bind(RefreshSession).toResolvedValue(
      (work, secrets, tokens, revocations, clock, standings) =>
        guarded(new RefreshSession(work, secrets, tokens, revocations, clock, standings)),
      [IdentityWork, RefreshSecrets, AccessTokens, Revocations, Clock, Standings],
    );
    bind(ListSessions).toResolvedValue((sessions, clock) => guarded(new ListSessions(sessions, clock)), [SessionRegister, Clock]);
    bind(RevokeSession).toResolvedValue(
      (work, revocations, clock) => guardedCommand(work, (joined) => new RevokeSession(joined, revocations, clock)),
      [IdentityWork, Revocations, Clock],
    );
    bind(SignOut).toResolvedValue(
      (work, revocations, clock) => guardedCommand(work, (joined) => new SignOut(joined, revocations, clock)),
      [IdentityWork, Revocations, Clock],
    );

    bind(ListMembers).toResolvedValue((users) => guarded(new ListMembers(users)), [UserRegister]);
    bind(FindMember).toResolvedValue((users) => guarded(new FindMember(users)), [UserRegister]);
    bind(DeactivateMember).toResolvedValue(
      (work, revocations, clock) => guardedCommand(work, (joined) => new DeactivateMember(joined, revocations, clock)),
      [IdentityWork, Revocations, Clock],
    );
    bind(ReactivateMember).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ReactivateMember(joined, clock)),
      [IdentityWork, Clock],
    );
    bind(RemoveMember).toResolvedValue(
      (work, revocations, clock) => guardedCommand(work, (joined) => new RemoveMember(joined, revocations, clock)),
      [IdentityWork, Revocations, Clock],
    );
    bind(InviteUser).toResolvedValue(
      (work, secrets, ids, clock, terms) => guardedCommand(work, (joined) => new InviteUser(joined, secrets, ids, clock, terms)),
      [IdentityWork, Secrets, Ids, Clock, InvitationTerms],
    );
    bind(ListInvitations).toResolvedValue((invitations) => guarded(new ListInvitations(invitations)), [InvitationRegister]);
    bind(FindInvitation).toResolvedValue((invitations) => guarded(new FindInvitation(invitations)), [InvitationRegister]);
    bind(RevokeInvitation).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new RevokeInvitation(joined, clock)),
      [IdentityWork, Clock],
    );
    bind(AcceptInvitation).toResolvedValue(
      (invitations, standings, work, passwords, secrets, refreshSecrets, tokens, ids, clock) =>
        guarded(new AcceptInvitation(invitations, standings, work, passwords, secrets, refreshSecrets, tokens, ids, clock)),
      [InvitationRegister, Standings, IdentityWork, PasswordHasher, Secrets, RefreshSecrets, AccessTokens, Ids, Clock],
    );
    bind(ShowProfile).toResolvedValue((users) => guarded(new ShowProfile(users)), [UserRegister]);
    bind(ChangeProfile).toResolvedValue(
      (work, clock) => guardedCommand(work, (joined) => new ChangeProfile(joined, clock)),
      [IdentityWork, Clock],
    );
    bind(ChangePassword).toResolvedValue(
      (users, work, passwords, attempts, revocations, clock) =>
        guardedCommand(work, (joined) => new ChangePassword(users, joined, passwords, attempts, revocations, clock)),
      [UserRegister, IdentityWork, PasswordHasher, PacedAttempts, Revocations, Clock],
    );

    bind(SweepSessions).toResolvedValue((work) => guardedCommand(work, (joined) => new SweepSessions(joined)), [IdentityWork]);
    bind(ForgetSession).toResolvedValue((work) => guardedCommand(work, (joined) => new ForgetSession(joined)), [IdentityWork]);
    bind(SweepInvitations).toResolvedValue((work) => guardedCommand(work, (joined) => new SweepInvitations(joined)), [IdentityWork]);

    bind(Registration).toResolvedValue(
      (work, passwords, ids, clock) => new PublishedRegistration(work, passwords, ids, clock),
      [IdentityWork, PasswordHasher, Ids, Clock],
    );
    bind(PersonDirectory).toResolvedValue((users) => new PublishedPersonDirectory(users), [UserRegister]);
    bind(GrantedPermissions).toResolvedValue((rights) => new PermissionsFromAccess(rights), [RightsDirectory]);
    bind(PrincipalContexts).toResolvedValue(
      (permissions, standings) => new PublishedPrincipalContexts(permissions, standings),
      [GrantedPermissions, Standings],
    );
    bind(InvitationTerms).toResolvedValue((settings) => new InvitationTermsFromSettings(settings), [EffectiveSettings]);
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
    bind(PacedAttempts).toResolvedValue((failed, clock) => new PacedAttempts(failed, clock), [FailedAttempts, Clock]);
    bind(Secrets).toResolvedValue(() => new RandomSecrets());
    bind(RefreshSecrets).toResolvedValue((masterKey) => new DerivedRefreshSecrets(derivedKey(masterKey, 'refresh tokens')), [MASTER_KEY]);
    bind(ActiveSessions).toResolvedValue((register, cache, clock) => new ActiveSessions(register, cache, clock), [SessionRegister, Cache, Clock]);
    bind(Authenticate).toResolvedValue(
      (tokens, sessions, contexts) => new Authenticate(tokens, sessions, contexts),
      [AccessTokens, ActiveSessions, PrincipalContexts],
    );
    bind(RememberedTokens).toResolvedValue((authenticate) => new RememberedTokens(authenticate), [Authenticate]);
    bind(Revocations).toService(RememberedTokens);
    bind(AUTHENTICATION).toResolvedValue(bearerAuthentication, [RememberedTokens]);
    bind(KEY_SET).toResolvedValue(keySet, [Keyring]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(IdentityWork).toResolvedValue(
      (database, ids, cache, roleAssigner, allowances) =>
        postgresIdentityWork(
          database,
          ids,
          invalidationsOver(cache),
          (transaction) => new RolesInAccess(roleAssigner, transaction),
          (transaction) => new AllowanceInTenancy(allowances, transaction),
        ),
      [TenantDatabase, Ids, Cache, RoleAssigner, PlanAllowances],
    );
    bind(UserRegister).toResolvedValue((database) => new PostgresUserRegister(database), [TenantDatabase]);
    bind(KnownMembers).toResolvedValue((database) => new PostgresKnownMembers(database), [TenantDatabase]);
    bind(InvitationRegister).toResolvedValue((database) => new PostgresInvitationRegister(database), [TenantDatabase]);
    bind(SessionRegister).toResolvedValue((database) => new PostgresSessionRegister(database), [TenantDatabase]);
    bind(FailedAttempts).toResolvedValue(
      (database, masterKey) => new PostgresFailedAttempts(database, derivedKey(masterKey, 'failed attempts')),
      [TenantDatabase, MASTER_KEY],
    );
    bind(SigningKeys).toResolvedValue((database) => new PostgresSigningKeys(database), [SystemDatabase]);
    bind(PasswordHasher).toResolvedValue(() => new Argon2PasswordHasher());
  }),
};
