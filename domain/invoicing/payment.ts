import type { Money } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { InvoiceId } from './invoice-id.js';
import { PaymentAlreadyReversed } from './invoicing-refusals.js';
import type { PaymentEvent } from './payment-events.js';
import type { PaymentId } from './payment-id.js';

export const paymentMethods = ['bank-transfer', 'card', 'cash', 'cheque', 'direct-debit', 'other'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

export type PaymentState = {
  readonly id: PaymentId;
  readonly tenantId: TenantId;
  readonly invoiceId: InvoiceId;
  readonly amount: Money;
  /** When the tenant got it. */
  readonly receivedAt: Date;
  readonly method: PaymentMethod | null;
  /** What the bank or the customer calls it. */
  readonly reference: string | null;
  readonly reversed: { readonly at: Date; readonly reason: string } | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** What a customer paid of one invoice. It cannot be changed, only reversed. */
export class Payment {
  private constructor(
    readonly state: PaymentState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly PaymentEvent[],
  ) {}

  static record(given: Omit<PaymentState, 'reversed' | 'version'>): Payment {
    const { id: paymentId, tenantId, invoiceId, amount, createdAt: occurredAt } = given;
    const recorded = { type: 'invoicing.payment-recorded', tenantId, paymentId, invoiceId, amount, occurredAt } as const;
    return new Payment({ ...given, reversed: null, version: 0 }, [recorded]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: PaymentState): Payment {
    return new Payment(state, []);
  }

  /** Once: it was none after all, or went back. @throws PaymentAlreadyReversed */
  reverse(reason: string, at: Date): Payment {
    const { id: paymentId, tenantId, invoiceId, amount, reversed } = this.state;
    if (reversed !== null) throw new PaymentAlreadyReversed();
    const event = { type: 'invoicing.payment-reversed', tenantId, paymentId, invoiceId, amount, reason, occurredAt: at } as const;
    return new Payment({ ...this.state, reversed: { at, reason } }, [...this.events, event]);
  }

  /** As it is once it has been stored. */
  stored(): Payment {
    return Payment.restore({ ...this.state, version: this.state.version + 1 });
  }
}
