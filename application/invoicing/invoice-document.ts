import type { CustomerState } from '../../domain/invoicing/customer.js';
import { InvoiceNotIssued } from '../../domain/invoicing/invoicing-refusals.js';
import type { InvoiceDetails } from './invoice-details.js';
import type { InvoiceDocument } from './ports/invoice-printer.js';

/** What stands on the paper of an invoice. @throws InvoiceNotIssued of a draft, which is nothing to be sent. */
export function documentOf(invoice: InvoiceDetails, customer: Pick<CustomerState, 'name' | 'email' | 'reference'>, seller: string): InvoiceDocument {
  const { number, issuedAt, dueAt, voidedAt, net, total, credited, paid, balance, note } = invoice;
  if (number === null || issuedAt === null || dueAt === null) throw new InvoiceNotIssued();
  return {
    number, seller, issuedAt, dueAt, voidedAt, note,
    customer: { name: customer.name, email: customer.email, reference: customer.reference },
    currency: total.currency,
    lines: invoice.lines.map((line) => ({
      description: line.description, quantity: line.quantity, unitPrice: line.unitPrice.minorUnits,
      discount: line.discount, taxRate: line.taxRate, net: line.net.minorUnits,
    })),
    net: net.minorUnits,
    taxes: invoice.taxes.map((taxed) => ({ rate: taxed.rate, net: taxed.net.minorUnits, tax: taxed.tax.minorUnits })),
    total: total.minorUnits, credited: credited.minorUnits, paid: paid.minorUnits, balance: balance.minorUnits,
  };
}
