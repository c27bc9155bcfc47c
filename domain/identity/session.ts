import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, SessionId, TenantId } from '../shared/tenant-context.js';
import { RefreshRefused } from './identity-refusals.js';

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

export type SessionState = {
  readonly id: SessionId;
  readonly tenantId: TenantId;
  readonly userId: PrincipalId;
  /** Of the one refresh token that is good now. */
  readonly refreshHash: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type SessionEvent = DomainEvent & {
  readonly type: 'identity.session-started' | 'identity.session-ended';
  readonly sessionId: SessionId;
  readonly userId: PrincipalId;
};

/** From a sign-in to a sign-out, at most thirty days. */
export class Session {
  private constructor(
    readonly state: SessionState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly SessionEvent[],
  ) {}

  static start(given: Pick<SessionState, 'id' | 'tenantId' | 'userId' | 'refreshHash'>, at: Date): Session {
    const state = { ...given, startedAt: at, expiresAt: new Date(at.getTime() + LIFETIME_MS), endedAt: null, version: 0 };
    return new Session(state, []).happened('identity.session-started', at);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: SessionState): Session {
    return new Session(state, []);
  }

  isActive(now: Date): boolean {
    return this.state.endedAt === null && now < this.state.expiresAt;
  }

  /** The token shown is used up; the next one is good from now on. @throws RefreshRefused */
  refresh(shownHash: string, nextHash: string, at: Date): Session {
    if (!this.isActive(at) || shownHash !== this.state.refreshHash) throw new RefreshRefused();
    return new Session({ ...this.state, refreshHash: nextHash }, this.events);
  }

  /** To end what has ended changes nothing. */
  end(at: Date): Session {
    if (this.state.endedAt !== null) return this;
    return new Session({ ...this.state, endedAt: at }, this.events).happened('identity.session-ended', at);
  }

  private happened(type: SessionEvent['type'], occurredAt: Date): Session {
    const { id: sessionId, tenantId, userId } = this.state;
    return new Session(this.state, [...this.events, { type, tenantId, sessionId, userId, occurredAt }]);
  }
}
