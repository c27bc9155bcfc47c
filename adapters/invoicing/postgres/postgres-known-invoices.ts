import { sql } from 'slonik';
import { z } from 'zod';
import { KnownInvoices } from '../../../application/invoicing/ports/known-invoices.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { joined } from '../../shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresKnownInvoices extends KnownInvoices {
  constructor(private readonly db: Queries) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.db.any(tenant, named('invoicing.known-invoices', sql.type(idRow)`
      select id from invoicing.invoice where tenant_id = ${tenant.tenantId} and id = any(${sql.array([...ids], 'uuid')})
    `));
    return rows.map(({ id }) => id);
  }

  override within(transaction: OpenTransaction): PostgresKnownInvoices {
    return new PostgresKnownInvoices(joined(transaction));
  }
}

const idRow = z.object({ id: z.string() });
