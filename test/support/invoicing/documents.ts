import type { InvoiceDocument, PrintedLine } from '../../../application/invoicing/ports/invoice-printer.js';
import { noon } from './invoices.js';

/** A line of two days of work, with tax. */
export const aPrintedLine = (given: Partial<PrintedLine> = {}): PrintedLine => ({
  description: 'A day of work', quantity: 2n, unitPrice: 1250n, discount: 0, taxRate: 1900, net: 2500n, ...given,
});

/** An invoice over 29.75 EUR, of which nothing is paid. */
export const aDocument = (given: Partial<InvoiceDocument> = {}): InvoiceDocument => ({
  number: 'INV-2026-00001',
  seller: 'Acme & Söhne',
  customer: { name: 'Ada’s Engines', email: 'ada@engines.example', reference: 'K-17' },
  issuedAt: noon,
  dueAt: new Date('2026-03-31T12:00:00.000Z'),
  voidedAt: null,
  currency: 'EUR',
  lines: [aPrintedLine()],
  net: 2500n,
  taxes: [{ rate: 1900, net: 2500n, tax: 475n }],
  total: 2975n,
  credited: 0n,
  paid: 0n,
  balance: 2975n,
  note: 'Thank you',
  ...given,
});

/** As long as an invoice can be: a hundred lines, each with a description of 200 characters that says which it is, and amounts that are nowhere else. */
export const aLongDocument = (): InvoiceDocument => {
  const lines = Array.from({ length: 100 }, (_, at) => {
    const unitPrice = BigInt(at + 1) * 1001n + 1n;
    const description = `Line ${String(at + 1)}: ${'work on the quarterly figures of all branches '.repeat(5)}`.slice(0, 199) + '.';
    return aPrintedLine({ description, unitPrice, net: 2n * unitPrice });
  });
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  return aDocument({ lines, net, taxes: [{ rate: 1900, net, tax: 0n }], total: net, balance: net });
};
