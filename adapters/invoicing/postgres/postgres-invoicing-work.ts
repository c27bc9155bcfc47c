import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresCustomers } from './postgres-customers.js';
import { PostgresInvoiceNumbers } from './postgres-invoice-numbers.js';
import { PostgresInvoices } from './postgres-invoices.js';

/** Invoicing's unit of work: one transaction for all of its stores. */
export const postgresInvoicingWork = (database: TenantDatabase): PostgresUnitOfWork<InvoicingScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    customers: new PostgresCustomers(transaction),
    invoices: new PostgresInvoices(transaction),
    numbers: new PostgresInvoiceNumbers(transaction),
  }));
