import { refusal } from '../shared/domain-error.js';

export class CustomerNotFound extends refusal('not-found', 'invoicing.customer-not-found', 'There is no such customer') {}

/** An invoice names a customer that the tenant does not have. */
export class CustomerUnknown extends refusal('rule-broken', 'invoicing.customer-unknown', 'The invoice is for a customer that does not exist') {}

export class CustomerArchived extends refusal(
  'rule-broken',
  'invoicing.customer-archived',
  'The customer is archived and gets no new invoices',
  'Restore the customer first.',
) {}

export class InvoiceNotFound extends refusal('not-found', 'invoicing.invoice-not-found', 'There is no such invoice') {}
export class LineNotFound extends refusal('not-found', 'invoicing.line-not-found', 'The invoice has no such line') {}
export class PaymentNotFound extends refusal('not-found', 'invoicing.payment-not-found', 'There is no such payment') {}
export class CreditNoteNotFound extends refusal('not-found', 'invoicing.credit-note-not-found', 'There is no such credit note') {}

export class InvoiceAlreadyIssued extends refusal('conflict', 'invoicing.invoice-already-issued', 'The invoice is already issued') {}
export class InvoiceNotIssued extends refusal('conflict', 'invoicing.invoice-not-issued', 'The invoice is still a draft') {}
export class InvoiceIsVoid extends refusal('conflict', 'invoicing.invoice-is-void', 'The invoice is void') {}

/** What has been paid or credited would hang in the air. */
export class InvoiceIsSettled extends refusal(
  'conflict',
  'invoicing.invoice-is-settled',
  'Something of the invoice is paid or credited',
  'Reverse its payments first. What has been credited is settled by credit notes alone.',
) {}

export class InvoiceIsEmpty extends refusal('rule-broken', 'invoicing.invoice-is-empty', 'The invoice has no lines') {}
export class TooManyLines extends refusal('rule-broken', 'invoicing.too-many-lines', 'An invoice has 100 lines at most') {}
export class PriceIsNegative extends refusal('rule-broken', 'invoicing.price-is-negative', 'A price is negative') {}
export class QuantityIsZero extends refusal('rule-broken', 'invoicing.quantity-is-zero', 'A quantity is not at least one') {}
export class PercentageOutOfRange extends refusal('invalid', 'invoicing.percentage-out-of-range', 'A percentage is not between 0 and 100') {}
export class DueBeforeIssue extends refusal('rule-broken', 'invoicing.due-before-issue', 'The invoice would be due before the day on which it is issued') {}

export class AmountNotPositive extends refusal('rule-broken', 'invoicing.amount-not-positive', 'The amount is not more than nothing') {}
export class PaymentExceedsBalance extends refusal('rule-broken', 'invoicing.payment-exceeds-balance', 'The payment is more than what is left to be paid') {}
export class PaymentAlreadyReversed extends refusal('conflict', 'invoicing.payment-already-reversed', 'The payment is already reversed') {}
export class CreditExceedsLine extends refusal('rule-broken', 'invoicing.credit-exceeds-line', 'More of a line is credited than is left of it') {}
export class NothingToCredit extends refusal('rule-broken', 'invoicing.nothing-to-credit', 'Everything on the invoice is credited already') {}
