import type { DomainEvent } from '../shared/domain-event.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { Plan } from './plan.js';
import type { Slug } from './slug.js';

export type TenantState = {
  readonly id: TenantId;
  readonly slug: Slug;
  readonly name: string;
  readonly plan: Plan;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type TenantFounded = DomainEvent & { readonly type: 'tenancy.tenant-founded'; readonly slug: Slug; readonly plan: Plan };

/** A customer of the platform: whom everything else belongs to. */
export class Tenant {
  private constructor(
    readonly state: TenantState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly TenantFounded[],
  ) {}

  static found(given: Omit<TenantState, 'version'>): Tenant {
    const { id: tenantId, slug, plan, createdAt: occurredAt } = given;
    return new Tenant({ ...given, version: 0 }, [{ type: 'tenancy.tenant-founded', tenantId, slug, plan, occurredAt }]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: TenantState): Tenant {
    return new Tenant(state, []);
  }
}
