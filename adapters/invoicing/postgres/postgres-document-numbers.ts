import { sql } from 'slonik';
import { z } from 'zod';
import { DocumentNumbers } from '../../../application/invoicing/ports/document-numbers.js';
import type { Series } from '../../../domain/invoicing/document-number.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresDocumentNumbers extends DocumentNumbers {
  constructor(private readonly db: Queries) {
    super();
  }

  /** The row's lock lasts until the work that took the number is kept or undone, and the number with it. */
  override async next(tenant: TenantContext, series: Series, year: number, count = 1): Promise<number> {
    const { last_number: last } = await this.db.one(tenant, named('invoicing.next-document-number', sql.type(numberRow)`
      insert into invoicing.numbering as taken (tenant_id, series, year, last_number)
      values (${tenant.tenantId}, ${series}, ${year}, ${count})
      on conflict (tenant_id, series, year) do update set last_number = taken.last_number + ${count}
      returning last_number
    `));
    return last - count + 1;
  }
}

const numberRow = z.object({ last_number: z.number() });
