import { type FragmentSqlToken, sql } from 'slonik';
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
import { customerOf, customerRow } from './customer-row.js';

export class PostgresCustomerRegister extends CustomerRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, customerId: CustomerId): Promise<CustomerState> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-customer', sql.type(customerRow)`
      select id, name, reference, email, archived_at, created_at, version
      from invoicing.customer
      where tenant_id = ${tenant.tenantId} and id = ${customerId}
    `));
    if (row === null) throw new CustomerNotFound();
    return customerOf(tenant, row);
  }

  override async list(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>> {
    const { archived, namePrefix } = query;
    const byName = query.sort.endsWith('name');
    const descending = query.sort.startsWith('-');
    const name = namePrefix === undefined ? sql.fragment`name` : sql.fragment`name_folded`;
    const key = byName ? name : sql.fragment`created_at`;
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('invoicing.list-customers', sql.type(listedRow)`
      select id, name, reference, email, archived_at, created_at, version, ${name} as key_name
      from invoicing.customer
      where tenant_id = ${tenant.tenantId} and archived = ${archived}
        and ${namePrefix === undefined ? sql.fragment`true` : beginningWith(namePrefix)}
        and ${after(query.after, key, byName ? sql.fragment`text` : sql.fragment`timestamptz`, descending)}
      order by ${key} ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => customerOf(tenant, row), ({ id, key_name, created_at }) => ({ id, key: byName ? key_name : created_at.toISOString() }));
  }
}

const listedRow = customerRow.extend({ key_name: z.string() });

/**
 * From the prefix up to the last name that begins with it. The column is folded already: of a function of the column,
 * row-level security would let no index know.
 */
const beginningWith = (prefix: string): FragmentSqlToken => sql.fragment`
  name_folded >= lower(${prefix}::text collate "pg_c_utf8") collate "C"
  and name_folded <= (lower(${prefix}::text collate "pg_c_utf8") || ${LAST_OF_NAMES}::text) collate "C"
`;

/** As many of the last code point as a name can have. */
const LAST_OF_NAMES = '\u{10ffff}'.repeat(200);
