import { expect } from 'chai';
import ts from 'typescript6';
import { AccessWork } from '../../application/access/ports/access-work.js';
import { People } from '../../application/access/ports/people.js';
import { RoleHolders } from '../../application/access/ports/role-holders.js';
import { RoleRegister } from '../../application/access/ports/role-register.js';
import { TenantCards } from '../../application/access/ports/tenant-cards.js';
import { RoleAssigner, RightsDirectory } from '../../application/access/published.js';
import { Allowance } from '../../application/identity/ports/allowance.js';
import { FailedAttempts } from '../../application/identity/ports/failed-attempts.js';
import { GrantedPermissions } from '../../application/identity/ports/granted-permissions.js';
import { IdentityWork } from '../../application/identity/ports/identity-work.js';
import { InvitationRegister } from '../../application/identity/ports/invitation-register.js';
import { Invitations } from '../../application/identity/ports/invitations.js';
import { InvitationTerms } from '../../application/identity/ports/invitation-terms.js';
import { Revocations } from '../../application/identity/ports/revocations.js';
import { Roles } from '../../application/identity/ports/roles.js';
import { SessionRegister } from '../../application/identity/ports/session-register.js';
import { Sessions } from '../../application/identity/ports/sessions.js';
import { Standings } from '../../application/identity/ports/standings.js';
import { UserRegister } from '../../application/identity/ports/user-register.js';
import { Users } from '../../application/identity/ports/users.js';
import { PersonDirectory, Registration } from '../../application/identity/published.js';
import { EventIds } from '../../application/integrations/ports/event-ids.js';
import { KeptMetadata } from '../../application/metadata/ports/kept-metadata.js';
import { MetadataCopies } from '../../application/metadata/ports/metadata-copies.js';
import { MetadataRegister } from '../../application/metadata/ports/metadata-register.js';
import { MetadataWork } from '../../application/metadata/ports/metadata-work.js';
import { SecretSealer } from '../../application/settings/ports/secret-sealer.js';
import { SettingSheets } from '../../application/settings/ports/setting-sheets.js';
import { SettingsWork } from '../../application/settings/ports/settings-work.js';
import { SheetCopies } from '../../application/settings/ports/sheet-copies.js';
import { SheetRegister } from '../../application/settings/ports/sheet-register.js';
import { TenantPlans } from '../../application/settings/ports/tenant-plans.js';
import { EffectiveSettings } from '../../application/settings/published.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { EventSignals } from '../../application/shared/ports/event-signals.js';
import { EventStream } from '../../application/shared/ports/event-stream.js';
import { Invalidations } from '../../application/shared/ports/invalidations.js';
import { KnownResources } from '../../application/shared/ports/known-resources.js';
import { JobRecords } from '../../application/shared/ports/job-records.js';
import { Jobs } from '../../application/shared/ports/jobs.js';
import { OperationRegister } from '../../application/operations/ports/operation-register.js';
import { Operations } from '../../application/operations/ports/operations.js';
import { OperationsWork } from '../../application/operations/ports/operations-work.js';
import { PrincipalContexts } from '../../application/shared/ports/principal-contexts.js';
import { RateLimits } from '../../application/shared/ports/rate-limits.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../application/shared/ports/unit-of-work.js';
import { Owners } from '../../application/tenancy/ports/owners.js';
import { TenancyWork } from '../../application/tenancy/ports/tenancy-work.js';
import { TenantEntries } from '../../application/tenancy/ports/tenant-entries.js';
import { TenantProfile } from '../../application/tenancy/ports/tenant-profile.js';
import { Tenants } from '../../application/tenancy/ports/tenants.js';
import { Usage } from '../../application/tenancy/ports/usage.js';
import { UsageWork } from '../../application/tenancy/ports/usage-work.js';
import { PlanAllowances, TenantDirectory, TenantStandings } from '../../application/tenancy/published.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { nobodysOfContexts } from '../support/nobodys-of-contexts.js';
import { nodesOf, parse, parsed, pathsUnder } from './sources.js';
import { everyMethodTakesATenant } from './takes-a-tenant.js';

/** Methods that are nobody's: they know of no tenant and keep nothing. A context that can be removed names its own: `test/support/<context>/nobodys.ts`. */
const nobodys: ReadonlyMap<string, string> = new Map([
  ['Clock.now', 'the time is the same for all'],
  ['Ids.next', 'an identifier is new for all'],
  ['DueTimes.next', 'computes'],
  ['DueTimes.latest', 'computes'],
  ['DueTimes.lastBetween', 'computes'],
  ['Timing.deadline', 'time passes for all'],
  ['Timing.chance', 'draws lots'],
  ['OpenTransaction.onceKept', 'the transaction is a tenant’s already'],
  ['KnownResources.within', 'takes a transaction, which is a tenant’s already'],
  ['UnitOfWork.within', 'takes a transaction, which its `run` then shares with the tenant it is given'],
  ['AccessTokens.issue', 'the claims say whose the token is'],
  ['AccessTokens.verify', 'the token says whose it is; nobody knows before'],
  ['PasswordHasher.hash', 'computes'],
  ['PasswordHasher.verify', 'computes'],
  ['RefreshSecrets.of', 'computes; the origin says whose the secret is'],
  ['RefreshSecrets.isOf', 'computes; the origin says whose the secret is'],
  ['SigningKeyMaker.make', 'draws lots; the keys are the platform’s'],
  ['Secrets.generate', 'draws lots'],
  ['Secrets.hash', 'computes'],
  ['OwnerPreparation.prepare', 'computes, before there is a tenant'],
  ['Registration.prepare', 'computes, before a transaction is open'],
]);

/** Methods that cross tenants, as the system. */
const systems: ReadonlyMap<string, string> = new Map([
  ['Slugs.tenantOf', 'a slug is known before the tenant is'],
  ['TenantSlugs.tenantOf', 'a slug is known before the tenant is'],
  ['TenantDirectory.tenantOf', 'a slug is known before the tenant is'],
  ['TenantEntries.tenantOf', 'a slug is known before the tenant is'],
  ['TenantRegistry.list', 'operators see all tenants'],
  ['TenantRegistry.get', 'operators name a tenant by its slug'],
  ['TenantRegistry.save', 'operators change how a tenant stands, whatever it may do itself'],
  ['ActiveTenants.page', 'the platform works for all tenants'],
  ['Schedules.fireDue', 'schedules are the platform’s, and reach all tenants'],
  ['EventRelay.publish', 'the relay publishes the events of all tenants'],
  ['JobAdmission.admit', 'admission is fair between tenants'],
  ['JobAdmission.takeUp', 'a process that has gone left jobs of any tenant'],
  ['JobRecords.renew', 'a worker runs the jobs of many tenants, and renews them together'],
  ['JobDesk.count', 'operators see the jobs of all tenants'],
  ['JobDesk.list', 'operators see the jobs of all tenants'],
  ['JobDesk.parked', 'operators see the jobs of all tenants'],
  ['JobDesk.get', 'operators name a job by its id alone'],
  ['JobDesk.retry', 'operators start again what has failed, whose ever it is'],
  ['JobDesk.discard', 'operators give up what cannot be done, whose ever it is'],
  ['SigningKeys.list', 'the keys are the platform’s'],
  ['SigningKeys.add', 'the keys are the platform’s'],
  ['SigningKeys.replaceAll', 'the keys are the platform’s'],
]);

const ports = pathsUnder('application').filter((path) => /\/ports\/|\/published\.ts$/.test(path)).map(parsed);

type Method = { readonly port: string; readonly name: string; readonly first: string };

/** The methods of all ports in a file, with what each takes first. */
function methodsOf(file: ts.SourceFile): Method[] {
  return [...nodesOf(file)].filter((node) => ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)).flatMap((port) =>
    [...port.members].filter(isMethod).map((method) => ({
      port: port.name?.text ?? 'a port without a name',
      name: `${port.name?.text ?? ''}.${method.name.getText()}`,
      first: firstOf(method),
    })),
  );
}

type MethodLike = ts.MethodDeclaration | ts.MethodSignature | ts.PropertyDeclaration | ts.PropertySignature;

function isMethod(member: ts.ClassElement | ts.TypeElement): member is MethodLike {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return true;
  const isMember = ts.isPropertyDeclaration(member) || ts.isPropertySignature(member);
  return isMember && member.type !== undefined && ts.isFunctionTypeNode(member.type);
}

/** The type of the first parameter; an optional one, a default or a rest does not count. */
function firstOf(method: MethodLike): string {
  const { parameters } = 'parameters' in method ? method : (method.type as ts.FunctionTypeNode);
  const [first] = parameters;
  if (first?.questionToken !== undefined || first?.initializer !== undefined || first?.dotDotDotToken !== undefined) return 'optional';
  return first?.type?.getText() ?? 'nothing';
}

const others = (methods: readonly Method[]) => methods.filter(({ first }) => first !== 'TenantContext');

describe('the ports', () => {
  it('take a tenant first: else this would not compile', () => {
    everyMethodTakesATenant<UnitOfWork<unknown>, 'within'>(UnitOfWork);
    everyMethodTakesATenant(Jobs);
    everyMethodTakesATenant<JobRecords, 'renew'>(JobRecords);
    everyMethodTakesATenant(PrincipalContexts);
    everyMethodTakesATenant(RateLimits);
    everyMethodTakesATenant(Transactions);
    everyMethodTakesATenant(Cache);
    everyMethodTakesATenant(DocumentStore);
    everyMethodTakesATenant(EventIds);
    everyMethodTakesATenant(EventSignals);
    everyMethodTakesATenant(EventStream);
    everyMethodTakesATenant(Invalidations);
    everyMethodTakesATenant<AccessWork, 'within'>(AccessWork);
    everyMethodTakesATenant(People);
    everyMethodTakesATenant(RoleHolders);
    everyMethodTakesATenant(RoleRegister);
    everyMethodTakesATenant(TenantCards);
    everyMethodTakesATenant(RightsDirectory);
    everyMethodTakesATenant(RoleAssigner);
    everyMethodTakesATenant<IdentityWork, 'within'>(IdentityWork);
    everyMethodTakesATenant(FailedAttempts);
    everyMethodTakesATenant(Allowance);
    everyMethodTakesATenant(GrantedPermissions);
    everyMethodTakesATenant(InvitationRegister);
    everyMethodTakesATenant(Invitations);
    everyMethodTakesATenant(InvitationTerms);
    everyMethodTakesATenant(Revocations);
    everyMethodTakesATenant(Roles);
    everyMethodTakesATenant(SessionRegister);
    everyMethodTakesATenant(Sessions);
    everyMethodTakesATenant(Standings);
    everyMethodTakesATenant(UserRegister);
    everyMethodTakesATenant(Users);
    everyMethodTakesATenant(PersonDirectory);
    everyMethodTakesATenant<Registration, 'prepare'>(Registration);
    everyMethodTakesATenant<KnownResources, 'within'>(KnownResources);
    everyMethodTakesATenant(KeptMetadata);
    everyMethodTakesATenant(MetadataCopies);
    everyMethodTakesATenant(MetadataRegister);
    everyMethodTakesATenant<MetadataWork, 'within'>(MetadataWork);
    everyMethodTakesATenant(OperationRegister);
    everyMethodTakesATenant(Operations);
    everyMethodTakesATenant<OperationsWork, 'within'>(OperationsWork);
    everyMethodTakesATenant(SecretSealer);
    everyMethodTakesATenant(SettingSheets);
    everyMethodTakesATenant<SettingsWork, 'within'>(SettingsWork);
    everyMethodTakesATenant(SheetCopies);
    everyMethodTakesATenant(SheetRegister);
    everyMethodTakesATenant(TenantPlans);
    everyMethodTakesATenant(EffectiveSettings);
    everyMethodTakesATenant<TenancyWork, 'within'>(TenancyWork);
    everyMethodTakesATenant(Owners);
    everyMethodTakesATenant<TenantEntries, 'tenantOf'>(TenantEntries);
    everyMethodTakesATenant(TenantProfile);
    everyMethodTakesATenant(Tenants);
    everyMethodTakesATenant(Usage);
    everyMethodTakesATenant<UsageWork, 'within'>(UsageWork);
    everyMethodTakesATenant<TenantDirectory, 'tenantOf'>(TenantDirectory);
    everyMethodTakesATenant(TenantStandings);
    everyMethodTakesATenant(PlanAllowances);
  });

  it('would not compile if one forgot the tenant', () => {
    abstract class Forgetful {
      abstract find(tenant: TenantContext, id: string): Promise<void>;
      abstract list(): Promise<void>;
    }
    abstract class Optional {
      abstract find(tenant?: TenantContext): Promise<void>;
    }
    abstract class Late {
      abstract find(id: string, tenant: TenantContext): Promise<void>;
    }
    // @ts-expect-error `list` forgets the tenant
    everyMethodTakesATenant(Forgetful);
    // @ts-expect-error `find` does not insist on it
    everyMethodTakesATenant(Optional);
    // @ts-expect-error `find` asks for something else first
    everyMethodTakesATenant(Late);
  });

  it('are all of them tried above, or have nothing that is a tenant’s', () => {
    const tried = pathsUnder('test/architecture').filter((path) => path.endsWith('ports-take-a-tenant.spec.ts')).map(parsed);
    const names = new Set(tried.flatMap((file) => [...file.text.matchAll(/everyMethodTakesATenant(?:<.*>)?\((\w+)\);/g)].map(([, name]) => name)));
    const owned = ports.flatMap(methodsOf).filter(({ first }) => first === 'TenantContext');

    expect([...new Set(owned.map(({ port }) => port))].filter((port) => !names.has(port))).to.deep.equal([]);
    expect(owned.length).to.be.greaterThan(20);
  });

  it('take something else only where that is listed', async () => {
    const listed = [...nobodys.keys(), ...(await nobodysOfContexts())];
    const found = others(ports.flatMap(methodsOf));
    const named = (first: (type: string) => boolean) => found.filter((method) => first(method.first)).map(({ name }) => name).toSorted();

    expect(named((type) => type === 'SystemContext')).to.deep.equal([...systems.keys()].toSorted());
    expect(named((type) => type !== 'SystemContext')).to.deep.equal(listed.toSorted());
  });

  for (const [member, first] of [
    ['abstract find(id: string): void;', 'string'],
    ['abstract find(): void;', 'nothing'],
    ['abstract find(tenant?: TenantContext): void;', 'optional'],
    ['find(tenant: TenantContext = nobody): void {}', 'optional'],
    ['abstract readonly find: (id: string) => void;', 'string'],
    ['abstract find(tenant: TenantContext | null): void;', 'TenantContext | null'],
  ] as const) {
    it(`may not say ${member}`, () => {
      const planted = parse('application/planted/ports/planted.ts', `export abstract class Planted { ${member} }`);

      expect(others(methodsOf(planted))).to.deep.equal([{ port: 'Planted', name: 'Planted.find', first }]);
    });
  }
});
