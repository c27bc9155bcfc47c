import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

export type ResumeTenantCommand = { readonly slug: string };

/** Lifts a suspension: the tenant is as it was before. */
export class ResumeTenant {
  static readonly needs = operator;

  constructor(
    private readonly registry: TenantRegistry,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { slug }: ResumeTenantCommand): Promise<TenantRecord> {
    const tenant = await this.registry.get(system, slug);
    return recordOf(await this.registry.save(system, tenant.resume(this.clock.now())));
  }
}
