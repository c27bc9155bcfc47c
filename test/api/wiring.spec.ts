import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { type AnyUseCase, calledBy } from '../../adapters/shared/http/endpoint.js';
import { health } from '../../adapters/shared/http/health.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { TenantProfile } from '../../application/tenancy/ports/tenant-profile.js';
import { anyone, isGuarded, type Joinable, operator, platform, signedIn } from '../../application/shared/guard.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { composeOver, contexts } from '../../composition-root.js';
import { API } from '../../infrastructure/tokens.js';
import { endpoints, publicUrl } from '../support/application.js';
import { inMemoryStores } from '../support/in-memory-stores.js';
import { testMasterKey } from '../support/postgres.js';
import { aTenant } from '../support/tenants.js';

/** Use cases that nothing outside may call; none so far. */
const calledByNoEndpoint: readonly string[] = [];

const silent = { onDefect: () => undefined, onUnavailable: () => undefined, onUndeclared: () => undefined };
const compose = (stores: readonly ContainerModule[]): Container =>
  composeOver(stores, { masterKey: testMasterKey, publicUrl, trustedProxies: [], health: health({}), streams: { inAll: 10, perTenant: 10 } }, silent);

describe('wiring the application', () => {
  let fakes: readonly ContainerModule[];
  let container: Container;

  before(async () => {
    fakes = await inMemoryStores();
    container = compose(fakes);
  });

  it('composes over fakes alone', () => {
    expect(container.get(API)).to.be.a('function');
    expect(container.isBound(TenantDatabase)).to.equal(false);
  });

  it('can make whatever the contexts bind', async () => {
    const tokens = boundBy([...fakes, ...contexts.map(({ core }) => core)]);
    for (const token of tokens) expect(container.get(token), nameOf(token)).to.not.equal(undefined);
    expect(tokens.length).to.be.at.least(30);
  });

  it('binds nothing but guarded use cases behind its endpoints', async () => {
    for (const { route, calls } of endpoints) {
      const useCase = container.get(calls as unknown as ServiceIdentifier<AnyUseCase & Partial<Joinable<AnyUseCase>>>);
      expect(isGuarded(useCase), route).to.equal(true);
      const { within } = useCase;
      if (within === undefined) continue;
      await container
        .get(Transactions)
        .run(aTenant(), async (transaction) => expect(isGuarded(within(transaction)), route).to.equal(true));
    }
    expect(endpoints.length).to.be.at.least(6);
  });

  it('composes every change of a tenant’s over the transaction of its request, and no reading', () => {
    for (const { route, verb, calls, isPublic } of endpoints) {
      const useCase = container.get(calls as unknown as ServiceIdentifier<object>);
      expect('within' in useCase, route).to.equal(!isPublic && verb !== 'GET');
    }
  });

  it('offers every use case that says what it needs', async () => {
    const carriedOut = contexts.flatMap(({ jobs = [] }) => jobs.map(({ calls }) => calls)).filter(({ needs }) => needs !== platform);
    const called = [...calledBy(endpoints), ...carriedOut].map(({ name }) => name);
    const declared = (await useCases()).filter(({ needs }) => needs !== operator && needs !== platform).map(({ name }) => name);
    expect(declared.filter((name) => !called.includes(name))).to.deep.equal(calledByNoEndpoint);
    expect(called.filter((name) => !declared.includes(name))).to.deep.equal([]);
  });

  it('has jobs do what the platform alone may do, guarded, and no request', async () => {
    const own = (await useCases()).filter(({ needs }) => needs === platform).map(({ name }) => name);
    const done = contexts.flatMap(({ jobs = [] }) => jobs).map(({ calls }) => calls);

    expect(own.filter((name) => !done.some((it) => it.name === name))).to.deep.equal([]);
    expect(calledBy(endpoints).filter(({ needs }) => needs === platform)).to.deep.equal([]);
    for (const calls of done) {
      const useCase = container.get(calls as unknown as ServiceIdentifier<Joinable<AnyUseCase>>);
      await container.get(Transactions).run(aTenant(), async (transaction) => expect(isGuarded(useCase.within(transaction)), calls.name).to.equal(true));
    }
    expect(own.length).to.be.at.least(2);
  });

  it('needs no permission that nobody declares, and declares none that nobody needs', async () => {
    const declared = contexts.flatMap(({ permissions }) => permissions.map(({ name }) => name as string));
    const needed = new Set(
      (await useCases()).map(({ needs }) => needs).filter((needs) => ![anyone, signedIn, operator, platform].includes(needs)),
    );
    expect([...needed].toSorted()).to.deep.equal(declared.toSorted());
  });

  it('says which port is missing', async () => {
    const without = new ContainerModule(({ unbind }) => unbind(TenantProfile));
    expect(() => compose([...fakes, without]).get(API)).to.throw(/TenantProfile/);
  });
});

/** What these modules bind, by asking them. */
function boundBy(modules: readonly ContainerModule[]): readonly ServiceIdentifier[] {
  const tokens: ServiceIdentifier[] = [];
  const anything: unknown = new Proxy(() => anything, { get: () => anything });
  const recording = { bind: (token: ServiceIdentifier) => (tokens.push(token), anything) };
  for (const module of modules) void module.load(recording as unknown as Parameters<ContainerModule['load']>[0]);
  return tokens;
}

const nameOf = (token: ServiceIdentifier): string => (typeof token === 'function' ? token.name : String(token));

type Declared = { readonly name: string; readonly needs: string };

/** Every class under application/ that says what it needs. */
async function useCases(): Promise<readonly Declared[]> {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('application/*/*.ts', { cwd: root });
  const modules = await Promise.all(files.map(async (file) => (await import(join(root, file))) as Record<string, unknown>));
  const found = modules
    .flatMap((module) => Object.values(module))
    .filter((it) => typeof it === 'function' && Object.hasOwn(it, 'needs'));
  return found as unknown as readonly Declared[];
}
