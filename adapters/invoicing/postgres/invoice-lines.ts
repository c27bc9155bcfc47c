import { z } from 'zod';
import type { InvoiceLine } from '../../../domain/invoicing/invoice.js';
import { type Currency, Money } from '../../../domain/shared/money.js';

/** An invoice's lines as its row keeps them: whole numbers as strings, prices in the invoice's currency. */
export const lineRows = z.array(z.object({ description: z.string(), quantity: z.string(), unitPriceMinor: z.string() }));

export const rowsOf = (lines: readonly InvoiceLine[]): z.infer<typeof lineRows> =>
  lines.map(({ description, quantity, unitPrice }) => ({
    description,
    quantity: quantity.toString(),
    unitPriceMinor: unitPrice.minorUnits.toString(),
  }));

export const linesOf = (rows: z.infer<typeof lineRows>, currency: Currency): readonly InvoiceLine[] =>
  rows.map(({ description, quantity, unitPriceMinor }) => ({
    description,
    quantity: BigInt(quantity),
    unitPrice: Money.of(BigInt(unitPriceMinor), currency),
  }));
