import { v7 } from 'uuid';
import { Customer } from '../../../domain/invoicing/customer.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Invoice, type InvoiceLine, type InvoiceState } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const noon = new Date('2026-03-01T12:00:00.000Z');

export const aLine = (minorUnits = 1250n, quantity = 2n): InvoiceLine => ({
  description: 'A day of work',
  quantity,
  unitPrice: Money.of(minorUnits, 'EUR'),
});

/** A customer who is not stored yet. */
export const aCustomer = ({ tenantId }: TenantContext, given: { readonly name?: string; readonly createdAt?: Date } = {}): Customer =>
  Customer.add({ id: CustomerId.from(v7()), tenantId, name: 'Ada’s Engines', reference: 'K-17', createdAt: noon, ...given });

/** A draft that is not stored yet. */
export const aDraft = ({ tenantId }: TenantContext, given: Pick<InvoiceState, 'customerId'> & Partial<InvoiceState>): Invoice =>
  Invoice.draft({ id: InvoiceId.from(v7()), tenantId, currency: 'EUR', lines: [aLine()], note: 'Thank you', dueAt: null, createdAt: noon, ...given });
