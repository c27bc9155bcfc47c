import type { SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { type CachedKind, CacheKey, CacheTag } from '../shared/cache-key.js';
import { instant, readMembers, writtenMembers } from '../shared/json-members.js';
import type { Cache } from '../shared/ports/cache.js';
import type { Clock } from '../shared/ports/clock.js';
import type { SessionRegister } from './ports/session-register.js';

const members = { expiresAt: instant };

/** When a session expires, rather than whether it is active: so that it expires at its moment, however long that is remembered. */
const expiry: CachedKind<Date> = {
  name: 'identity.session-active',
  freshSeconds: 10,
  keptSeconds: 15,
  // each process remembers for a second who stands behind a token: a copy of its own would make two of that
  localSeconds: 0,
  absentSeconds: 15,
  read: (raw) => readMembers(members, raw, 'ignored').expiresAt,
  write: (expiresAt) => writtenMembers(members, { expiresAt }),
};

/** With what it is forgotten, wherever it is kept, that a session is active. */
export const sessionTags = (tenant: TenantContext, id: SessionId): readonly CacheTag[] => [CacheTag.of(tenant, `identity.session ${id}`)];

/** Which sessions are neither ended nor expired. */
export class ActiveSessions {
  constructor(
    private readonly register: SessionRegister,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  async has(tenant: TenantContext, id: SessionId): Promise<boolean> {
    const key = CacheKey.of(tenant, expiry, id, sessionTags(tenant, id));
    const expiresAt = await this.cache.get(tenant, key, () => this.register.expiryOf(tenant, id));
    return expiresAt !== null && this.clock.now() < expiresAt;
  }
}
