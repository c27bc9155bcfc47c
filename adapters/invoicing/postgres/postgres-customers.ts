import { sql } from 'slonik';
import { z } from 'zod';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { Customer } from '../../../domain/invoicing/customer.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresCustomers extends Customers {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: Customer): Promise<Customer> {
    const { id, name, reference, createdAt } = state;
    const { version } = await this.db.one(tenant, named('invoicing.add-customer', sql.type(storedRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.customer', id }, events)})
      insert into invoicing.customer (tenant_id, id, name, reference, created_at, version)
      values (${tenant.tenantId}, ${id}, ${name}, ${reference}, ${createdAt.toISOString()}, 1)
      returning version
    `));
    return Customer.restore({ ...state, version });
  }
}

const storedRow = z.object({ version: z.number() });
