import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';
import type { EmailAddress } from '../shared/email-address.js';

export const userStatuses = ['active', 'deactivated'] as const;
export type UserStatus = (typeof userStatuses)[number];

export type UserState = {
  readonly id: PrincipalId;
  readonly tenantId: TenantId;
  readonly email: EmailAddress;
  readonly name: string;
  readonly passwordHash: string;
  readonly status: UserStatus;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type UserEvent = DomainEvent & {
  readonly type: 'identity.user-registered' | 'identity.user-renamed' | 'identity.password-changed'
    | 'identity.user-deactivated' | 'identity.user-reactivated' | 'identity.user-removed';
  readonly userId: PrincipalId;
};

/** A person of one tenant. Somebody in two tenants is two users. */
export class User {
  private constructor(
    readonly state: UserState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly UserEvent[],
  ) {}

  static register(given: Omit<UserState, 'status' | 'version'>): User {
    return new User({ ...given, status: 'active', version: 0 }, []).happened('identity.user-registered', given.createdAt);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: UserState): User {
    return new User(state, []);
  }

  get isActive(): boolean {
    return this.state.status === 'active';
  }

  rename(name: string, at: Date): User {
    return name === this.state.name ? this : this.become({ name }, 'identity.user-renamed', at);
  }

  changePassword(passwordHash: string, at: Date): User {
    return this.become({ passwordHash }, 'identity.password-changed', at);
  }

  /** From now on the user can neither sign in nor do anything. To deactivate again changes nothing. */
  deactivate(at: Date): User {
    return this.isActive ? this.become({ status: 'deactivated' }, 'identity.user-deactivated', at) : this;
  }

  /** To reactivate whoever is active changes nothing. */
  reactivate(at: Date): User {
    return this.isActive ? this : this.become({ status: 'active' }, 'identity.user-reactivated', at);
  }

  /** For good: whoever stores this forgets the user, and the address is free again. */
  remove(at: Date): User {
    return this.become({ status: 'deactivated' }, 'identity.user-removed', at);
  }

  private become(change: Partial<UserState>, type: UserEvent['type'], at: Date): User {
    return new User({ ...this.state, ...change }, this.events).happened(type, at);
  }

  private happened(type: UserEvent['type'], occurredAt: Date): User {
    const { id: userId, tenantId } = this.state;
    return new User(this.state, [...this.events, { type, tenantId, userId, occurredAt }]);
  }
}
