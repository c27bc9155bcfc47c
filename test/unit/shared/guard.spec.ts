import { expect } from 'chai';
import { InMemoryStore, InMemoryUnitOfWork, shelfName } from '../../../adapters/shared/memory/in-memory-store.js';
import { anyone, guarded, guardedCommand, isGuarded, operator, platform, signedIn } from '../../../application/shared/guard.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { PermissionMissing, SignInRequired, TenantClosing, TenantSuspended } from '../../../application/shared/refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';

const books = shelfName<string>('library.book');
type Shelf = { put(tenant: TenantContext, title: string): void };

class ShelveBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Shelf>) {}

  execute(tenant: TenantContext, title: string): Promise<string> {
    return this.work.run(tenant, async (shelf) => {
      shelf.put(tenant, title);
      return `${title} is on the shelf`;
    });
  }
}

class GreetReader {
  static readonly needs = signedIn;
  async execute(_tenant: TenantContext, name: string): Promise<string> {
    return `Hello, ${name}`;
  }
}

/** May be done whatever the tenant's standing is. */
class ReturnBook {
  static readonly needs = 'library:books:write';
  static readonly admits = ['suspended', 'closing'] as const;
  constructor(private readonly work: UnitOfWork<Shelf>) {}

  execute(tenant: TenantContext, title: string): Promise<void> {
    return this.work.run(tenant, async (shelf) => shelf.put(tenant, title));
  }
}

class AuditDoor {
  static readonly needs = operator;
  async execute(system: SystemContext): Promise<string> {
    return system.purpose;
  }
}

class OpenDoor {
  static readonly needs = anyone;
  async execute(system: SystemContext): Promise<string> {
    return system.purpose;
  }
}

/** Nobody's who could ask for it. */
class DustShelves {
  static readonly needs = platform;
  static readonly admits = ['suspended'] as const;
  constructor(private readonly work: UnitOfWork<Shelf>) {}

  execute(tenant: TenantContext, title: string): Promise<void> {
    return this.work.run(tenant, async (shelf) => shelf.put(tenant, title));
  }
}

describe('guarding a use case', () => {
  let store: InMemoryStore;
  let work: UnitOfWork<Shelf>;
  const titlesOf = (tenant: TenantContext) => [...store.shelf(tenant, books).values()];
  const shelving = () => guardedCommand(work, (joined) => new ShelveBook(joined));

  beforeEach(() => {
    store = new InMemoryStore();
    work = new InMemoryUnitOfWork(store, (transaction) => ({
      put: (tenant, title) => void transaction.shelf(tenant, books).set(title, title),
    }));
  });

  it('lets through who holds its permission', async () => {
    const tenant = aTenant('library:books:write');
    expect(await shelving().execute(tenant, 'Emma')).to.equal('Emma is on the shelf');
    expect(titlesOf(tenant)).to.deep.equal(['Emma']);
  });

  it('refuses who holds another permission or none, says which is missing, and does nothing', async () => {
    const reader = aTenant('library:books:read', 'library:books:write-all' as never);
    for (const tenant of [reader, aTenant(), TenantContext.visitor(reader.tenantId)]) {
      await expect(shelving().execute(tenant, 'Emma')).to.be.rejectedWith(PermissionMissing, 'library:books:write');
      expect(titlesOf(tenant)).to.deep.equal([]);
    }
  });

  it('refuses likewise within a transaction that is open', async () => {
    const reader = aTenant('library:books:read');
    await store.run(reader, async (transaction) => {
      await expect(shelving().within(transaction).execute(reader, 'Emma')).to.be.rejectedWith(PermissionMissing);
    });
    expect(titlesOf(reader)).to.deep.equal([]);
  });

  it('carries a command out as a part of an open transaction, undone with it', async () => {
    const tenant = aTenant('library:books:write');
    const failing = store.run(tenant, async (transaction) => {
      expect(await shelving().within(transaction).execute(tenant, 'Emma')).to.equal('Emma is on the shelf');
      throw new Error('the lights went out');
    });
    await expect(failing).to.be.rejectedWith('the lights went out');
    expect(titlesOf(tenant)).to.deep.equal([]);
  });

  it('lets through whoever is signed in when that is all it needs, and no visitor', async () => {
    const greeting = guarded(new GreetReader());
    expect(await greeting.execute(aTenant(), 'Ada')).to.equal('Hello, Ada');
    await expect(greeting.execute(TenantContext.visitor(aTenant().tenantId), 'Eve')).to.be.rejectedWith(SignInRequired, /^Sign in first$/);
  });

  it('refuses everything while the tenant is suspended, and changes while it is closing', async () => {
    const tenant = aTenant('library:books:write');
    const standing = (as: Standing) => TenantContext.of(tenant.tenantId, tenant.principal, tenant.permissions, as);
    const greeting = guarded(new GreetReader());
    await expect(greeting.execute(standing('suspended'), 'Ada')).to.be.rejectedWith(TenantSuspended);
    expect(await greeting.execute(standing('closing'), 'Ada')).to.equal('Hello, Ada');
    await expect(shelving().execute(standing('suspended'), 'Emma')).to.be.rejectedWith(TenantSuspended);
    await expect(shelving().execute(standing('closing'), 'Emma')).to.be.rejectedWith(TenantClosing);
    await store.run(tenant, async (transaction) => {
      await expect(shelving().within(transaction).execute(standing('closing'), 'Emma')).to.be.rejectedWith(TenantClosing);
    });
    expect(titlesOf(tenant)).to.deep.equal([]);
  });

  it('admits a standing to the use case that says so', async () => {
    const tenant = aTenant('library:books:write');
    const returning = guardedCommand(work, (joined) => new ReturnBook(joined));
    for (const as of ['suspended', 'closing'] as const) {
      await returning.execute(TenantContext.of(tenant.tenantId, tenant.principal, tenant.permissions, as), as);
    }
    expect(titlesOf(tenant)).to.deep.equal(['suspended', 'closing']);
  });

  it('tells who lacks the permission so, however the tenant stands', async () => {
    const { tenantId, principal } = aTenant();
    await expect(shelving().execute(TenantContext.of(tenantId, principal, [], 'suspended'), 'Emma')).to.be.rejectedWith(PermissionMissing);
  });

  it('takes a system’s context alone for what is an operator’s', async () => {
    const auditing = guarded(new AuditDoor());
    expect(await auditing.execute(SystemContext.for('npm run door'))).to.equal('npm run door');
    await expect(auditing.execute(aTenant() as never)).to.be.rejectedWith(TypeError);
  });

  it('lets the platform alone do what is the platform’s, whatever rights others have', async () => {
    const librarian = aTenant('library:books:write', 'platform' as never);
    const [{ tenantId }, dusting] = [librarian, guardedCommand(work, (joined) => new DustShelves(joined))];
    const itself = (as: Standing) => TenantContext.of(tenantId, { kind: 'platform' }, [], as);
    for (const other of [librarian, TenantContext.visitor(tenantId), TenantContext.of(tenantId, { kind: 'visitor' }, ['platform' as never], 'active')]) {
      await expect(dusting.execute(other, 'dust')).to.be.rejectedWith(TypeError, 'the platform’s own');
      await store.run(other, async (transaction) => void (await expect(dusting.within(transaction).execute(other, 'dust')).to.be.rejectedWith(TypeError)));
    }
    await expect(dusting.execute(itself('closing'), 'dust')).to.be.rejectedWith(TenantClosing);
    expect(titlesOf(librarian)).to.deep.equal([]);

    for (const as of ['active', 'suspended'] as const) await dusting.execute(itself(as), as);
    expect(titlesOf(librarian)).to.deep.equal(['active', 'suspended']);
  });

  it('lets anyone through what is open to all, with the system’s context', async () => {
    expect(await guarded(new OpenDoor()).execute(SystemContext.for('GET /door'))).to.equal('GET /door');
  });

  it('marks what it guards, within a transaction too, and nothing else', async () => {
    expect(isGuarded(guarded(new GreetReader()))).to.equal(true);
    expect(isGuarded(shelving())).to.equal(true);
    await store.run(aTenant(), async (transaction) => void expect(isGuarded(shelving().within(transaction))).to.equal(true));
    expect(isGuarded(new GreetReader())).to.equal(false);
    expect(isGuarded({ ...guarded(new GreetReader()) })).to.equal(false);
  });
});
