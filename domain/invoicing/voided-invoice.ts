import type { Currency } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceEvent } from './invoice-events.js';
import type { InvoiceId } from './invoice-id.js';
import { amountsOf, type Amounts, type InvoiceLine, pricedOf } from './invoice-line.js';

export type VoidedState = {
  readonly id: InvoiceId;
  readonly tenantId: TenantId;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  readonly note: string | null;
  readonly number: string;
  readonly issuedAt: Date;
  readonly dueAt: Date;
  readonly voidedAt: Date;
  readonly reason: string;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** An invoice that was issued and counts for nothing. There is nothing left to decide. */
export class VoidedInvoice {
  readonly status = 'void';

  private constructor(
    readonly state: VoidedState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly InvoiceEvent[],
  ) {}

  static void(state: VoidedState, before: readonly InvoiceEvent[]): VoidedInvoice {
    const { id: invoiceId, tenantId, number, reason, voidedAt: occurredAt } = state;
    return new VoidedInvoice(state, [...before, { type: 'invoicing.invoice-voided', tenantId, invoiceId, number, reason, occurredAt }]);
  }

  /** Back from storage: nothing has happened yet. */
  static restore(state: VoidedState): VoidedInvoice {
    return new VoidedInvoice(state, []);
  }

  /** What it would have come to. */
  get amounts(): Amounts {
    return amountsOf(pricedOf(this.state.lines), this.state.currency);
  }

  /** As it is once it has been stored. */
  stored(): VoidedInvoice {
    return VoidedInvoice.restore({ ...this.state, version: this.state.version + 1 });
  }
}
