import type { Standing, TenantContext } from '../../../domain/shared/tenant-context.js';

/** How a tenant stands with the platform at this moment. */
export abstract class Standings {
  /** Closed as well, when there is no such tenant. */
  abstract of(tenant: TenantContext): Promise<Standing | 'closed'>;
}
