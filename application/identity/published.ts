import { InvitationId } from '../../domain/identity/invitation-id.js';
import type { EmailAddress } from '../../domain/shared/email-address.js';
import { PrincipalId, SessionId, type TenantContext } from '../../domain/shared/tenant-context.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { idOf } from '../shared/json-members.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

export const sessionEnded = publishedEvent('identity.session-ended', { sessionId: idOf(SessionId) });

export type PersonCard = { readonly id: PrincipalId; readonly name: string; readonly email: string };

/** What other contexts may ask of identity. */
export abstract class PersonDirectory {
  /** @returns null when the tenant has nobody of this id. */
  abstract find(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null>;
}

export type NewPerson = { readonly name: string; readonly email: EmailAddress; readonly password: string };
export type PreparedPerson = { readonly name: string; readonly email: EmailAddress; readonly passwordHash: string };

/** Registers a person as a part of what another context does. */
export abstract class Registration {
  /** The slow part, to be done before a transaction is open. */
  abstract prepare(person: NewPerson): Promise<PreparedPerson>;

  /** The person becomes a user of the tenant with this role, if the transaction is kept. @throws EmailTaken, PlanLimitReached */
  abstract register(
    tenant: TenantContext,
    person: PreparedPerson,
    role: BuiltInRole,
    transaction: OpenTransaction,
  ): Promise<PrincipalId>;
}

const member = { userId: idOf(PrincipalId) };
const invitation = { invitationId: idOf(InvitationId) };
const ofMembers = 'identity:members:read';
const ofInvitations = 'identity:invitations:manage';

/** Others forget what they keep of somebody alone. */
export const userRemoved = publishedEvent('identity.user-removed', member, { needs: ofMembers, means: 'Somebody is a member no longer' });

/** What a tenant's people may see of what happens to its members. Sessions and passwords are their owner's own. */
export const identityEvents: readonly PublicEvent[] = [
  publishedEvent('identity.user-registered', member, { needs: ofMembers, means: 'Somebody became a member' }),
  publishedEvent('identity.user-renamed', member, { needs: ofMembers, means: 'A member has another name' }),
  publishedEvent('identity.user-deactivated', member, { needs: ofMembers, means: 'A member can sign in no longer' }),
  publishedEvent('identity.user-reactivated', member, { needs: ofMembers, means: 'A member can sign in again' }),
  userRemoved,
  publishedEvent('identity.user-invited', invitation, { needs: ofInvitations, means: 'Somebody was invited' }),
  publishedEvent('identity.invitation-accepted', invitation, { needs: ofInvitations, means: 'An invitation was accepted' }),
  publishedEvent('identity.invitation-revoked', invitation, { needs: ofInvitations, means: 'An invitation was revoked' }),
];
