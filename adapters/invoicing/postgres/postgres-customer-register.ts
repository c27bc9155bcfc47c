import { sql } from 'slonik';
import { z } from 'zod';
import { type CustomerQuery, CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresCustomerRegister extends CustomerRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, customerId: CustomerId): Promise<CustomerState> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-customer', sql.type(customerRow)`
      select id, name, reference, created_at, version
      from invoicing.customer
      where tenant_id = ${tenant.tenantId} and id = ${customerId}
    `));
    if (row === null) throw new CustomerNotFound();
    return customerOf(tenant, row);
  }

  override async list(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>> {
    const byName = query.sort.endsWith('name');
    const descending = query.sort.startsWith('-');
    const key = byName ? sql.fragment`name` : sql.fragment`created_at`;
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('invoicing.list-customers', sql.type(customerRow)`
      select id, name, reference, created_at, version
      from invoicing.customer
      where tenant_id = ${tenant.tenantId}
        and ${after(query.after, key, byName ? sql.fragment`text` : sql.fragment`timestamptz`, descending)}
      order by ${key} ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => customerOf(tenant, row), ({ id, name, created_at }) => ({ id, key: byName ? name : created_at.toISOString() }));
  }
}

const customerRow = z.object({ id: z.string(), name: z.string(), reference: z.string().nullable(), created_at: z.date(), version: z.number() });

const customerOf = ({ tenantId }: TenantContext, { id, created_at: createdAt, ...row }: z.infer<typeof customerRow>): CustomerState => ({
  ...row,
  id: id as CustomerId,
  tenantId,
  createdAt,
});
