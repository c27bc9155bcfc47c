import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';
import { RolesUnfit } from './access-refusals.js';

/** The role that no tenant is ever without. */
export const OWNER = 'owner';

export type RoleHolderState = {
  readonly tenantId: TenantId;
  readonly principalId: PrincipalId;
  /** At least one, each once, in alphabetical order. */
  readonly roles: readonly string[];
  /** Who is not keeps the roles, and has no rights by them. */
  readonly active: boolean;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type RoleHolderEvent = DomainEvent & {
  readonly type: 'access.roles-assigned' | 'access.roles-changed' | 'access.roles-suspended' | 'access.roles-resumed' | 'access.roles-withdrawn';
  readonly principalId: PrincipalId;
  readonly roles: readonly string[];
};

/** A principal of a tenant, with the roles by which they have rights there. */
export class RoleHolder {
  private constructor(
    readonly state: RoleHolderState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly RoleHolderEvent[],
  ) {}

  /** @throws RolesUnfit */
  static assign({ roles, ...who }: Pick<RoleHolderState, 'tenantId' | 'principalId' | 'roles'>, at: Date): RoleHolder {
    return new RoleHolder({ ...who, roles: fitting(roles), active: true, version: 0 }, []).happened('access.roles-assigned', at);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: RoleHolderState): RoleHolder {
    return new RoleHolder(state, []);
  }

  get isActiveOwner(): boolean {
    return this.state.active && this.state.roles.includes(OWNER);
  }

  /** These roles take the place of those held before. To give what is held changes nothing. @throws RolesUnfit */
  change(roles: readonly string[], at: Date): RoleHolder {
    const fit = fitting(roles);
    return String(fit) === String(this.state.roles) ? this : this.become({ roles: fit }, 'access.roles-changed', at);
  }

  /** To suspend what is suspended changes nothing. */
  suspend(at: Date): RoleHolder {
    return this.state.active ? this.become({ active: false }, 'access.roles-suspended', at) : this;
  }

  /** To resume what is active changes nothing. */
  resume(at: Date): RoleHolder {
    return this.state.active ? this : this.become({ active: true }, 'access.roles-resumed', at);
  }

  /** For good: whoever stores this forgets the holder. */
  withdraw(at: Date): RoleHolder {
    return this.become({ active: false }, 'access.roles-withdrawn', at);
  }

  private become(change: Partial<RoleHolderState>, type: RoleHolderEvent['type'], at: Date): RoleHolder {
    return new RoleHolder({ ...this.state, ...change }, this.events).happened(type, at);
  }

  private happened(type: RoleHolderEvent['type'], occurredAt: Date): RoleHolder {
    const { tenantId, principalId, roles } = this.state;
    return new RoleHolder(this.state, [...this.events, { type, tenantId, principalId, roles, occurredAt }]);
  }
}

function fitting(roles: readonly string[]): readonly string[] {
  if (roles.length === 0 || new Set(roles).size < roles.length) throw new RolesUnfit();
  return roles.toSorted();
}
