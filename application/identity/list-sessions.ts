import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { Clock } from '../shared/ports/clock.js';
import type { SessionCard, SessionRegister } from './ports/session-register.js';

export type OwnSession = SessionCard & {
  /** Whether the caller is in it. */
  readonly current: boolean;
};

/** Where the caller is signed in, newest first. */
export class ListSessions {
  static readonly needs = signedIn;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly sessions: SessionRegister,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, page: PageRequest): Promise<Page<OwnSession>> {
    const { principal } = tenant;
    if (principal.kind !== 'user') return { items: [], next: null };
    const { items, next } = await this.sessions.activeOf(tenant, principal.id, this.clock.now(), page);
    return { items: items.map((session) => ({ ...session, current: session.id === principal.sessionId })), next };
  }
}
