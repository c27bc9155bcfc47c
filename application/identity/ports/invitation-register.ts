import type { InvitationState, InvitationStatus } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

/** What invitations can be listed by; a minus turns it round. Ties are broken by id. */
export const invitationSorts = ['-createdAt', 'createdAt'] as const;
export type InvitationSort = (typeof invitationSorts)[number];

export type InvitationQuery = PageRequest & { readonly sort: InvitationSort; readonly status?: InvitationStatus };

/** A tenant's invitations, to be read: each question costs one round trip. */
export abstract class InvitationRegister {
  /** @returns null when the tenant has no such invitation. */
  abstract find(tenant: TenantContext, id: InvitationId): Promise<InvitationState | null>;

  abstract list(tenant: TenantContext, query: InvitationQuery): Promise<Page<InvitationState>>;
}
