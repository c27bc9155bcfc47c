import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { type InvoiceSort, invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { type InvoiceStatus, invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import { Percentage } from '../../../domain/invoicing/percentage.js';
import { currencies, type Currency, type Money } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Many, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Amount, Count, Id, Instant, Text } from '../../shared/http/wires.js';
import { Percent } from './invoicing-wires.js';

export class InvoiceParams {
  @Id(InvoiceId) invoiceId!: InvoiceId;
}

export class InvoiceLineParams extends InvoiceParams {
  @Id(InvoiceLineId) lineId!: InvoiceLineId;
}

export class NewInvoiceLine {
  @Example('Consulting, per day') @Text({ min: 1, max: 200 }) description!: string;
  @Meaning('At least one') @Count() quantity!: bigint;
  @Amount() unitPrice!: Money;
  @Example('19.00') @Meaning('Percent of tax on the net amount') @Percent() taxRate: Percentage = Percentage.none;
  @Example('10.00') @Meaning('Percent off the price of the whole line') @Percent() discount: Percentage = Percentage.none;
}

/** A merge patch (RFC 7396): absent leaves as it is. */
export class InvoiceLinePatch {
  @Example('Consulting, per day') @Optional() @Text({ min: 1, max: 200 }) description?: string;
  @Optional() @Count() quantity?: bigint;
  @Optional() @Amount() unitPrice?: Money;
  @Example('19.00') @Optional() @Percent() taxRate?: Percentage;
  @Example('10.00') @Optional() @Percent() discount?: Percentage;
}

export class NewInvoice {
  @Id(CustomerId) customerId!: CustomerId;
  @Example('EUR') @IsIn(currencies) currency!: Currency;
  @Many(() => NewInvoiceLine, { max: 100 }) lines: readonly NewInvoiceLine[] = [];
  @Nullable() @Text({ max: 500, lines: true }) note: string | null = null;
  @Meaning('As many days after the invoice is issued as `invoicing.days-to-pay` says, 30 unless set, when it is left out') @Nullable() @Instant() dueAt: Date | null = null;
}

/** A merge patch (RFC 7396): absent leaves as it is, null removes. */
export class InvoicePatch {
  @Meaning('Take the place of all lines that were there') @Optional() @Many(() => NewInvoiceLine, { max: 100 }) lines?: readonly NewInvoiceLine[];
  @Optional() @Nullable() @Text({ max: 500, lines: true }) note?: string | null;
  @Optional() @Nullable() @Instant() dueAt?: Date | null;
}

export class VoidReason {
  @Example('Sent to the wrong customer') @Text({ min: 1, max: 500 }) reason!: string;
}

export class InvoiceFilter extends PageQuery {
  @IsIn(invoiceSorts) sort: InvoiceSort = '-createdAt';
  @Optional() @IsIn(invoiceStatuses) status?: InvoiceStatus;
  @Optional() @Id(CustomerId) customerId?: CustomerId;
  @Meaning('Only those that are late, or only the others') @Optional() @IsBoolean() overdue?: boolean;
  @Meaning('Only what was created after this moment') @Optional() @Instant() createdAfter?: Date;
  @Meaning('Only what was created before this moment') @Optional() @Instant() createdBefore?: Date;
}

export class InvoiceSummaryView {
  @Id(InvoiceId) id!: InvoiceId;
  @Id(CustomerId) customerId!: CustomerId;
  @Example('issued') @IsIn(invoiceStatuses) status!: InvoiceStatus;
  @Example('INV-2026-00001') @Meaning('Given when the invoice is issued') @Nullable() @IsString() number!: string | null;
  @Amount() total!: Money;
  @Amount() balance!: Money;
  @Nullable() @Instant() dueAt!: Date | null;
  @Instant() createdAt!: Date;
}

export class ListedInvoiceView extends InvoiceSummaryView {
  @Meaning('Something is left to be paid, and should have been by now') @IsBoolean() overdue!: boolean;
}

export class InvoiceLineView {
  @Id(InvoiceLineId) id!: InvoiceLineId;
  @Example('Consulting, per day') @Text({ max: 200 }) description!: string;
  @Count() quantity!: bigint;
  @Amount() unitPrice!: Money;
  @Percent() taxRate!: Percentage;
  @Percent() discount!: Percentage;
  @Amount() net!: Money;
  @Amount() tax!: Money;
  @Example('0') @Meaning('How many of the quantity are credited') @Count() credited!: bigint;
}

/** What is taxed at one rate. */
export class TaxView {
  @Percent() rate!: Percentage;
  @Amount() net!: Money;
  @Amount() tax!: Money;
}

export class InvoiceView extends InvoiceSummaryView {
  @Many(() => InvoiceLineView, { max: 100 }) lines!: readonly InvoiceLineView[];
  @Amount() net!: Money;
  @Amount() tax!: Money;
  @Many(() => TaxView, { max: 100 }) taxes!: readonly TaxView[];
  @Amount() paid!: Money;
  @Amount() credited!: Money;
  @Nullable() @Text({ max: 500, lines: true }) note!: string | null;
  @Nullable() @Instant() issuedAt!: Date | null;
  @Meaning('Since when nothing is left to be paid') @Nullable() @Instant() paidAt!: Date | null;
  @Meaning('Since when it has been known to be late') @Nullable() @Instant() overdueSince!: Date | null;
  @Nullable() @Instant() voidedAt!: Date | null;
  @Nullable() @Text({ max: 500 }) voidReason!: string | null;
  @IsInt() version!: number;
}
