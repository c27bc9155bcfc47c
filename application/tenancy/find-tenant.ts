import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

export type FindTenantCommand = { readonly slug: string };

/** Shows one tenant to an operator. */
export class FindTenant {
  static readonly needs = operator;

  constructor(private readonly registry: TenantRegistry) {}

  async execute(system: SystemContext, { slug }: FindTenantCommand): Promise<TenantRecord> {
    return recordOf(await this.registry.get(system, slug));
  }
}
