import type { Currency } from '../../../domain/shared/money.js';

/** All that stands on the paper, as plain data that can travel between threads: amounts in the currency's minor units, percentages in hundredths. */
export type InvoiceDocument = {
  readonly number: string;
  /** What the tenant is called. */
  readonly seller: string;
  readonly customer: { readonly name: string; readonly email: string | null; readonly reference: string | null };
  readonly issuedAt: Date;
  readonly dueAt: Date;
  /** Since when it counts for nothing; null while it counts. */
  readonly voidedAt: Date | null;
  readonly currency: Currency;
  readonly lines: readonly PrintedLine[];
  readonly net: bigint;
  /** By rate, the lowest first. */
  readonly taxes: readonly { readonly rate: number; readonly net: bigint; readonly tax: bigint }[];
  readonly total: bigint;
  readonly credited: bigint;
  readonly paid: bigint;
  /** What is left to be paid; less than nothing when something was credited that had been paid. */
  readonly balance: bigint;
  readonly note: string | null;
};

export type PrintedLine = {
  readonly description: string;
  readonly quantity: bigint;
  readonly unitPrice: bigint;
  readonly discount: number;
  readonly taxRate: number;
  readonly net: bigint;
};

/** Makes a PDF of an invoice, to be sent to its customer. */
export abstract class InvoicePrinter {
  /**
   * Of whatever can be issued: the same bytes each time for the same document.
   * @throws the signal's reason when it is aborted; Unavailable when too many others are waiting.
   */
  abstract print(document: InvoiceDocument, signal?: AbortSignal): Promise<Uint8Array>;
}
