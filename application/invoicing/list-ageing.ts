import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ageing, AgeingQuery, Owed } from './ports/ageing.js';

/** Lists who owes the tenant what now, and since when it is late. */
export class ListAgeing {
  static readonly needs = 'invoicing:invoices:read';

  constructor(
    private readonly ageing: Ageing,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, query: AgeingQuery): Promise<Page<Owed>> {
    return this.ageing.list(tenant, query, this.clock.now());
  }
}
