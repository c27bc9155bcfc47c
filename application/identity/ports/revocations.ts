import type { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Tells whoever remembers a session that it is over. */
export abstract class Revocations {
  abstract sessionEnded(tenant: TenantContext, id: SessionId): void;
}
