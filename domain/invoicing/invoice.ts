import { type Currency, CurrencyMismatch, Money } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceEvent } from './invoice-events.js';
import type { InvoiceId } from './invoice-id.js';
import { InvoiceAlreadyIssued, InvoiceIsEmpty, PriceIsNegative } from './invoicing-refusals.js';

export const invoiceStatuses = ['draft', 'issued'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

export type InvoiceLine = {
  readonly description: string;
  readonly quantity: bigint;
  readonly unitPrice: Money;
};

/** What may be changed while it is a draft. Absent leaves as it is; null removes. */
export type InvoiceChange = {
  readonly lines?: readonly InvoiceLine[];
  readonly note?: string | null;
  readonly dueAt?: Date | null;
};

export type InvoiceState = {
  readonly id: InvoiceId;
  readonly tenantId: TenantId;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly issued: { readonly number: string; readonly at: Date } | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** What a tenant asks a customer to pay. Editable as a draft; frozen once issued. */
export class Invoice {
  private constructor(
    readonly state: InvoiceState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly InvoiceEvent[],
  ) {}

  /** @throws CurrencyMismatch, PriceIsNegative, AmountTooLarge */
  static draft(given: Omit<InvoiceState, 'issued' | 'version'>): Invoice {
    const { id: invoiceId, tenantId, customerId, createdAt: occurredAt } = given;
    const drafted = { type: 'invoicing.invoice-drafted', tenantId, invoiceId, customerId, occurredAt } as const;
    return new Invoice({ ...given, issued: null, version: 0 }, [drafted]).checked();
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: InvoiceState): Invoice {
    return new Invoice(state, []);
  }

  get status(): InvoiceStatus {
    return this.state.issued === null ? 'draft' : 'issued';
  }

  get total(): Money {
    const { currency, lines } = this.state;
    return lines.reduce((sum, { unitPrice, quantity }) => sum.plus(unitPrice.times(quantity)), Money.zero(currency));
  }

  /** @throws InvoiceAlreadyIssued, CurrencyMismatch, PriceIsNegative, AmountTooLarge */
  change(change: InvoiceChange, at: Date): Invoice {
    this.assertDraft();
    const { id: invoiceId, tenantId } = this.state;
    const { lines = this.state.lines, note = this.state.note, dueAt = this.state.dueAt } = change; // and nothing else that a caller may bring along
    return this.become({ lines, note, dueAt }, { type: 'invoicing.invoice-changed', tenantId, invoiceId, occurredAt: at }).checked();
  }

  /** Gives the draft its number, for good. @throws InvoiceAlreadyIssued, InvoiceIsEmpty */
  issue(number: string, at: Date): Invoice {
    this.assertIssuable();
    const { id: invoiceId, tenantId } = this.state;
    const { total } = this;
    return this.become(
      { issued: { number, at } },
      { type: 'invoicing.invoice-issued', tenantId, invoiceId, number, total, occurredAt: at },
    );
  }

  /** To be asked before a number is taken, for which others wait. @throws InvoiceAlreadyIssued, InvoiceIsEmpty */
  assertIssuable(): void {
    this.assertDraft();
    if (this.state.lines.length === 0) throw new InvoiceIsEmpty();
  }

  private assertDraft(): void {
    if (this.state.issued !== null) throw new InvoiceAlreadyIssued();
  }

  private checked(): Invoice {
    for (const { unitPrice } of this.state.lines) {
      if (unitPrice.isNegative) throw new PriceIsNegative();
      if (unitPrice.currency !== this.state.currency) {
        throw new CurrencyMismatch(`Each price of this invoice must be in ${this.state.currency}.`);
      }
    }
    void this.total; // an amount too large to add up is refused now, not when it is stored
    return this;
  }

  private become(change: Partial<InvoiceState>, happened: InvoiceEvent): Invoice {
    return new Invoice({ ...this.state, ...change }, [...this.events, happened]);
  }
}
