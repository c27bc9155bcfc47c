import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, SessionId, TenantId } from '../shared/tenant-context.js';

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** For so long after a refresh its token is answered once more: the first answer may have been lost on its way. */
const GRACE_MS = 30_000;

export type SessionState = {
  readonly id: SessionId;
  readonly tenantId: TenantId;
  readonly userId: PrincipalId;
  /** As the person calls what they signed in with. */
  readonly device: string | null;
  /** Random: what the session's refresh secrets are derived from. */
  readonly seed: string;
  /** How many times it has been refreshed; says which refresh token is good now. */
  readonly generation: number;
  /** When it was refreshed last, or started. */
  readonly rotatedAt: Date;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type SessionEvent = DomainEvent & {
  readonly type: 'identity.session-started' | 'identity.refresh-reused' | 'identity.session-ended';
  readonly sessionId: SessionId;
  readonly userId: PrincipalId;
};

/** What becomes of a genuine refresh token that is shown. */
export type RefreshOutcome =
  /** It was good, and is used up. */
  | { readonly kind: 'continued'; readonly session: Session }
  /** It was used up just now: its successor is given again, and nothing changes. */
  | { readonly kind: 'repeated'; readonly session: Session }
  /** It was used up long ago, so two have it, and nobody can tell which of them stole it: the session ends. */
  | { readonly kind: 'reused'; readonly session: Session }
  | { readonly kind: 'over' };

/** From a sign-in to a sign-out, at most thirty days. */
export class Session {
  private constructor(
    readonly state: SessionState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly SessionEvent[],
  ) {}

  static start(given: Pick<SessionState, 'id' | 'tenantId' | 'userId' | 'device' | 'seed'>, at: Date): Session {
    const expiresAt = new Date(at.getTime() + LIFETIME_MS);
    const state = { ...given, generation: 0, rotatedAt: at, startedAt: at, expiresAt, endedAt: null, version: 0 };
    return new Session(state, []).happened('identity.session-started', at);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: SessionState): Session {
    return new Session(state, []);
  }

  isActive(now: Date): boolean {
    return this.state.endedAt === null && now < this.state.expiresAt;
  }

  /** What becomes of the token of this generation, of which somebody has seen to it that it is genuine. */
  refresh(shown: number, at: Date): RefreshOutcome {
    const { generation, rotatedAt } = this.state;
    // a generation that is yet to come was given out before a backup of the database was restored
    if (!this.isActive(at) || shown > generation) return { kind: 'over' };
    if (shown === generation) return { kind: 'continued', session: new Session({ ...this.state, generation: generation + 1, rotatedAt: at }, this.events) };
    const isOfJustNow = shown === generation - 1 && at.getTime() - rotatedAt.getTime() <= GRACE_MS;
    return isOfJustNow ? { kind: 'repeated', session: this } : { kind: 'reused', session: this.happened('identity.refresh-reused', at).end(at) };
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
