import { CreditNote } from '../../domain/invoicing/credit-note.js';
import { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { Invoice } from '../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../domain/invoicing/invoice-draft.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../domain/invoicing/invoice-line-id.js';
import type { IssuedInvoice } from '../../domain/invoicing/issued-invoice.js';
import { Payment } from '../../domain/invoicing/payment.js';
import { PaymentId } from '../../domain/invoicing/payment-id.js';
import type { Currency, Money } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { between, oneOf, type Random } from '../shared/seeded-random.js';
import { chargeIn } from './samples.js';
import { idOf, randomOf } from './tenant-seed.js';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'GBP', 'USD', 'CHF', 'JPY'] as const;

/** How an invoice begins, and what is left to chance of what becomes of it. */
export type Story = {
  readonly tenant: TenantContext;
  readonly ordinal: number;
  readonly draft: InvoiceDraft;
  /** Null for a draft that stays one. */
  readonly issuedAt: Date | null;
  readonly random: Random;
};

/** What has become of an invoice that was issued. */
export type Outcome = {
  readonly invoice: Invoice;
  readonly payments: readonly Payment[];
  /** Given its number last: numbers are in the order of these moments. */
  readonly credit: { readonly at: Date; readonly issue: (number: string) => CreditNote } | null;
};

/** Begins at a moment of the past. */
export function storyOf(tenant: TenantContext, ordinal: number, customers: readonly CustomerId[], createdAt: Date, now: Date): Story {
  const random = randomOf(tenant, ordinal);
  const currency = currencyOf(tenant);
  const mayBeIssuedAt = new Date(createdAt.getTime() + between(random, 0, 72) * HOUR_MS);
  const issuedAt = mayBeIssuedAt < now && random() < 0.96 ? mayBeIssuedAt : null;
  const lines = Array.from({ length: between(random, 1, 4) }, (_, at) => ({ id: InvoiceLineId.from(idOf(tenant, 'line', ordinal * 8 + at)), ...chargeIn(currency, random) }));
  const draft = InvoiceDraft.start({
    id: InvoiceId.from(idOf(tenant, 'invoice', ordinal)),
    tenantId: tenant.tenantId,
    customerId: oneOf(random, customers),
    currency,
    lines,
    note: random() < 0.3 ? 'Thank you for your business.' : null,
    dueAt: issuedAt === null ? null : daysAfter(issuedAt, oneOf(random, [14, 30, 30, 60])),
    createdAt,
  });
  return { tenant, ordinal, draft, issuedAt, random };
}

/** Of a hundred 3 are void, 4 credited in part, 5 paid in part, 5 paid in two parts, 75 paid, and 8 left unpaid; less what is still to come. */
export function outcomeOf(issued: IssuedInvoice, story: Story, now: Date): Outcome {
  const { random } = story;
  const { issuedAt } = issued.state;
  const fate = random();
  const [soon, later] = [daysAfter(issuedAt, between(random, 3, 40)), daysAfter(issuedAt, between(random, 41, 80))];
  if (soon > now || fate >= 0.92) return { invoice: issued, payments: [], credit: null };
  if (fate < 0.03) return { invoice: issued.void('Issued by mistake', soon), payments: [], credit: null };
  if (fate < 0.07) return credited(issued, story, soon);
  const whole = issued.balance;
  const amount = fate < 0.17 ? whole.portion(1n, 2n) : whole;
  const invoice = issued.pay(amount, soon);
  const payments = [paymentOf(story, 0, amount, soon)];
  if (!invoice.balance.isPositive || later > now || fate < 0.12) return { invoice, payments, credit: null };
  return { invoice: invoice.pay(invoice.balance, later), payments: [...payments, paymentOf(story, 1, invoice.balance, later)], credit: null };
}

/** One of the first line. */
function credited(issued: IssuedInvoice, { tenant, ordinal }: Story, at: Date): Outcome {
  const [first] = issued.state.lines;
  const { invoice, lines } = issued.credit(first === undefined ? null : [{ lineId: first.id, quantity: 1n }], at);
  const { tenantId, id: invoiceId, customerId, currency } = invoice.state;
  const id = CreditNoteId.from(idOf(tenant, 'credit note', ordinal));
  const issue = (number: string): CreditNote =>
    CreditNote.issue({ id, tenantId, invoiceId, customerId, number, currency, lines, reason: 'Not delivered in full', createdAt: at });
  return { invoice, payments: [], credit: { at, issue } };
}

function paymentOf({ tenant, ordinal, draft, random }: Story, part: 0 | 1, amount: Money, at: Date): Payment {
  const id = PaymentId.from(idOf(tenant, 'payment', ordinal * 2 + part));
  const method = oneOf(random, ['bank-transfer', 'bank-transfer', 'direct-debit', 'card'] as const);
  return Payment.record({ id, tenantId: tenant.tenantId, invoiceId: draft.state.id, amount, receivedAt: at, method, reference: null, createdAt: at });
}

const currencyOf = (tenant: TenantContext): Currency => oneOf(randomOf(tenant, 0), CURRENCIES);

const daysAfter = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS);
