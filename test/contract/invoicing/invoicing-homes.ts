import { InMemoryCustomerRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { PostgresCustomerRegister } from '../../../adapters/invoicing/postgres/postgres-customer-register.js';
import { PostgresInvoiceRegister } from '../../../adapters/invoicing/postgres/postgres-invoice-register.js';
import { postgresInvoicingWork } from '../../../adapters/invoicing/postgres/postgres-invoicing-work.js';
import type { CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import type { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import type { Customer } from '../../../domain/invoicing/customer.js';
import type { Invoice, InvoiceState } from '../../../domain/invoicing/invoice.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aCustomer, aDraft } from '../../support/invoicing/invoices.js';
import type { Home, Homes } from '../homes.js';

export type Invoicing = { readonly work: InvoicingWork; readonly customers: CustomerRegister; readonly invoices: InvoiceRegister };

/** Invoicing in each home. */
export const invoicingHomes: Homes<Invoicing> = {
  memory: (store) => ({
    work: inMemoryInvoicingWork(store),
    customers: new InMemoryCustomerRegister(store),
    invoices: new InMemoryInvoiceRegister(store),
  }),
  postgres: (database) => ({
    work: postgresInvoicingWork(database),
    customers: new PostgresCustomerRegister(database),
    invoices: new PostgresInvoiceRegister(database),
  }),
};

export type OpenInvoicing = () => Promise<Home<Invoicing>>;

/** A customer whom the tenant has. */
export async function aStoredCustomer(work: InvoicingWork, tenant: TenantContext, given?: Parameters<typeof aCustomer>[1]): Promise<Customer> {
  return work.run(tenant, ({ customers }) => customers.add(tenant, aCustomer(tenant, given)));
}

/** A draft that the tenant has, for a customer of its own when none is named. */
export async function aStoredDraft(work: InvoicingWork, tenant: TenantContext, given: Partial<InvoiceState> = {}): Promise<Invoice> {
  const customerId = given.customerId ?? (await aStoredCustomer(work, tenant)).state.id;
  return work.run(tenant, ({ invoices }) => invoices.save(tenant, aDraft(tenant, { ...given, customerId })));
}
