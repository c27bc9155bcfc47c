import type { Allowance } from '../../../application/identity/ports/allowance.js';
import type { IdentityScope } from '../../../application/identity/ports/identity-work.js';
import type { Roles } from '../../../application/identity/ports/roles.js';
import { SessionRegister } from '../../../application/identity/ports/session-register.js';
import { Sessions } from '../../../application/identity/ports/sessions.js';
import { UserRegister } from '../../../application/identity/ports/user-register.js';
import { Users } from '../../../application/identity/ports/users.js';
import type { PersonCard } from '../../../application/identity/published.js';
import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import { Session, type SessionState } from '../../../domain/identity/session.js';
import { User, type UserState } from '../../../domain/identity/user.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const userShelf = shelfName<UserState>('identity.user');
const sessionShelf = shelfName<SessionState>('identity.session');

/** Identity's unit of work on the in-memory store; roles are given, and members counted, where the others say. */
export const inMemoryIdentityWork = (
  store: Transactions,
  rolesIn: (transaction: OpenTransaction) => Roles,
  allowanceIn: (transaction: OpenTransaction) => Allowance,
): InMemoryUnitOfWork<IdentityScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    users: new InMemoryUsers(transaction),
    sessions: new InMemorySessions(transaction),
    roles: rolesIn(transaction),
    allowance: allowanceIn(transaction),
  }));

class InMemoryUsers extends Users {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: User): Promise<User> {
    const shelf = this.transaction.shelf(tenant, userShelf);
    if ([...shelf.values()].some(({ email }) => email === state.email)) throw new EmailTaken();
    const stored = { ...state, version: 1 };
    shelf.set(state.id, stored);
    this.transaction.announce(tenant, events);
    return User.restore(stored);
  }
}

class InMemorySessions extends Sessions {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, id: SessionId): Promise<Session | null> {
    const state = this.transaction.shelf(tenant, sessionShelf).get(id);
    return state === undefined ? null : Session.restore(state);
  }

  override async save(tenant: TenantContext, { state, events }: Session): Promise<Session> {
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const shelf = this.transaction.shelf(tenant, sessionShelf);
    if ((shelf.get(state.id)?.version ?? 0) !== state.version) throw new OutdatedVersion();
    const stored = { ...state, version: state.version + 1 };
    shelf.set(state.id, stored);
    this.transaction.announce(tenant, events);
    return Session.restore(stored);
  }
}

export class InMemoryUserRegister extends UserRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async byEmail(tenant: TenantContext, email: EmailAddress): Promise<UserState | null> {
    return [...this.store.shelf(tenant, userShelf).values()].find((user) => user.email === email) ?? null;
  }

  override async byId(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null> {
    const user = this.store.shelf(tenant, userShelf).get(id);
    return user === undefined ? null : { id, name: user.name, email: user.email };
  }
}

export class InMemorySessionRegister extends SessionRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async isActive(tenant: TenantContext, id: SessionId, now: Date): Promise<boolean> {
    const state = this.store.shelf(tenant, sessionShelf).get(id);
    return state !== undefined && Session.restore(state).isActive(now);
  }
}
