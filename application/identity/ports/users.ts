import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { User } from '../../../domain/identity/user.js';

/** A tenant's users, to be changed. */
export abstract class Users {
  /** Stores a new user and its events as one. @returns it as stored. @throws EmailTaken */
  abstract add(tenant: TenantContext, user: User): Promise<User>;

  /**
   * Others who get it wait until this work is over, so that nobody signs in who is being deactivated.
   * @returns null when the tenant has nobody of this id.
   */
  abstract get(tenant: TenantContext, id: PrincipalId): Promise<User | null>;

  /** Whether the tenant has a user of this address, active or not. */
  abstract hasEmail(tenant: TenantContext, email: EmailAddress): Promise<boolean>;

  /**
   * Stores a user who was stored before, and its events, as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, or is another tenant's.
   */
  abstract save(tenant: TenantContext, user: User): Promise<User>;

  /**
   * Forgets the user and all of their sessions, and stores the user's events.
   * @throws OutdatedVersion when it moved meanwhile, or is another tenant's.
   */
  abstract remove(tenant: TenantContext, user: User): Promise<void>;
}
