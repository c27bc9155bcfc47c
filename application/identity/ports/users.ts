import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { User } from '../../../domain/identity/user.js';

/** A tenant's users, to be changed. */
export abstract class Users {
  /** Stores a new user and its events as one. @returns it as stored. @throws EmailTaken */
  abstract add(tenant: TenantContext, user: User): Promise<User>;
}
