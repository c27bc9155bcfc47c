import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';
import type { EmailAddress } from '../shared/email-address.js';

export type UserState = {
  readonly id: PrincipalId;
  readonly tenantId: TenantId;
  readonly email: EmailAddress;
  readonly name: string;
  readonly passwordHash: string;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type UserRegistered = DomainEvent & { readonly type: 'identity.user-registered'; readonly userId: PrincipalId };

/** A person of one tenant. Somebody in two tenants is two users. */
export class User {
  private constructor(
    readonly state: UserState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly UserRegistered[],
  ) {}

  static register(given: Omit<UserState, 'version'>): User {
    const { id: userId, tenantId, createdAt: occurredAt } = given;
    return new User({ ...given, version: 0 }, [{ type: 'identity.user-registered', tenantId, userId, occurredAt }]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: UserState): User {
    return new User(state, []);
  }
}
