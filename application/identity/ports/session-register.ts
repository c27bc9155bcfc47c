import type { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's sessions, to be read: one round trip. */
export abstract class SessionRegister {
  /** Whether the session is neither ended nor expired. */
  abstract isActive(tenant: TenantContext, id: SessionId, now: Date): Promise<boolean>;
}
