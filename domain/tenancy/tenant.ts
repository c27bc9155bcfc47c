import type { DomainEvent } from '../shared/domain-event.js';
import { standings, type TenantId } from '../shared/tenant-context.js';
import type { Plan } from './plan.js';
import type { Slug } from './slug.js';
import { ClosureNotDue, TenantAlreadySuspended, TenantClosed, TenantNotActive, TenantNotClosing, TenantNotSuspended } from './tenancy-refusals.js';

/** How a tenant stands with the platform. Closed is for good. */
export const tenantStatuses = [...standings, 'closed'] as const;
export type TenantStatus = (typeof tenantStatuses)[number];

/** Why an operator has suspended a tenant, where one gave a reason, and since when. */
export type Suspension = { readonly reason: string | null; readonly since: Date };

export type TenantState = {
  readonly id: TenantId;
  readonly slug: Slug;
  readonly name: string;
  readonly plan: Plan;
  readonly suspension: Suspension | null;
  /** From when on it may be closed, since its owner has asked for it. A suspension leaves this as it is. */
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** What can happen to a tenant. */
export type TenantEvent = DomainEvent &
  (
    | { readonly type: 'tenancy.tenant-founded'; readonly slug: Slug; readonly plan: Plan }
    | { readonly type: 'tenancy.tenant-renamed'; readonly name: string }
    | { readonly type: 'tenancy.plan-changed'; readonly from: Plan; readonly to: Plan }
    | { readonly type: 'tenancy.tenant-suspended'; readonly reason: string | null }
    | { readonly type: 'tenancy.tenant-resumed' }
    | { readonly type: 'tenancy.closure-requested'; readonly closesAt: Date }
    | { readonly type: 'tenancy.tenant-reopened' }
    | { readonly type: 'tenancy.tenant-closed' }
  );

/** How long an owner can think better of it. */
const CLOSES_AFTER_MS = 30 * 24 * 60 * 60 * 1_000;

/** Follows from what has happened, and is not decided twice: a tenant that is resumed is closing again if it was. */
export const statusOf = ({ closedAt, suspension, closesAt }: Pick<TenantState, 'closedAt' | 'suspension' | 'closesAt'>): TenantStatus =>
  closedAt !== null ? 'closed' : suspension !== null ? 'suspended' : closesAt !== null ? 'closing' : 'active';

/** A customer of the platform: whom everything else belongs to. */
export class Tenant {
  private constructor(
    readonly state: TenantState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly TenantEvent[],
  ) {}

  static found(given: Pick<TenantState, 'id' | 'slug' | 'name' | 'plan' | 'createdAt'>): Tenant {
    const { id: tenantId, slug, plan, createdAt: occurredAt } = given;
    const state = { ...given, suspension: null, closesAt: null, closedAt: null, version: 0 };
    return new Tenant(state, [{ type: 'tenancy.tenant-founded', tenantId, slug, plan, occurredAt }]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: TenantState): Tenant {
    return new Tenant(state, []);
  }

  get status(): TenantStatus {
    return statusOf(this.state);
  }

  /** To give it the name that it has changes nothing. @throws TenantClosed */
  rename(name: string, at: Date): Tenant {
    this.assertNotClosed();
    return name === this.state.name ? this : this.become({ name }, { type: 'tenancy.tenant-renamed', name, ...this.when(at) });
  }

  /**
   * To a smaller plan as well: what it has beyond the new limits stays, and nothing is added to it. To give it the plan
   * that it has changes nothing. @throws TenantClosed
   */
  changePlan(plan: Plan, at: Date): Tenant {
    this.assertNotClosed();
    return plan === this.state.plan ? this : this.become({ plan }, { type: 'tenancy.plan-changed', from: this.state.plan, to: plan, ...this.when(at) });
  }

  /** @throws TenantAlreadySuspended, TenantClosed */
  suspend(reason: string | null, at: Date): Tenant {
    this.assertNotClosed();
    if (this.status === 'suspended') throw new TenantAlreadySuspended();
    return this.become({ suspension: { reason, since: at } }, { type: 'tenancy.tenant-suspended', reason, ...this.when(at) });
  }

  /** It is as it was before: closing, if its owner had asked for that. @throws TenantNotSuspended, TenantClosed */
  resume(at: Date): Tenant {
    this.assertNotClosed();
    if (this.status !== 'suspended') throw new TenantNotSuspended();
    return this.become({ suspension: null }, { type: 'tenancy.tenant-resumed', ...this.when(at) });
  }

  /** Its owner wants to leave, and can think better of it for thirty days. @throws TenantNotActive, TenantClosed */
  requestClosure(at: Date): Tenant {
    this.assertNotClosed();
    if (this.status !== 'active') throw new TenantNotActive();
    const closesAt = new Date(at.getTime() + CLOSES_AFTER_MS);
    return this.become({ closesAt }, { type: 'tenancy.closure-requested', closesAt, ...this.when(at) });
  }

  /** @throws TenantNotClosing, TenantClosed */
  reopen(at: Date): Tenant {
    this.assertClosing();
    return this.become({ closesAt: null }, { type: 'tenancy.tenant-reopened', ...this.when(at) });
  }

  /** For good, when its owner has asked for it and the time to think better of it is over. @throws TenantNotClosing, ClosureNotDue, TenantClosed */
  close(at: Date): Tenant {
    const closesAt = this.assertClosing();
    if (closesAt > at) throw new ClosureNotDue(`The tenant can be closed from ${closesAt.toISOString()} on: until then its owner can reopen it.`);
    return this.closeAtOnce(at);
  }

  /** For good, whether anybody has asked for it or not. @throws TenantClosed */
  closeAtOnce(at: Date): Tenant {
    this.assertNotClosed();
    return this.become({ closedAt: at }, { type: 'tenancy.tenant-closed', ...this.when(at) });
  }

  private assertNotClosed(): void {
    if (this.status === 'closed') throw new TenantClosed();
  }

  private assertClosing(): Date {
    this.assertNotClosed();
    const { closesAt } = this.state;
    if (this.status !== 'closing' || closesAt === null) throw new TenantNotClosing();
    return closesAt;
  }

  private when(occurredAt: Date): Pick<DomainEvent, 'tenantId' | 'occurredAt'> {
    return { tenantId: this.state.id, occurredAt };
  }

  private become(change: Partial<TenantState>, happened: TenantEvent): Tenant {
    return new Tenant({ ...this.state, ...change }, [...this.events, happened]);
  }
}
