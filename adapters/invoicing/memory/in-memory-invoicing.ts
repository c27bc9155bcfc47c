import { detailsOf, type InvoiceDetails, type InvoiceSummary } from '../../../application/invoicing/invoice-details.js';
import { type CustomerQuery, CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { InvoiceNumbers } from '../../../application/invoicing/ports/invoice-numbers.js';
import { type InvoiceQuery, InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import type { Page } from '../../../application/shared/page.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Customer, type CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Invoice, type InvoiceState } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerNotFound, CustomerUnknown, InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';
import { pageOf } from '../../shared/memory/paging.js';

const customerShelf = shelfName<CustomerState>('invoicing.customer');
const invoiceShelf = shelfName<InvoiceState>('invoicing.invoice');
const numberShelf = shelfName<number>('invoicing.numbering');

/** Invoicing's unit of work on the in-memory store. */
export const inMemoryInvoicingWork = (store: Transactions): InMemoryUnitOfWork<InvoicingScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    customers: new InMemoryCustomers(transaction),
    invoices: new InMemoryInvoices(transaction),
    numbers: new InMemoryInvoiceNumbers(transaction),
  }));

class InMemoryCustomers extends Customers {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: Customer): Promise<Customer> {
    const stored = { ...state, version: 1 };
    this.transaction.shelf(tenant, customerShelf).set(state.id, stored);
    this.transaction.announce(tenant, events);
    return Customer.restore(stored);
  }
}

class InMemoryInvoices extends Invoices {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice> {
    const state = this.transaction.shelf(tenant, invoiceShelf).get(invoiceId);
    if (state === undefined) throw new InvoiceNotFound();
    return Invoice.restore(state);
  }

  override async save(tenant: TenantContext, { state, events }: Invoice): Promise<Invoice> {
    if (state.tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    const shelf = this.transaction.shelf(tenant, invoiceShelf);
    if ((shelf.get(state.id)?.version ?? 0) !== state.version) throw new OutdatedVersion();
    if (!this.transaction.shelf(tenant, customerShelf).has(state.customerId)) throw new CustomerUnknown();
    const stored = { ...state, version: state.version + 1 };
    shelf.set(state.id, stored);
    this.transaction.announce(tenant, events);
    return Invoice.restore(stored);
  }
}

class InMemoryInvoiceNumbers extends InvoiceNumbers {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async next(tenant: TenantContext, year: number): Promise<number> {
    const shelf = this.transaction.shelf(tenant, numberShelf);
    const ordinal = (shelf.get(String(year)) ?? 0) + 1;
    shelf.set(String(year), ordinal);
    return ordinal;
  }
}

export class InMemoryCustomerRegister extends CustomerRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, customerId: CustomerId): Promise<CustomerState> {
    const state = this.store.shelf(tenant, customerShelf).get(customerId);
    if (state === undefined) throw new CustomerNotFound();
    return state;
  }

  override async list(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>> {
    const key = query.sort.endsWith('name') ? ({ name }: CustomerState) => name : ({ createdAt }: CustomerState) => createdAt.toISOString();
    return pageOf(this.store.shelf(tenant, customerShelf).values(), key, query.sort.startsWith('-'), query);
  }
}

export class InMemoryInvoiceRegister extends InvoiceRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<InvoiceDetails> {
    const state = this.store.shelf(tenant, invoiceShelf).get(invoiceId);
    if (state === undefined) throw new InvoiceNotFound();
    return detailsOf(Invoice.restore(state));
  }

  override async list(tenant: TenantContext, query: InvoiceQuery): Promise<Page<InvoiceSummary>> {
    const { status, customerId, createdAfter, createdBefore, sort } = query;
    const asked = [...this.store.shelf(tenant, invoiceShelf).values()]
      .map(summaryOf)
      .filter((it) => status === undefined || it.status === status)
      .filter((it) => customerId === undefined || it.customerId === customerId)
      .filter((it) => createdAfter === undefined || it.createdAt > createdAfter)
      .filter((it) => createdBefore === undefined || it.createdAt < createdBefore);
    const key = sort.endsWith('total') ? ({ total }: InvoiceSummary) => total.minorUnits : ({ createdAt }: InvoiceSummary) => createdAt.toISOString();
    return pageOf(asked, key, sort.startsWith('-'), query);
  }
}

function summaryOf(state: InvoiceState): InvoiceSummary {
  const { id, customerId, status, number, total, dueAt, createdAt } = detailsOf(Invoice.restore(state));
  return { id, customerId, status, number, total, dueAt, createdAt };
}
