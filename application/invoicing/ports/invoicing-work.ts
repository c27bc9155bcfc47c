import type { Invalidations } from '../../shared/ports/invalidations.js';
import type { Jobs } from '../../shared/ports/jobs.js';
import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { AgeingSummaries } from './ageing-summaries.js';
import type { Allowance } from './allowance.js';
import type { CreditNotes } from './credit-notes.js';
import type { Customers } from './customers.js';
import type { DocumentNumbers } from './document-numbers.js';
import type { Imports } from './imports.js';
import type { InvoicePdfs } from './invoice-pdfs.js';
import type { Invoices } from './invoices.js';
import type { Payments } from './payments.js';

export type InvoicingScope = {
  readonly customers: Customers;
  readonly invoices: Invoices;
  readonly payments: Payments;
  readonly creditNotes: CreditNotes;
  readonly numbers: DocumentNumbers;
  readonly allowance: Allowance;
  readonly imports: Imports;
  readonly pdfs: InvoicePdfs;
  readonly ageingSummaries: AgeingSummaries;
  readonly jobs: Jobs;
  readonly invalidations: Invalidations;
};

/** What invoicing keeps as one: its stores, the numbers that it gives, what it takes of the plan, the jobs that it asks for, and what is not true any more. */
export abstract class InvoicingWork extends UnitOfWork<InvoicingScope> {}
