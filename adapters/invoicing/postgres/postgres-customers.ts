import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Customer } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { customerOf, customerRow } from './customer-row.js';

export class PostgresCustomers extends Customers {
  constructor(private readonly db: Queries) {
    super();
  }

  /** The row's lock lasts until the work that asked for it is kept or undone; it does not hold up new invoices. */
  override async get(tenant: TenantContext, customerId: CustomerId, version: number): Promise<Customer> {
    const row = await this.db.maybeOne(tenant, named('invoicing.get-customer', sql.type(customerRow)`
      select id, name, reference, email, archived_at, created_at, version
      from invoicing.customer
      where tenant_id = ${tenant.tenantId} and id = ${customerId}
      for no key update
    `));
    if (row === null) throw new CustomerNotFound();
    if (row.version !== version) throw new OutdatedVersion();
    return Customer.restore(customerOf(tenant, row));
  }

  override async save(tenant: TenantContext, customer: Customer): Promise<Customer> {
    if (customer.state.tenantId !== tenant.tenantId) throw new CustomerNotFound();
    await (customer.state.version === 0 ? this.insert(tenant, customer) : this.update(tenant, customer));
    return customer.stored();
  }

  private async insert(tenant: TenantContext, { state, events }: Customer): Promise<void> {
    const { id, name, reference, email, archivedAt, createdAt } = state;
    await this.db
      .execute(tenant, named('invoicing.insert-customer', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'invoicing.customer', id }, events)})
        insert into invoicing.customer (tenant_id, id, name, reference, email, archived_at, created_at, version)
        values (${tenant.tenantId}, ${id}, ${name}, ${reference}, ${email}, ${archivedAt?.toISOString() ?? null}, ${createdAt.toISOString()}, 1)
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError ? new OutdatedVersion() : error;
      });
  }

  private async update(tenant: TenantContext, { state, events }: Customer): Promise<void> {
    const { id, name, reference, email, archivedAt, version } = state;
    const updated = await this.db.execute(tenant, named('invoicing.update-customer', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.customer', id }, events)})
      update invoicing.customer
      set name = ${name}, reference = ${reference}, email = ${email}, archived_at = ${archivedAt?.toISOString() ?? null}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});
