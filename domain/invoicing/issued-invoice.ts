import { type Currency, CurrencyMismatch, Money } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CreditedLine } from './credit-note.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceEvent } from './invoice-events.js';
import type { InvoiceId } from './invoice-id.js';
import { amountsOf, type Amounts, type InvoiceLine, priceOf, pricedOf } from './invoice-line.js';
import type { InvoiceLineId } from './invoice-line-id.js';
import {
  AmountNotPositive, CreditExceedsLine, InvoiceIsSettled, LineNotFound, NothingToCredit, PaymentExceedsBalance, QuantityIsZero,
} from './invoicing-refusals.js';
import { VoidedInvoice } from './voided-invoice.js';

/** How many of a line. */
export type Credit = { readonly lineId: InvoiceLineId; readonly quantity: bigint };

/** A line, and how many of it are credited. */
export type IssuedLine = InvoiceLine & { readonly credited: bigint };

export type IssuedState = {
  readonly id: InvoiceId;
  readonly tenantId: TenantId;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly IssuedLine[];
  readonly note: string | null;
  readonly number: string;
  readonly issuedAt: Date;
  readonly dueAt: Date;
  /** The sum of the payments that are not reversed. */
  readonly paid: Money;
  /** The sum of the credit notes. */
  readonly credited: Money;
  /** Since when nothing is left to be paid; null while something is. */
  readonly paidAt: Date | null;
  /** Since when it has been known to be late; null when it is not, or nobody has looked since. */
  readonly overdueSince: Date | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** An invoice after something of it was credited, and the lines of the credit note. */
type Credited = { readonly invoice: IssuedInvoice; readonly lines: readonly CreditedLine[] };

/** An invoice that has its number and does not change any more: it is paid, credited, or made void. */
export class IssuedInvoice {
  private constructor(
    readonly state: IssuedState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly InvoiceEvent[],
  ) {}

  /** An invoice over nothing is paid at once. */
  static issue(given: Omit<IssuedState, 'paid' | 'credited' | 'paidAt' | 'overdueSince'>, before: readonly InvoiceEvent[]): IssuedInvoice {
    const { id: invoiceId, tenantId, number, currency, issuedAt: at, dueAt } = given;
    const nothing = Money.zero(currency);
    const { total } = amountsOf(pricedOf(given.lines), currency);
    const issued = { type: 'invoicing.invoice-issued', tenantId, invoiceId, number, total, dueAt, occurredAt: at } as const;
    return new IssuedInvoice({ ...given, paid: nothing, credited: nothing, paidAt: null, overdueSince: null }, [...before, issued]).settled(at);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: IssuedState): IssuedInvoice {
    return new IssuedInvoice(state, []);
  }

  get status(): 'issued' | 'paid' {
    return this.state.paidAt === null ? 'issued' : 'paid';
  }

  get amounts(): Amounts {
    return amountsOf(pricedOf(this.state.lines), this.state.currency);
  }

  /** What is left to be paid. Less than nothing when something was credited that had been paid. */
  get balance(): Money {
    return this.amounts.total.minus(this.state.credited).minus(this.state.paid);
  }

  /** @throws AmountNotPositive, CurrencyMismatch, PaymentExceedsBalance */
  pay(amount: Money, at: Date): IssuedInvoice {
    if (!amount.isPositive) throw new AmountNotPositive();
    if (amount.currency !== this.state.currency) throw new CurrencyMismatch(`A payment of this invoice must be in ${this.state.currency}.`);
    const { balance } = this;
    if (amount.minorUnits > balance.minorUnits) throw new PaymentExceedsBalance(`What is left to be paid is ${balance.toString()}.`);
    return this.become({ paid: this.state.paid.plus(amount) }).settled(at);
  }

  /** Takes back what a payment had paid. */
  unpay(amount: Money, at: Date): IssuedInvoice {
    return this.become({ paid: this.state.paid.minus(amount) }).settled(at);
  }

  /**
   * Takes back what it charges for: so many of some lines, or everything that is not credited yet.
   * Whatever the parts are, they add up to the line: each is the difference that it makes to what is credited of the line.
   * @throws NothingToCredit, LineNotFound, QuantityIsZero, CreditExceedsLine
   */
  credit(credits: readonly Credit[] | null, at: Date): Credited {
    const asked = credits ?? this.uncredited;
    if (asked.length === 0) throw new NothingToCredit();
    const none: Credited = { invoice: this, lines: [] };
    const { invoice, lines } = asked.reduce<Credited>((before, credit) => {
      const made = before.invoice.creditLine(credit);
      return { invoice: made.invoice, lines: [...before.lines, made.line] };
    }, none);
    return { invoice: invoice.settled(at), lines };
  }

  /** Tells that it is late: something is left to be paid, and was due before. What is not late, or is known to be, stays as it is. */
  markOverdue(at: Date): IssuedInvoice {
    const { status, balance, state: { id: invoiceId, tenantId, dueAt, overdueSince } } = this;
    if (status === 'paid' || overdueSince !== null || dueAt >= at) return this;
    return this.become({ overdueSince: at }, { type: 'invoicing.invoice-overdue', tenantId, invoiceId, balance, dueAt, occurredAt: at });
  }

  /** Makes it count for nothing. Its number stays used. @throws InvoiceIsSettled when something of it is paid or credited. */
  void(reason: string, at: Date): VoidedInvoice {
    const { paid, credited, paidAt: _, overdueSince: __, lines, ...kept } = this.state;
    if (paid.isPositive || lines.some((line) => line.credited > 0n) || credited.isPositive) throw new InvoiceIsSettled();
    return VoidedInvoice.void({ ...kept, lines: lines.map(({ credited: ___, ...line }) => line), voidedAt: at, reason }, this.events);
  }

  /** As it is once it has been stored. */
  stored(): IssuedInvoice {
    return IssuedInvoice.restore({ ...this.state, version: this.state.version + 1 });
  }

  /** Tells when nothing is left to be paid any more, and when something is again. */
  private settled(at: Date): IssuedInvoice {
    const { balance, state: { id: invoiceId, tenantId, paidAt } } = this;
    if (balance.isPositive === (paidAt === null)) return this;
    return paidAt === null
      ? this.become({ paidAt: at, overdueSince: null }, { type: 'invoicing.invoice-paid', tenantId, invoiceId, occurredAt: at })
      : this.become({ paidAt: null }, { type: 'invoicing.invoice-reopened', tenantId, invoiceId, balance, occurredAt: at });
  }

  private get uncredited(): readonly Credit[] {
    return this.state.lines.map(({ id, quantity, credited }) => ({ lineId: id, quantity: quantity - credited })).filter(({ quantity }) => quantity > 0n);
  }

  private creditLine({ lineId, quantity }: Credit): { readonly invoice: IssuedInvoice; readonly line: CreditedLine } {
    const line = this.line(lineId);
    const credited = line.credited + quantity;
    if (quantity < 1n) throw new QuantityIsZero();
    if (credited > line.quantity) throw new CreditExceedsLine();
    const [before, after] = [priceOf(line, line.credited), priceOf(line, credited)];
    const [net, tax] = [after.net.minus(before.net), after.tax.minus(before.tax)];
    const invoice = this.become({
      lines: this.state.lines.map((one) => (one.id === lineId ? { ...one, credited } : one)),
      credited: this.state.credited.plus(net).plus(tax),
    });
    return { invoice, line: { lineId, description: line.description, quantity, taxRate: line.taxRate, net, tax } };
  }

  private line(lineId: InvoiceLineId): IssuedLine {
    const line = this.state.lines.find(({ id }) => id === lineId);
    if (line === undefined) throw new LineNotFound();
    return line;
  }

  private become(change: Partial<IssuedState>, ...happened: readonly InvoiceEvent[]): IssuedInvoice {
    return new IssuedInvoice({ ...this.state, ...change }, [...this.events, ...happened]);
  }
}
