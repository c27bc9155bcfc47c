import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

export type SuspendTenantCommand = { readonly slug: string; readonly reason: string | null };

/** Suspends a tenant: its people can sign in, see that it is suspended, and do nothing else. */
export class SuspendTenant {
  static readonly needs = operator;

  constructor(
    private readonly registry: TenantRegistry,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { slug, reason }: SuspendTenantCommand): Promise<TenantRecord> {
    const tenant = await this.registry.get(system, slug);
    return recordOf(await this.registry.save(system, tenant.suspend(reason, this.clock.now())));
  }
}
