import { refusal } from '../shared/domain-error.js';

export class CustomerNotFound extends refusal('not-found', 'invoicing.customer-not-found', 'There is no such customer') {}

/** An invoice names a customer that the tenant does not have. */
export class CustomerUnknown extends refusal('rule-broken', 'invoicing.customer-unknown', 'The invoice is for a customer that does not exist') {}

export class InvoiceNotFound extends refusal('not-found', 'invoicing.invoice-not-found', 'There is no such invoice') {}
export class InvoiceAlreadyIssued extends refusal('conflict', 'invoicing.invoice-already-issued', 'The invoice is already issued') {}
export class InvoiceIsEmpty extends refusal('rule-broken', 'invoicing.invoice-is-empty', 'The invoice has no lines') {}
export class PriceIsNegative extends refusal('rule-broken', 'invoicing.price-is-negative', 'A price is negative') {}
