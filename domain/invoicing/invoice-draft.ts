import type { Currency } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceEvent } from './invoice-events.js';
import type { InvoiceId } from './invoice-id.js';
import { amountsOf, chargeable, type Amounts, type Charge, type InvoiceLine, pricedOf } from './invoice-line.js';
import type { InvoiceLineId } from './invoice-line-id.js';
import { DueBeforeIssue, InvoiceIsEmpty, LineNotFound } from './invoicing-refusals.js';
import { IssuedInvoice } from './issued-invoice.js';

/** What may be changed while it is a draft. Absent leaves as it is; null removes. */
export type InvoiceChange = {
  readonly lines?: readonly InvoiceLine[];
  readonly note?: string | null;
  readonly dueAt?: Date | null;
};

export type DraftState = {
  readonly id: InvoiceId;
  readonly tenantId: TenantId;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** In how many days an invoice is due, unless told. */
export const usualDaysToPay = 30;

/** An invoice that can still be changed, and has no number. */
export class InvoiceDraft {
  readonly status = 'draft';

  private constructor(
    readonly state: DraftState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly InvoiceEvent[],
  ) {}

  /** @throws TooManyLines, QuantityIsZero, PriceIsNegative, CurrencyMismatch, AmountTooLarge */
  static start(given: Omit<DraftState, 'version'>): InvoiceDraft {
    const { id: invoiceId, tenantId, customerId, currency, createdAt: occurredAt } = given;
    const drafted = { type: 'invoicing.invoice-drafted', tenantId, invoiceId, customerId, occurredAt } as const;
    return new InvoiceDraft({ ...given, lines: chargeable(given.lines, currency), version: 0 }, [drafted]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: DraftState): InvoiceDraft {
    return new InvoiceDraft(state, []);
  }

  get amounts(): Amounts {
    return amountsOf(pricedOf(this.state.lines), this.state.currency);
  }

  /**
   * Lines that are named are new, note and due date may be what they are: a draft that none of them changes stays as it is.
   * @throws TooManyLines, QuantityIsZero, PriceIsNegative, CurrencyMismatch, AmountTooLarge
   */
  change(change: InvoiceChange, at: Date): InvoiceDraft {
    const { id: invoiceId, tenantId, currency } = this.state;
    const { note = this.state.note, dueAt = this.state.dueAt } = change; // and nothing else that a caller may bring along
    if (change.lines === undefined && note === this.state.note && dueAt?.getTime() === this.state.dueAt?.getTime()) return this;
    const lines = change.lines === undefined ? this.state.lines : chargeable(change.lines, currency, this.state.lines);
    const changed = { type: 'invoicing.invoice-changed', tenantId, invoiceId, occurredAt: at } as const;
    return new InvoiceDraft({ ...this.state, lines, note, dueAt }, [...this.events, changed]);
  }

  /** Behind the others. @throws as `change` */
  addLines(lines: readonly InvoiceLine[], at: Date): InvoiceDraft {
    return this.change({ lines: [...this.state.lines, ...lines] }, at);
  }

  /** Absent leaves as it is. @throws LineNotFound, and as `change` */
  changeLine(lineId: InvoiceLineId, change: Partial<Charge>, at: Date): InvoiceDraft {
    const { description, quantity, unitPrice, taxRate, discount } = { ...this.line(lineId), ...change };
    const changed = { id: lineId, description, quantity, unitPrice, taxRate, discount };
    return this.change({ lines: this.state.lines.map((line) => (line.id === lineId ? changed : line)) }, at);
  }

  /** @throws LineNotFound */
  removeLine(lineId: InvoiceLineId, at: Date): InvoiceDraft {
    this.line(lineId);
    return this.change({ lines: this.state.lines.filter(({ id }) => id !== lineId) }, at);
  }

  /**
   * Gives the draft its number, for good, and a due date where it has none: so many days later.
   * @throws InvoiceIsEmpty, DueBeforeIssue, QuantityIsZero
   */
  issue(number: string, at: Date, daysToPay = usualDaysToPay): IssuedInvoice {
    this.assertIssuable(at);
    const { lines, dueAt, ...kept } = this.state;
    return IssuedInvoice.issue(
      { ...kept, lines: lines.map((line) => ({ ...line, credited: 0n })), number, issuedAt: at, dueAt: dueAt ?? new Date(at.getTime() + daysToPay * DAY_MS) },
      this.events,
    );
  }

  /** To be asked before a number is taken, for which others wait. @throws InvoiceIsEmpty, DueBeforeIssue, QuantityIsZero */
  assertIssuable(at: Date): void {
    const { lines, currency, dueAt } = this.state;
    if (lines.length === 0) throw new InvoiceIsEmpty();
    chargeable(lines, currency); // it may be from before a rule
    if (dueAt !== null && dueAt.getTime() < at.getTime() - (at.getTime() % DAY_MS)) throw new DueBeforeIssue();
  }

  /** As it is once it has been stored. */
  stored(): InvoiceDraft {
    return InvoiceDraft.restore({ ...this.state, version: this.state.version + 1 });
  }

  private line(lineId: InvoiceLineId): InvoiceLine {
    const line = this.state.lines.find(({ id }) => id === lineId);
    if (line === undefined) throw new LineNotFound();
    return line;
  }
}
