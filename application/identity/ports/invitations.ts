import type { Invitation } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's invitations, to be changed. */
export abstract class Invitations {
  /** Others who get it wait until this work is over. @returns null when the tenant has no such invitation. */
  abstract get(tenant: TenantContext, id: InvitationId): Promise<Invitation | null>;

  /** The one that an address has and that is pending, expired or not; as `get` otherwise. @returns null when there is none. */
  abstract pendingOf(tenant: TenantContext, email: EmailAddress): Promise<Invitation | null>;

  /**
   * Stores the invitation and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, or is another tenant's; InvitationPending when another one of the
   * same address is pending.
   */
  abstract save(tenant: TenantContext, invitation: Invitation): Promise<Invitation>;

  /**
   * Forgets those that expired before then, or would have, whatever became of them; the oldest first, `most` at most, and
   * none that somebody is changing. @returns how many
   */
  abstract sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number>;
}
