import { z } from 'zod';
import type { AgeingSummary, OwedInCurrency, StoredAgeing } from '../../../application/invoicing/ports/ageing.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { currencies } from '../../../domain/shared/money.js';

const sum = z.string();

/** What a summary says beside its moments: sums as strings, for JSON's own numbers lose digits. */
const contents = z.object({
  currencies: z.array(
    z.object({
      currency: z.enum(currencies),
      notDue: sum,
      days1To30: sum,
      days31To60: sum,
      days61To90: sum,
      over90Days: sum,
      outstanding: sum,
      topDebtors: z.array(z.object({ customerId: z.string(), outstanding: sum })),
    }),
  ),
  customers: z.number(),
  invoices: z.number(),
});

export const ageingSummaryRow = z.object({
  contents,
  as_of: z.date(),
  computed_at: z.date(),
  is_outdated: z.boolean(),
  version: z.number(),
});

export const contentsOf = ({ currencies: all, customers, invoices }: AgeingSummary): z.infer<typeof contents> => ({
  currencies: all.map((one) => ({
    currency: one.currency,
    notDue: one.notDue.toString(),
    days1To30: one.days1To30.toString(),
    days31To60: one.days31To60.toString(),
    days61To90: one.days61To90.toString(),
    over90Days: one.over90Days.toString(),
    outstanding: one.outstanding.toString(),
    topDebtors: one.topDebtors.map(({ customerId, outstanding }) => ({ customerId, outstanding: outstanding.toString() })),
  })),
  customers,
  invoices,
});

export const storedAgeingOf = (row: z.infer<typeof ageingSummaryRow>): StoredAgeing => ({
  asOf: row.as_of,
  computedAt: row.computed_at,
  currencies: row.contents.currencies.map((one): OwedInCurrency => ({
    currency: one.currency,
    notDue: BigInt(one.notDue),
    days1To30: BigInt(one.days1To30),
    days31To60: BigInt(one.days31To60),
    days61To90: BigInt(one.days61To90),
    over90Days: BigInt(one.over90Days),
    outstanding: BigInt(one.outstanding),
    topDebtors: one.topDebtors.map(({ customerId, outstanding }) => ({ customerId: customerId as CustomerId, outstanding: BigInt(outstanding) })),
  })),
  customers: row.contents.customers,
  invoices: row.contents.invoices,
  isOutdated: row.is_outdated,
  version: row.version,
});
