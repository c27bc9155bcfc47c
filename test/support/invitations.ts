import { v7 } from 'uuid';
import { Invitation, type InvitationState } from '../../domain/identity/invitation.js';
import { InvitationId } from '../../domain/identity/invitation-id.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { userOf } from './tenants.js';
import { noon } from './users.js';

/** An invitation by whoever acts, which is not stored yet. */
export const anInvitation = (tenant: TenantContext, given: Partial<Pick<InvitationState, 'email' | 'role' | 'secretHash'>> = {}, at = noon): Invitation =>
  Invitation.invite(
    {
      id: InvitationId.from(v7()),
      tenantId: tenant.tenantId,
      email: EmailAddress.from('grace@acme.example'),
      role: 'member',
      invitedBy: userOf(tenant).id,
      secretHash: 'hash of a secret',
      ...given,
    },
    at,
  );
