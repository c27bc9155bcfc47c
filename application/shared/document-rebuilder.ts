import type { TenantContext } from '../../domain/shared/tenant-context.js';

/** Makes anew what a context keeps in the read store. */
export abstract class DocumentRebuilder {
  /** Of one tenant, from what is decided. What has a later version stays. @returns how many documents were written @throws Unavailable */
  abstract rebuild(tenant: TenantContext): Promise<number>;
}
