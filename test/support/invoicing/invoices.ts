import { v7 } from 'uuid';
import { Allowance } from '../../../application/invoicing/ports/allowance.js';
import { Sellers } from '../../../application/invoicing/ports/sellers.js';
import { CreditNote } from '../../../domain/invoicing/credit-note.js';
import { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { Customer, type CustomerState } from '../../../domain/invoicing/customer.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { type DraftState, InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { Charge, InvoiceLine } from '../../../domain/invoicing/invoice-line.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import type { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { Payment, type PaymentState } from '../../../domain/invoicing/payment.js';
import { PaymentId } from '../../../domain/invoicing/payment-id.js';
import { Percentage } from '../../../domain/invoicing/percentage.js';
import { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const noon = new Date('2026-03-01T12:00:00.000Z');

export const percent = (whole: number): Percentage => Percentage.of(Math.round(whole * 100));
export const eur = (minorUnits: bigint): Money => Money.of(minorUnits, 'EUR');

/** What is charged for, without tax and discount unless they are given. */
export const aCharge = (minorUnits = 1250n, quantity = 2n, given: Partial<Charge> = {}): Charge => ({
  description: 'A day of work',
  quantity,
  unitPrice: eur(minorUnits),
  taxRate: Percentage.none,
  discount: Percentage.none,
  ...given,
});

export const aLine = (...charge: Parameters<typeof aCharge>): InvoiceLine => ({ id: InvoiceLineId.from(v7()), ...aCharge(...charge) });

/** A customer who is not stored yet. */
export const aCustomer = ({ tenantId }: TenantContext, given: Partial<Pick<CustomerState, 'name' | 'email' | 'createdAt'>> = {}): Customer =>
  Customer.add({ id: CustomerId.from(v7()), tenantId, name: 'Ada’s Engines', reference: 'K-17', email: null, createdAt: noon, ...given });

/** A draft that is not stored yet. */
export const aDraft = ({ tenantId }: TenantContext, given: Pick<DraftState, 'customerId'> & Partial<DraftState>): InvoiceDraft =>
  InvoiceDraft.start({ id: InvoiceId.from(v7()), tenantId, currency: 'EUR', lines: [aLine()], note: 'Thank you', dueAt: null, createdAt: noon, ...given });

/** A payment that is not stored yet. */
export const aPayment = ({ tenantId }: TenantContext, given: Pick<PaymentState, 'invoiceId'> & Partial<PaymentState>): Payment =>
  Payment.record({ id: PaymentId.from(v7()), tenantId, amount: eur(1000n), receivedAt: noon, method: null, reference: null, createdAt: noon, ...given });

class WithoutLimit extends Allowance {
  override async takeCustomer(): Promise<void> {}
  override async giveBackCustomer(): Promise<void> {}
  override async takeInvoice(): Promise<void> {}
}

/** What a plan without limits allows. */
export const withoutLimit: Allowance = new WithoutLimit();

class AcmeAlone extends Sellers {
  override async nameOf(): Promise<string> {
    return 'Acme & Söhne';
  }
}

/** Whoever asks for money is called so. */
export const acmeSells: Sellers = new AcmeAlone();

let creditNotes = 0;
const nextNumber = (): string => `CN-2026-${String((creditNotes += 1)).padStart(5, '0')}`;

/** Everything on an invoice, credited by a note that is not stored yet. */
export function aCreditNote({ tenantId }: TenantContext, invoice: IssuedInvoice, createdAt = noon, number = nextNumber()): CreditNote {
  const { id: invoiceId, customerId, currency } = invoice.state;
  const { lines } = invoice.credit(null, createdAt);
  return CreditNote.issue({ id: CreditNoteId.from(v7()), tenantId, invoiceId, customerId, number, currency, lines, reason: 'Not worked', createdAt });
}
