import { refusal } from '../shared/domain-error.js';

export class CustomerNotFound extends refusal('not-found', 'invoicing.customer-not-found', 'There is no such customer') {}

/** An invoice names a customer that the tenant does not have. */
export class CustomerUnknown extends refusal(
  'rule-broken',
  'invoicing.customer-unknown',
  'The invoice is for a customer that does not exist',
  'Name a customer that the tenant has.',
) {}

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

export class PdfNotRendered extends refusal(
  'not-found',
  'invoicing.pdf-not-rendered',
  'There is no PDF of the invoice as it is now',
  'Ask for it with POST first, and wait until it is made.',
) {}

export class InvoiceAlreadyIssued extends refusal(
  'conflict',
  'invoicing.invoice-already-issued',
  'The invoice is already issued',
  'What is issued stays as it is. Credit it or make it void, and draft another.',
) {}

export class InvoiceNotIssued extends refusal(
  'conflict',
  'invoicing.invoice-not-issued',
  'The invoice is still a draft',
  'Issue it first.',
) {}

export class InvoiceIsVoid extends refusal(
  'conflict',
  'invoicing.invoice-is-void',
  'The invoice is void',
  'It counts for nothing. Duplicate it to have a draft again.',
) {}

/** What has been paid or credited would hang in the air. */
export class InvoiceIsSettled extends refusal(
  'conflict',
  'invoicing.invoice-is-settled',
  'Something of the invoice is paid or credited',
  'Reverse its payments first. What has been credited is settled by credit notes alone.',
) {}

export class InvoiceIsEmpty extends refusal(
  'rule-broken',
  'invoicing.invoice-is-empty',
  'The invoice has no lines',
  'Add a line first.',
) {}

export class TooManyLines extends refusal(
  'rule-broken',
  'invoicing.too-many-lines',
  'An invoice has 100 lines at most',
  'Draft another invoice for the rest.',
) {}

export class PriceIsNegative extends refusal(
  'rule-broken',
  'invoicing.price-is-negative',
  'A price is negative',
  'A price begins at zero. What is taken off is a discount, or credited later.',
) {}

export class QuantityIsZero extends refusal(
  'rule-broken',
  'invoicing.quantity-is-zero',
  'A quantity is not at least one',
  'A quantity is a whole number from 1.',
) {}

export class PercentageOutOfRange extends refusal('invalid', 'invoicing.percentage-out-of-range', 'A percentage is not between 0 and 100') {}
export class DueBeforeIssue extends refusal(
  'rule-broken',
  'invoicing.due-before-issue',
  'The invoice would be due before the day on which it is issued',
  'Choose a day from today (UTC) on; without one, it is due some days after it is issued, as the setting `invoicing.days-to-pay` says.',
) {}

export class AmountNotPositive extends refusal(
  'rule-broken',
  'invoicing.amount-not-positive',
  'The amount is not more than nothing',
  'An amount that is paid is above zero.',
) {}

export class PaymentExceedsBalance extends refusal('rule-broken', 'invoicing.payment-exceeds-balance', 'The payment is more than what is left to be paid') {}
export class PaymentAlreadyReversed extends refusal('conflict', 'invoicing.payment-already-reversed', 'The payment is already reversed') {}
export class CreditExceedsLine extends refusal(
  'rule-broken',
  'invoicing.credit-exceeds-line',
  'More of a line is credited than is left of it',
  'Each line of the invoice shows how many of it are credited.',
) {}

export class NothingToCredit extends refusal(
  'rule-broken',
  'invoicing.nothing-to-credit',
  'Everything on the invoice is credited already',
  'A credit note takes back no more than there was.',
) {}

/** It is computed in the background, when somebody asks for that. */
export class AgeingNotComputed extends refusal(
  'not-found',
  'invoicing.ageing-not-computed',
  'The summary of what is owed has not been computed yet',
  'Ask for it with POST /v1/ageing-summary, and look again when the operation has succeeded.',
) {}
