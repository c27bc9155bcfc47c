import type { Charge, InvoiceLine } from '../../domain/invoicing/invoice-line.js';
import { InvoiceLineId } from '../../domain/invoicing/invoice-line-id.js';
import type { Ids } from '../shared/ports/ids.js';

/** What is charged for, as lines with ids of their own, and nothing else that a caller may bring along. */
export const enteredLines = (charges: readonly Charge[], ids: Ids): readonly InvoiceLine[] =>
  charges.map(({ description, quantity, unitPrice, taxRate, discount }) => ({
    id: InvoiceLineId.from(ids.next()), description, quantity, unitPrice, taxRate, discount,
  }));
