import { sql } from 'slonik';
import { z } from 'zod';
import { KnownCustomers } from '../../../application/invoicing/ports/known-customers.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { joined } from '../../shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresKnownCustomers extends KnownCustomers {
  constructor(private readonly db: Queries) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.db.any(tenant, named('invoicing.known-customers', sql.type(idRow)`
      select id from invoicing.customer where tenant_id = ${tenant.tenantId} and id = any(${sql.array([...ids], 'uuid')})
    `));
    return rows.map(({ id }) => id);
  }

  override within(transaction: OpenTransaction): PostgresKnownCustomers {
    return new PostgresKnownCustomers(joined(transaction));
  }
}

const idRow = z.object({ id: z.string() });
