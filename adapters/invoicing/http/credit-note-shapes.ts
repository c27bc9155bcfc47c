import { IsInt, IsString } from 'class-validator';
import { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import type { Percentage } from '../../../domain/invoicing/percentage.js';
import type { Money } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Many, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Amount, Count, Id, Instant, Text } from '../../shared/http/wires.js';
import { TaxView } from './invoice-shapes.js';
import { Percent } from './invoicing-wires.js';

export class CreditNoteParams {
  @Id(CreditNoteId) creditNoteId!: CreditNoteId;
}

export class NewCreditNoteLine {
  @Meaning('A line of the invoice') @Id(InvoiceLineId) lineId!: InvoiceLineId;
  @Example('1') @Meaning('How many of it, at least one') @Count() quantity!: bigint;
}

export class NewCreditNote {
  @Meaning('Null for everything that is not credited yet') @Nullable() @Many(() => NewCreditNoteLine, { min: 1, max: 100 }) lines: readonly NewCreditNoteLine[] | null = null;
  @Example('One day was not worked') @Nullable() @Text({ max: 500 }) reason: string | null = null;
}

export class CreditNoteFilter extends PageQuery {
  @Optional() @Id(InvoiceId) invoiceId?: InvoiceId;
}

export class CreditNoteLineView {
  @Id(InvoiceLineId) lineId!: InvoiceLineId;
  @Example('Consulting, per day') @Text({ max: 200 }) description!: string;
  @Count() quantity!: bigint;
  @Percent() taxRate!: Percentage;
  @Amount() net!: Money;
  @Amount() tax!: Money;
}

export class CreditNoteView {
  @Id(CreditNoteId) id!: CreditNoteId;
  @Id(InvoiceId) invoiceId!: InvoiceId;
  @Id(CustomerId) customerId!: CustomerId;
  @Example('CN-2026-00001') @IsString() number!: string;
  @Amount() total!: Money;
  @Many(() => CreditNoteLineView, { max: 100 }) lines!: readonly CreditNoteLineView[];
  @Amount() net!: Money;
  @Amount() tax!: Money;
  @Many(() => TaxView, { max: 100 }) taxes!: readonly TaxView[];
  @Nullable() @Text({ max: 500 }) reason!: string | null;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
