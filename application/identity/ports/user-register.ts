import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { UserState } from '../../../domain/identity/user.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { PersonCard } from '../published.js';

/** A tenant's users, to be read: each question costs one round trip. */
export abstract class UserRegister {
  /** With the password's hash, for whoever signs in. @returns null when the tenant has nobody of this address. */
  abstract byEmail(tenant: TenantContext, email: EmailAddress): Promise<UserState | null>;

  /** What may be shown of a user. @returns null when the tenant has nobody of this id. */
  abstract byId(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null>;
}
