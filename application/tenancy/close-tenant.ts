import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

export type CloseTenantCommand = { readonly slug: string; readonly atOnce: boolean };

/** Closes a tenant for good: nobody can sign in to it any more. */
export class CloseTenant {
  static readonly needs = operator;

  constructor(
    private readonly registry: TenantRegistry,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { slug, atOnce }: CloseTenantCommand): Promise<TenantRecord> {
    const now = this.clock.now();
    const tenant = await this.registry.get(system, slug);
    return recordOf(await this.registry.save(system, atOnce ? tenant.closeAtOnce(now) : tenant.close(now)));
  }
}
