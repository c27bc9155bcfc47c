import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Customers } from './customers.js';
import type { InvoiceNumbers } from './invoice-numbers.js';
import type { Invoices } from './invoices.js';

export type InvoicingScope = { readonly customers: Customers; readonly invoices: Invoices; readonly numbers: InvoiceNumbers };

/** What invoicing keeps as one: customers, invoices and the numbers they are given. */
export abstract class InvoicingWork extends UnitOfWork<InvoicingScope> {}
