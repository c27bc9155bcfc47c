import { IsIn, IsInt } from 'class-validator';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { type PaymentMethod, paymentMethods } from '../../../domain/invoicing/payment.js';
import { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { Money } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Amount, Id, Instant, Text } from '../../shared/http/wires.js';

export class PaymentParams {
  @Id(PaymentId) paymentId!: PaymentId;
}

export class NewPayment {
  @Amount() amount!: Money;
  @Meaning('When you got it') @Instant() receivedAt!: Date;
  @Example('bank-transfer') @Nullable() @IsIn(paymentMethods) method: PaymentMethod | null = null;
  @Example('E2E-20261123-7') @Meaning('What the bank or the customer calls it') @Nullable() @Text({ max: 140 }) reference: string | null = null;
}

export class ReversalReason {
  @Example('The direct debit was returned') @Text({ min: 1, max: 500 }) reason!: string;
}

export class PaymentFilter extends PageQuery {
  @Optional() @Id(InvoiceId) invoiceId?: InvoiceId;
}

export class PaymentView {
  @Id(PaymentId) id!: PaymentId;
  @Id(InvoiceId) invoiceId!: InvoiceId;
  @Amount() amount!: Money;
  @Instant() receivedAt!: Date;
  @Example('bank-transfer') @Nullable() @IsIn(paymentMethods) method!: PaymentMethod | null;
  @Example('E2E-20261123-7') @Nullable() @Text({ max: 140 }) reference!: string | null;
  @Nullable() @Instant() reversedAt!: Date | null;
  @Nullable() @Text({ max: 500 }) reversalReason!: string | null;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
