import type { Allowance } from '../../../application/invoicing/ports/allowance.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { PostgresJobs } from '../../shared/postgres/postgres-jobs.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresAgeingSummaries } from './postgres-ageing-summaries.js';
import { PostgresCreditNotes } from './postgres-credit-notes.js';
import { PostgresCustomers } from './postgres-customers.js';
import { PostgresDocumentNumbers } from './postgres-document-numbers.js';
import { PostgresImports } from './postgres-imports.js';
import { PostgresInvoicePdfs } from './postgres-invoice-pdfs.js';
import { PostgresInvoices } from './postgres-invoices.js';
import { PostgresPayments } from './postgres-payments.js';

/** Invoicing's unit of work: one transaction for all of its stores, for what it takes of the plan, and for the jobs that it asks for. */
export const postgresInvoicingWork = (
  database: TenantDatabase,
  allowanceIn: (transaction: OpenTransaction) => Allowance,
  ids: Ids,
  invalidationsIn: InvalidationsIn,
): PostgresUnitOfWork<InvoicingScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    customers: new PostgresCustomers(transaction),
    invoices: new PostgresInvoices(transaction),
    payments: new PostgresPayments(transaction),
    creditNotes: new PostgresCreditNotes(transaction),
    numbers: new PostgresDocumentNumbers(transaction),
    allowance: allowanceIn(transaction),
    imports: new PostgresImports(transaction),
    pdfs: new PostgresInvoicePdfs(transaction),
    ageingSummaries: new PostgresAgeingSummaries(transaction),
    jobs: new PostgresJobs(transaction, ids),
    invalidations: invalidationsIn(transaction),
  }));
