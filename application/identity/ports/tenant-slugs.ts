import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';

/** Which tenant somebody means who signs in. */
export abstract class TenantSlugs {
  /** @returns null when no tenant has this slug, or the one that has it is closed. */
  abstract tenantOf(system: SystemContext, slug: string): Promise<TenantId | null>;
}
