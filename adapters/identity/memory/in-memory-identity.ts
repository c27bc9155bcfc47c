import { type Member, memberOf } from '../../../application/identity/member.js';
import type { Allowance } from '../../../application/identity/ports/allowance.js';
import type { IdentityScope } from '../../../application/identity/ports/identity-work.js';
import { type InvitationQuery, InvitationRegister } from '../../../application/identity/ports/invitation-register.js';
import { Invitations } from '../../../application/identity/ports/invitations.js';
import type { Roles } from '../../../application/identity/ports/roles.js';
import { KnownMembers } from '../../../application/identity/ports/known-members.js';
import { type SessionCard, SessionRegister } from '../../../application/identity/ports/session-register.js';
import { Sessions } from '../../../application/identity/ports/sessions.js';
import { type MemberQuery, UserRegister } from '../../../application/identity/ports/user-register.js';
import { Users } from '../../../application/identity/ports/users.js';
import type { PersonCard } from '../../../application/identity/published.js';
import type { Page, PageRequest } from '../../../application/shared/page.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EmailTaken, InvitationPending } from '../../../domain/identity/identity-refusals.js';
import { Invitation, type InvitationState } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import { Session, type SessionState } from '../../../domain/identity/session.js';
import { User, type UserState } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { InMemoryJobs } from '../../shared/memory/in-memory-jobs.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, joined, shelfName } from '../../shared/memory/in-memory-store.js';
import { pageOf } from '../../shared/memory/paging.js';
import { sweepOldest } from '../../shared/memory/sweeping.js';

const userShelf = shelfName<UserState>('identity.user');
const invitationShelf = shelfName<InvitationState>('identity.invitation');
const sessionShelf = shelfName<SessionState>('identity.session');

/** Identity's unit of work on the in-memory store; roles are kept, and members counted, where the others say. */
export const inMemoryIdentityWork = (
  store: Transactions,
  ids: Ids,
  clock: Clock,
  invalidationsIn: InvalidationsIn,
  rolesIn: (transaction: OpenTransaction) => Roles,
  allowanceIn: (transaction: OpenTransaction) => Allowance,
): InMemoryUnitOfWork<IdentityScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    users: new InMemoryUsers(transaction),
    sessions: new InMemorySessions(transaction),
    invitations: new InMemoryInvitations(transaction),
    roles: rolesIn(transaction),
    allowance: allowanceIn(transaction),
    jobs: new InMemoryJobs(transaction, ids, clock),
    invalidations: invalidationsIn(transaction),
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
    this.transaction.announce(tenant, state.id, events);
    return User.restore(stored);
  }

  override async get(tenant: TenantContext, id: PrincipalId): Promise<User | null> {
    const state = this.transaction.shelf(tenant, userShelf).get(id);
    return state === undefined ? null : User.restore(state);
  }

  override async hasEmail(tenant: TenantContext, email: EmailAddress): Promise<boolean> {
    return [...this.transaction.shelf(tenant, userShelf).values()].some((user) => user.email === email);
  }

  override async save(tenant: TenantContext, user: User): Promise<User> {
    const stored = { ...user.state, version: user.state.version + 1 };
    this.shelfHolding(tenant, user).set(stored.id, stored);
    this.transaction.announce(tenant, user.state.id, user.events);
    return User.restore(stored);
  }

  override async remove(tenant: TenantContext, user: User): Promise<void> {
    this.shelfHolding(tenant, user).delete(user.state.id);
    const sessions = this.transaction.shelf(tenant, sessionShelf);
    for (const { id, userId } of sessions.values()) if (userId === user.state.id) sessions.delete(id);
    this.transaction.announce(tenant, user.state.id, user.events);
  }

  /** The shelf, as long as the user lies there in the version that was seen. @throws OutdatedVersion */
  private shelfHolding(tenant: TenantContext, { state }: User): Map<string, UserState> {
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const shelf = this.transaction.shelf(tenant, userShelf);
    if (shelf.get(state.id)?.version !== state.version) throw new OutdatedVersion();
    return shelf;
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
    this.transaction.announce(tenant, state.id, events);
    return Session.restore(stored);
  }

  override async activeOf(tenant: TenantContext, user: PrincipalId, now: Date): Promise<readonly Session[]> {
    return [...this.transaction.shelf(tenant, sessionShelf).values()]
      .filter(({ userId }) => userId === user)
      .map(Session.restore)
      .filter((session) => session.isActive(now));
  }

  override async sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number> {
    return sweepOldest(this.transaction.shelf(tenant, sessionShelf), ({ expiresAt }) => expiresAt, expiredBefore, most);
  }
}

class InMemoryInvitations extends Invitations {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, id: InvitationId): Promise<Invitation | null> {
    const state = this.transaction.shelf(tenant, invitationShelf).get(id);
    return state === undefined ? null : Invitation.restore(state);
  }

  override async pendingOf(tenant: TenantContext, email: EmailAddress): Promise<Invitation | null> {
    const states = [...this.transaction.shelf(tenant, invitationShelf).values()];
    const pending = states.find((state) => state.email === email && state.status === 'pending');
    return pending === undefined ? null : Invitation.restore(pending);
  }

  override async save(tenant: TenantContext, { state, events }: Invitation): Promise<Invitation> {
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const shelf = this.transaction.shelf(tenant, invitationShelf);
    if ((shelf.get(state.id)?.version ?? 0) !== state.version) throw new OutdatedVersion();
    const other = state.status === 'pending' ? await this.pendingOf(tenant, state.email) : null;
    if (other !== null && other.state.id !== state.id) throw new InvitationPending();
    const stored = { ...state, version: state.version + 1 };
    shelf.set(state.id, stored);
    this.transaction.announce(tenant, state.id, events);
    return Invitation.restore(stored);
  }

  override async sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number> {
    return sweepOldest(this.transaction.shelf(tenant, invitationShelf), ({ expiresAt }) => expiresAt, expiredBefore, most);
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

  override async member(tenant: TenantContext, id: PrincipalId): Promise<Member | null> {
    const user = this.store.shelf(tenant, userShelf).get(id);
    return user === undefined ? null : memberOf(user);
  }

  override async list(tenant: TenantContext, query: MemberQuery): Promise<Page<Member>> {
    const { sort, status } = query;
    const by = sort.replace('-', '') as 'createdAt' | 'name' | 'email';
    const key = (member: Member) => (by === 'createdAt' ? member.createdAt.toISOString() : member[by]);
    const asked = [...this.store.shelf(tenant, userShelf).values()].map(memberOf).filter((it) => status === undefined || it.status === status);
    return pageOf(asked, key, sort.startsWith('-'), query);
  }

  override async passwordHashOf(tenant: TenantContext, id: PrincipalId): Promise<string | null> {
    return this.store.shelf(tenant, userShelf).get(id)?.passwordHash ?? null;
  }
}

export class InMemoryInvitationRegister extends InvitationRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, id: InvitationId): Promise<InvitationState | null> {
    return this.store.shelf(tenant, invitationShelf).get(id) ?? null;
  }

  override async list(tenant: TenantContext, query: InvitationQuery): Promise<Page<InvitationState>> {
    const { sort, status } = query;
    const asked = [...this.store.shelf(tenant, invitationShelf).values()].filter((it) => status === undefined || it.status === status);
    return pageOf(asked, ({ createdAt }) => createdAt.toISOString(), sort.startsWith('-'), query);
  }
}

export class InMemorySessionRegister extends SessionRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async expiryOf(tenant: TenantContext, id: SessionId): Promise<Date | null> {
    const state = this.store.shelf(tenant, sessionShelf).get(id);
    return state === undefined || state.endedAt !== null ? null : state.expiresAt;
  }

  override async activeOf(tenant: TenantContext, user: PrincipalId, now: Date, page: PageRequest): Promise<Page<SessionCard>> {
    const active = [...this.store.shelf(tenant, sessionShelf).values()].filter((state) => state.userId === user && Session.restore(state).isActive(now));
    const cards = active.map(({ id, device, startedAt, rotatedAt: lastUsedAt, expiresAt }) => ({ id, device, startedAt, lastUsedAt, expiresAt }));
    return pageOf(cards, ({ startedAt }) => startedAt.getTime(), true, page);
  }
}

export class InMemoryKnownMembers extends KnownMembers {
  constructor(private readonly store: InMemoryStore | InMemoryTransaction) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const shelf = this.store.shelf(tenant, userShelf);
    return [...new Set(ids)].filter((id) => shelf.has(id));
  }

  override within(transaction: OpenTransaction): InMemoryKnownMembers {
    return new InMemoryKnownMembers(joined(transaction));
  }
}
