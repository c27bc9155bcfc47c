import { InvoiceDraft } from './invoice-draft.js';
import { InvoiceAlreadyIssued, InvoiceIsVoid, InvoiceNotIssued } from './invoicing-refusals.js';
import { IssuedInvoice } from './issued-invoice.js';
import type { VoidedInvoice } from './voided-invoice.js';

/** What a tenant asks a customer to pay, in any of its states. Each is a type, which has what can be done in it and nothing else. */
export type Invoice = InvoiceDraft | IssuedInvoice | VoidedInvoice;

export const invoiceStatuses = ['draft', 'issued', 'paid', 'void'] as const satisfies readonly Invoice['status'][];
export type InvoiceStatus = Invoice['status'];

/** @throws InvoiceAlreadyIssued */
export function asDraft(invoice: Invoice): InvoiceDraft {
  if (!(invoice instanceof InvoiceDraft)) throw new InvoiceAlreadyIssued();
  return invoice;
}

/** @throws InvoiceNotIssued, InvoiceIsVoid */
export function asIssued(invoice: Invoice): IssuedInvoice {
  if (invoice instanceof IssuedInvoice) return invoice;
  throw invoice instanceof InvoiceDraft ? new InvoiceNotIssued() : new InvoiceIsVoid();
}
