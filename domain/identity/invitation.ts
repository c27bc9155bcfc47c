import type { DomainEvent } from '../shared/domain-event.js';
import type { EmailAddress } from '../shared/email-address.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';
import { InvitationAccepted, InvitationVoid } from './identity-refusals.js';
import type { InvitationId } from './invitation-id.js';

/** For how many days an invitation is good, unless told. */
export const usualInvitationDays = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export const invitationStatuses = ['pending', 'accepted', 'revoked'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

export type InvitationState = {
  readonly id: InvitationId;
  readonly tenantId: TenantId;
  readonly email: EmailAddress;
  /** That whoever accepts it gets. */
  readonly role: string;
  readonly invitedBy: PrincipalId;
  readonly secretHash: string;
  readonly status: InvitationStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type InvitationEvent = DomainEvent & {
  readonly type: 'identity.user-invited' | 'identity.invitation-accepted' | 'identity.invitation-revoked';
  readonly invitationId: InvitationId;
};

/** To become a user of a tenant, within some days. */
export class Invitation {
  private constructor(
    readonly state: InvitationState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly InvitationEvent[],
  ) {}

  static invite(given: Omit<InvitationState, 'status' | 'createdAt' | 'expiresAt' | 'version'>, at: Date, days = usualInvitationDays): Invitation {
    const expiresAt = new Date(at.getTime() + days * DAY_MS);
    return new Invitation({ ...given, status: 'pending', createdAt: at, expiresAt, version: 0 }, []).happened('identity.user-invited', at);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: InvitationState): Invitation {
    return new Invitation(state, []);
  }

  /** Good once, for whoever shows its secret in time. @throws InvitationVoid */
  accept(shownHash: string, at: Date): Invitation {
    const { status, secretHash, expiresAt } = this.state;
    if (status !== 'pending' || shownHash !== secretHash || at >= expiresAt) throw new InvitationVoid();
    return this.become('accepted', 'identity.invitation-accepted', at);
  }

  /** To revoke what is revoked changes nothing. @throws InvitationAccepted */
  revoke(at: Date): Invitation {
    if (this.state.status === 'accepted') throw new InvitationAccepted();
    return this.state.status === 'revoked' ? this : this.become('revoked', 'identity.invitation-revoked', at);
  }

  private become(status: InvitationStatus, type: InvitationEvent['type'], at: Date): Invitation {
    return new Invitation({ ...this.state, status }, this.events).happened(type, at);
  }

  private happened(type: InvitationEvent['type'], occurredAt: Date): Invitation {
    const { id: invitationId, tenantId } = this.state;
    return new Invitation(this.state, [...this.events, { type, tenantId, invitationId, occurredAt }]);
  }
}
