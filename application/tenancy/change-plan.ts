import type { SystemContext } from '../../domain/shared/system-context.js';
import type { Plan } from '../../domain/tenancy/plan.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

export type ChangePlanCommand = { readonly slug: string; readonly plan: Plan };

/** Changes the plan of a tenant, to a smaller one as well: what it has stays, and more is refused. */
export class ChangePlan {
  static readonly needs = operator;

  constructor(
    private readonly registry: TenantRegistry,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { slug, plan }: ChangePlanCommand): Promise<TenantRecord> {
    const tenant = await this.registry.get(system, slug);
    const changed = tenant.changePlan(plan, this.clock.now());
    return recordOf(changed === tenant ? tenant : await this.registry.save(system, changed));
  }
}
