import { IsIn, IsInt, IsString } from 'class-validator';
import { type InvoiceSort, invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { type InvoiceStatus, invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { currencies, type Currency, type Money } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Many, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Amount, Count, Id, Instant, Text } from '../../shared/http/wires.js';

export class InvoiceParams {
  @Id(InvoiceId) invoiceId!: InvoiceId;
}

/** Said by a request and shown in an answer alike. */
export class InvoiceLineShape {
  @Example('Consulting, per day') @Text({ min: 1, max: 200 }) description!: string;
  @Count() quantity!: bigint;
  @Amount() unitPrice!: Money;
}

export class NewInvoice {
  @Id(CustomerId) customerId!: CustomerId;
  @Example('EUR') @IsIn(currencies) currency!: Currency;
  @Many(() => InvoiceLineShape, { max: 100 }) lines: readonly InvoiceLineShape[] = [];
  @Nullable() @Text({ max: 500, lines: true }) note: string | null = null;
  @Nullable() @Instant() dueAt: Date | null = null;
}

/** A merge patch (RFC 7396): absent leaves as it is, null removes. */
export class InvoiceChange {
  @Optional() @Many(() => InvoiceLineShape, { max: 100 }) lines?: readonly InvoiceLineShape[];
  @Optional() @Nullable() @Text({ max: 500, lines: true }) note?: string | null;
  @Optional() @Nullable() @Instant() dueAt?: Date | null;
}

export class InvoiceFilter extends PageQuery {
  @IsIn(invoiceSorts) sort: InvoiceSort = '-createdAt';
  @Optional() @IsIn(invoiceStatuses) status?: InvoiceStatus;
  @Optional() @Id(CustomerId) customerId?: CustomerId;
  @Meaning('Only what was created after this moment') @Optional() @Instant() createdAfter?: Date;
  @Meaning('Only what was created before this moment') @Optional() @Instant() createdBefore?: Date;
}

export class InvoiceSummaryView {
  @Id(InvoiceId) id!: InvoiceId;
  @Id(CustomerId) customerId!: CustomerId;
  @Example('issued') @IsIn(invoiceStatuses) status!: InvoiceStatus;
  @Example('INV-2026-00001') @Meaning('Given when the invoice is issued') @Nullable() @IsString() number!: string | null;
  @Amount() total!: Money;
  @Nullable() @Instant() dueAt!: Date | null;
  @Instant() createdAt!: Date;
}

export class InvoiceView extends InvoiceSummaryView {
  @Many(() => InvoiceLineShape, { max: 100 }) lines!: readonly InvoiceLineShape[];
  @Nullable() @Text({ max: 500, lines: true }) note!: string | null;
  @Nullable() @Instant() issuedAt!: Date | null;
  @IsInt() version!: number;
}
