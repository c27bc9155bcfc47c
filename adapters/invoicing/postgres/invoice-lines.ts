import { z } from 'zod';
import type { InvoiceLine } from '../../../domain/invoicing/invoice-line.js';
import type { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import type { IssuedLine } from '../../../domain/invoicing/issued-invoice.js';
import type { Percentage } from '../../../domain/invoicing/percentage.js';
import { type Currency, Money } from '../../../domain/shared/money.js';

/** An invoice's lines as its row keeps them: whole numbers as strings, prices in the invoice's currency, percentages in hundredths. */
export const lineRows = z.array(
  z.object({
    id: z.string(),
    description: z.string(),
    quantity: z.string(),
    unitPriceMinor: z.string(),
    taxRate: z.number(),
    discount: z.number(),
    /** Absent until something of it is. */
    credited: z.string().optional(),
  }),
);

export const rowsOf = (lines: readonly (InvoiceLine & { readonly credited?: bigint })[]): z.infer<typeof lineRows> =>
  lines.map(({ id, description, quantity, unitPrice, taxRate, discount, credited = 0n }) => ({
    id,
    description,
    quantity: quantity.toString(),
    unitPriceMinor: unitPrice.minorUnits.toString(),
    taxRate,
    discount,
    ...(credited === 0n ? {} : { credited: credited.toString() }),
  }));

export const linesOf = (rows: z.infer<typeof lineRows>, currency: Currency): readonly InvoiceLine[] =>
  rows.map(({ id, description, quantity, unitPriceMinor, taxRate, discount }) => ({
    id: id as InvoiceLineId,
    description,
    quantity: BigInt(quantity),
    unitPrice: Money.of(BigInt(unitPriceMinor), currency),
    taxRate: taxRate as Percentage,
    discount: discount as Percentage,
  }));

export const issuedLinesOf = (rows: z.infer<typeof lineRows>, currency: Currency): readonly IssuedLine[] =>
  linesOf(rows, currency).map((line, at) => ({ ...line, credited: BigInt(rows[at]?.credited ?? 0) }));
