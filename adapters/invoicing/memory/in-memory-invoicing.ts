import { type CreditNoteDetails, creditNoteDetailsOf } from '../../../application/invoicing/credit-note-details.js';
import { detailsOf, type InvoiceDetails, type InvoiceSummary, type ListedInvoice, listed } from '../../../application/invoicing/invoice-details.js';
import { Ageing, type AgeingQuery, type AgeingSummary, type Owed, type StoredAgeing } from '../../../application/invoicing/ports/ageing.js';
import { AgeingSummaries } from '../../../application/invoicing/ports/ageing-summaries.js';
import type { Allowance } from '../../../application/invoicing/ports/allowance.js';
import { type CreditNoteQuery, CreditNoteRegister } from '../../../application/invoicing/ports/credit-note-register.js';
import { CreditNotes } from '../../../application/invoicing/ports/credit-notes.js';
import { type CustomerQuery, CustomerRegister } from '../../../application/invoicing/ports/customer-register.js';
import { Customers } from '../../../application/invoicing/ports/customers.js';
import { DocumentNumbers } from '../../../application/invoicing/ports/document-numbers.js';
import { type Documents, type IdRange, Imports } from '../../../application/invoicing/ports/imports.js';
import { InvoicePdfRegister, type NumberedPdf } from '../../../application/invoicing/ports/invoice-pdf-register.js';
import { type InvoicePdf, InvoicePdfs } from '../../../application/invoicing/ports/invoice-pdfs.js';
import { type InvoiceQuery, InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import { type PaymentQuery, PaymentRegister } from '../../../application/invoicing/ports/payment-register.js';
import { KnownCustomers } from '../../../application/invoicing/ports/known-customers.js';
import { KnownInvoices } from '../../../application/invoicing/ports/known-invoices.js';
import { Payments } from '../../../application/invoicing/ports/payments.js';
import type { Page } from '../../../application/shared/page.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CreditNote, type CreditNoteState } from '../../../domain/invoicing/credit-note.js';
import type { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { Customer, type CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { Series } from '../../../domain/invoicing/document-number.js';
import { asDraft, asIssued, type Invoice } from '../../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import {
  AgeingNotComputed, CreditNoteNotFound, CustomerArchived, CustomerNotFound, CustomerUnknown, InvoiceNotFound, PaymentNotFound, PdfNotRendered,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { Payment, type PaymentState } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { InMemoryJobs } from '../../shared/memory/in-memory-jobs.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, joined, type ShelfName, shelfName } from '../../shared/memory/in-memory-store.js';
import { pageOf } from '../../shared/memory/paging.js';

const customerShelf = shelfName<CustomerState>('invoicing.customer');
const invoiceShelf = shelfName<Invoice>('invoicing.invoice');
const paymentShelf = shelfName<PaymentState>('invoicing.payment');
const creditNoteShelf = shelfName<CreditNoteState>('invoicing.credit-note');
const pdfShelf = shelfName<InvoicePdf & { readonly version: number }>('invoicing.invoice-pdf');
const summaryShelf = shelfName<KeptAgeing>('invoicing.ageing-summary');
const numberShelf = shelfName<number>('invoicing.numbering');

/** Invoicing's unit of work on the in-memory store. */
export const inMemoryInvoicingWork = (
  store: Transactions,
  allowanceIn: (transaction: OpenTransaction) => Allowance,
  ids: Ids,
  clock: Clock,
  invalidationsIn: InvalidationsIn,
): InMemoryUnitOfWork<InvoicingScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    customers: new InMemoryCustomers(transaction),
    invoices: new InMemoryInvoices(transaction),
    payments: new InMemoryPayments(transaction),
    creditNotes: new InMemoryCreditNotes(transaction),
    numbers: new InMemoryDocumentNumbers(transaction),
    allowance: allowanceIn(transaction),
    imports: new InMemoryImports(transaction),
    pdfs: new InMemoryInvoicePdfs(transaction),
    ageingSummaries: new InMemoryAgeingSummaries(transaction),
    jobs: new InMemoryJobs(transaction, ids, clock),
    invalidations: invalidationsIn(transaction),
  }));

class InMemoryCustomers extends Customers {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, customerId: CustomerId, version: number): Promise<Customer> {
    const state = this.transaction.shelf(tenant, customerShelf).get(customerId);
    if (state === undefined) throw new CustomerNotFound();
    if (state.version !== version) throw new OutdatedVersion();
    return Customer.restore(state);
  }

  override async save(tenant: TenantContext, customer: Customer): Promise<Customer> {
    const { state: { id, tenantId, version }, events } = customer;
    if (tenantId !== tenant.tenantId) throw new CustomerNotFound();
    const shelf = this.transaction.shelf(tenant, customerShelf);
    if ((shelf.get(id)?.version ?? 0) !== version) throw new OutdatedVersion();
    const stored = customer.stored();
    shelf.set(id, stored.state);
    this.transaction.announce(tenant, id, events);
    return stored;
  }
}

class InMemoryInvoices extends Invoices {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice> {
    return this.seen(tenant, invoiceId);
  }

  override async draft(tenant: TenantContext, invoiceId: InvoiceId, version: number): Promise<InvoiceDraft> {
    return asDraft(this.seen(tenant, invoiceId, version));
  }

  override async issued(tenant: TenantContext, invoiceId: InvoiceId, version?: number): Promise<IssuedInvoice> {
    return asIssued(this.seen(tenant, invoiceId, version));
  }

  override async late(tenant: TenantContext, asOf: Date, limit: number): Promise<readonly IssuedInvoice[]> {
    const late = [...this.transaction.shelf(tenant, invoiceShelf).values()]
      .filter((invoice): invoice is IssuedInvoice => invoice instanceof IssuedInvoice && invoice.status === 'issued')
      .filter(({ state: { overdueSince, dueAt } }) => overdueSince === null && dueAt < asOf);
    const keyOf = ({ state: { dueAt, id } }: IssuedInvoice): string => `${dueAt.toISOString()} ${id}`;
    return late.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)).slice(0, limit);
  }

  override async save(tenant: TenantContext, invoice: Invoice): Promise<Invoice> {
    const { state: { id, tenantId, customerId, version }, events } = invoice;
    if (tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    const shelf = this.transaction.shelf(tenant, invoiceShelf);
    if ((shelf.get(id)?.state.version ?? 0) !== version) throw new OutdatedVersion();
    if (version === 0) {
      if (!(invoice instanceof InvoiceDraft)) throw new OutdatedVersion();
      this.assertGetsInvoices(tenant, customerId);
    }
    const stored = invoice.stored();
    shelf.set(id, stored);
    this.transaction.announce(tenant, id, events);
    return stored;
  }

  private seen(tenant: TenantContext, invoiceId: InvoiceId, version?: number): Invoice {
    const invoice = this.transaction.shelf(tenant, invoiceShelf).get(invoiceId);
    if (invoice === undefined) throw new InvoiceNotFound();
    if (version !== undefined && invoice.state.version !== version) throw new OutdatedVersion();
    return invoice;
  }

  private assertGetsInvoices(tenant: TenantContext, customerId: CustomerId): void {
    const customer = this.transaction.shelf(tenant, customerShelf).get(customerId);
    if (customer === undefined) throw new CustomerUnknown();
    if (customer.archivedAt !== null) throw new CustomerArchived();
  }
}

class InMemoryPayments extends Payments {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, paymentId: PaymentId, version: number): Promise<Payment> {
    const state = this.transaction.shelf(tenant, paymentShelf).get(paymentId);
    if (state === undefined) throw new PaymentNotFound();
    if (state.version !== version) throw new OutdatedVersion();
    return Payment.restore(state);
  }

  override async save(tenant: TenantContext, payment: Payment): Promise<Payment> {
    const { state: { id, tenantId, version }, events } = payment;
    if (tenantId !== tenant.tenantId) throw new PaymentNotFound();
    const shelf = this.transaction.shelf(tenant, paymentShelf);
    if ((shelf.get(id)?.version ?? 0) !== version) throw new OutdatedVersion();
    const stored = payment.stored();
    shelf.set(id, stored.state);
    this.transaction.announce(tenant, id, events);
    return stored;
  }
}

class InMemoryCreditNotes extends CreditNotes {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: CreditNote): Promise<void> {
    if (state.tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    this.transaction.shelf(tenant, creditNoteShelf).set(state.id, state);
    this.transaction.announce(tenant, state.id, events);
  }
}

class InMemoryDocumentNumbers extends DocumentNumbers {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async next(tenant: TenantContext, series: Series, year: number, count = 1): Promise<number> {
    const shelf = this.transaction.shelf(tenant, numberShelf);
    const last = shelf.get(`${series} ${year}`) ?? 0;
    shelf.set(`${series} ${year}`, last + count);
    return last + 1;
  }
}

class InMemoryImports extends Imports {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async countCustomers(tenant: TenantContext, ids: IdRange): Promise<number> {
    return countIn(this.transaction.shelf(tenant, customerShelf), ids);
  }

  override async archivedCustomers(tenant: TenantContext, ids: IdRange): Promise<readonly CustomerId[]> {
    const archived = [...this.transaction.shelf(tenant, customerShelf).values()].filter(({ archivedAt }) => archivedAt !== null);
    return archived.map(({ id }) => id).filter((id) => isIn(ids, id));
  }

  override async countInvoices(tenant: TenantContext, ids: IdRange): Promise<number> {
    return countIn(this.transaction.shelf(tenant, invoiceShelf), ids);
  }

  override async add(tenant: TenantContext, { customers = [], invoices = [], payments = [], creditNotes = [] }: Documents): Promise<void> {
    if ([...customers, ...invoices, ...payments, ...creditNotes].some(({ state }) => state.tenantId !== tenant.tenantId)) throw new InvoiceNotFound();
    for (const customer of customers) this.put(tenant, customerShelf, customer.state.id, customer.stored().state);
    for (const invoice of invoices) this.put<Invoice>(tenant, invoiceShelf, invoice.state.id, invoice.stored());
    for (const payment of payments) this.put(tenant, paymentShelf, payment.state.id, payment.stored().state);
    for (const { state } of creditNotes) this.put(tenant, creditNoteShelf, state.id, state);
  }

  private put<Item>(tenant: TenantContext, name: ShelfName<Item>, id: string, item: Item): void {
    const shelf = this.transaction.shelf(tenant, name);
    if (shelf.has(id)) throw new OutdatedVersion();
    shelf.set(id, item);
  }
}

/** What is kept of a summary, and the last change that is known. */
type KeptAgeing = { readonly summary: AgeingSummary | null; readonly changedAt: Date | null; readonly version: number };

const NO_SUMMARY: KeptAgeing = { summary: null, changedAt: null, version: 0 };
const THE_ONE = 'the one of the tenant';

class InMemoryAgeingSummaries extends AgeingSummaries {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async put(tenant: TenantContext, summary: AgeingSummary): Promise<void> {
    const shelf = this.transaction.shelf(tenant, summaryShelf);
    const kept = shelf.get(THE_ONE) ?? NO_SUMMARY;
    if (kept.summary === null || kept.summary.asOf <= summary.asOf) shelf.set(THE_ONE, { ...kept, summary, version: kept.version + 1 });
  }

  override async outdate(tenant: TenantContext, changedAt: Date): Promise<void> {
    const shelf = this.transaction.shelf(tenant, summaryShelf);
    const kept = shelf.get(THE_ONE) ?? NO_SUMMARY;
    if (kept.changedAt === null || kept.changedAt < changedAt) shelf.set(THE_ONE, { ...kept, changedAt, version: kept.version + 1 });
  }
}

const isIn = ({ first, last }: IdRange, id: string): boolean => id >= first && id <= last;

const countIn = (shelf: ReadonlyMap<string, unknown>, ids: IdRange): number => [...shelf.keys()].filter((id) => isIn(ids, id)).length;

class InMemoryInvoicePdfs extends InvoicePdfs {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async put(tenant: TenantContext, pdf: InvoicePdf): Promise<void> {
    if (!this.transaction.shelf(tenant, invoiceShelf).has(pdf.invoiceId)) throw new InvoiceNotFound();
    const shelf = this.transaction.shelf(tenant, pdfShelf);
    const there = shelf.get(pdf.invoiceId);
    if (there !== undefined && (there.invoiceVersion > pdf.invoiceVersion || saysTheSame(there, pdf))) return;
    shelf.set(pdf.invoiceId, { ...pdf, bytes: Uint8Array.from(pdf.bytes), version: (there?.version ?? 0) + 1 });
  }
}

const saysTheSame = (one: InvoicePdf, other: InvoicePdf): boolean =>
  one.shows === other.shows && one.bytes.length === other.bytes.length && one.bytes.every((byte, at) => byte === other.bytes[at]);

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
    const { archived, namePrefix, sort } = query;
    const asked = [...this.store.shelf(tenant, customerShelf).values()]
      .filter(({ archivedAt }) => (archivedAt !== null) === archived)
      .filter(({ name }) => folded(name).startsWith(folded(namePrefix ?? '')));
    const nameOf = ({ name }: CustomerState): string => (namePrefix === undefined ? name : folded(name));
    const key = sort.endsWith('name') ? nameOf : ({ createdAt }: CustomerState) => createdAt.toISOString();
    return pageOf(asked, key, sort.startsWith('-'), query);
  }
}

/** In lower case, each code point by itself, as PostgreSQL's collation "pg_c_utf8" does. */
const folded = (text: string): string => [...text].map((point) => [...point.toLowerCase()][0]).join('');

export class InMemoryInvoiceRegister extends InvoiceRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<InvoiceDetails> {
    const invoice = this.store.shelf(tenant, invoiceShelf).get(invoiceId);
    if (invoice === undefined) throw new InvoiceNotFound();
    return detailsOf(invoice);
  }

  override async list(tenant: TenantContext, query: InvoiceQuery, now: Date): Promise<Page<ListedInvoice>> {
    const { status, customerId, overdue, createdAfter, createdBefore, sort } = query;
    const asked = [...this.store.shelf(tenant, invoiceShelf).values()]
      .map((invoice) => listed(summaryOf(detailsOf(invoice)), now))
      .filter((it) => status === undefined || it.status === status)
      .filter((it) => customerId === undefined || it.customerId === customerId)
      .filter((it) => overdue === undefined || it.overdue === overdue)
      .filter((it) => createdAfter === undefined || it.createdAt > createdAfter)
      .filter((it) => createdBefore === undefined || it.createdAt < createdBefore);
    if (sort.endsWith('total')) return pageOf(asked, ({ total }) => total.minorUnits, sort.startsWith('-'), query);
    const key = ({ dueAt, createdAt }: InvoiceSummary) => (sort.endsWith('dueAt') ? (dueAt?.toISOString() ?? LATER_THAN_ANY) : createdAt.toISOString());
    return pageOf(asked, key, sort.startsWith('-'), query);
  }
}

const LATER_THAN_ANY = 'without';

function summaryOf({ id, customerId, status, number, total, balance, dueAt, createdAt }: InvoiceDetails): InvoiceSummary {
  return { id, customerId, status, number, total, balance, dueAt, createdAt };
}

export class InMemoryInvoicePdfRegister extends InvoicePdfRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<NumberedPdf> {
    const invoice = this.store.shelf(tenant, invoiceShelf).get(invoiceId);
    if (invoice === undefined) throw new InvoiceNotFound();
    const pdf = this.store.shelf(tenant, pdfShelf).get(invoiceId);
    if (invoice instanceof InvoiceDraft || pdf === undefined || (pdf.shows === 'void') !== (invoice.status === 'void')) throw new PdfNotRendered();
    return { number: invoice.state.number, bytes: Uint8Array.from(pdf.bytes), version: pdf.version };
  }
}

export class InMemoryPaymentRegister extends PaymentRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, paymentId: PaymentId): Promise<PaymentState> {
    const state = this.store.shelf(tenant, paymentShelf).get(paymentId);
    if (state === undefined) throw new PaymentNotFound();
    return state;
  }

  override async list(tenant: TenantContext, query: PaymentQuery): Promise<Page<PaymentState>> {
    const asked = [...this.store.shelf(tenant, paymentShelf).values()].filter(({ invoiceId }) => [undefined, invoiceId].includes(query.invoiceId));
    return pageOf(asked, ({ createdAt }) => createdAt.toISOString(), true, query);
  }
}

export class InMemoryCreditNoteRegister extends CreditNoteRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async find(tenant: TenantContext, creditNoteId: CreditNoteId): Promise<CreditNoteDetails> {
    const state = this.store.shelf(tenant, creditNoteShelf).get(creditNoteId);
    if (state === undefined) throw new CreditNoteNotFound();
    return creditNoteDetailsOf(CreditNote.restore(state));
  }

  override async list(tenant: TenantContext, query: CreditNoteQuery): Promise<Page<CreditNoteDetails>> {
    const asked = [...this.store.shelf(tenant, creditNoteShelf).values()]
      .filter(({ invoiceId }) => [undefined, invoiceId].includes(query.invoiceId))
      .map((state) => creditNoteDetailsOf(CreditNote.restore(state)));
    return pageOf(asked, ({ createdAt }) => createdAt.toISOString(), true, query);
  }
}

export class InMemoryAgeing extends Ageing {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async list(tenant: TenantContext, query: AgeingQuery, asOf: Date): Promise<Page<Owed>> {
    const open = [...this.store.shelf(tenant, invoiceShelf).values()]
      .filter((invoice): invoice is IssuedInvoice => invoice instanceof IssuedInvoice && invoice.status === 'issued')
      .filter(({ state: { customerId } }) => query.customerId === undefined || customerId === query.customerId);
    const owed = [...Map.groupBy(open, keyOf).values()].map((some) => ({ ...owedIn(some, asOf), id: keyOf(some[0] as IssuedInvoice) }));
    const { items, next } = pageOf(owed, ({ id }) => id, false, query);
    return { items: items.map(({ id: _, ...one }) => one), next };
  }

  override async countDebtors(tenant: TenantContext): Promise<number> {
    const open = [...this.store.shelf(tenant, invoiceShelf).values()].filter(({ status }) => status === 'issued');
    return new Set(open.map(({ state: { customerId } }) => customerId)).size;
  }

  override async summary(tenant: TenantContext): Promise<StoredAgeing> {
    const { summary, changedAt, version } = this.store.shelf(tenant, summaryShelf).get(THE_ONE) ?? NO_SUMMARY;
    if (summary === null) throw new AgeingNotComputed();
    return { ...summary, isOutdated: changedAt !== null && changedAt >= summary.asOf, version };
  }
}

const keyOf = ({ state: { customerId, currency } }: IssuedInvoice): string => `${customerId} ${currency}`;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the invoices of one customer in one currency say. */
function owedIn(some: readonly IssuedInvoice[], asOf: Date): Owed {
  const sum = (lateBy: (days: number) => boolean): bigint =>
    some
      .filter(({ state: { dueAt } }) => lateBy((asOf.getTime() - dueAt.getTime()) / DAY_MS))
      .reduce((total, { balance }) => total + balance.minorUnits, 0n);
  const { customerId, currency } = (some[0] as IssuedInvoice).state;
  return {
    customerId,
    currency,
    notDue: sum((days) => days <= 0),
    days1To30: sum((days) => days > 0 && days <= 30),
    days31To60: sum((days) => days > 30 && days <= 60),
    days61To90: sum((days) => days > 60 && days <= 90),
    over90Days: sum((days) => days > 90),
    outstanding: sum(() => true),
    invoices: some.length,
  };
}

export class InMemoryKnownCustomers extends KnownCustomers {
  constructor(private readonly store: InMemoryStore | InMemoryTransaction) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const shelf = this.store.shelf(tenant, customerShelf);
    return [...new Set(ids)].filter((id) => shelf.has(id));
  }

  override within(transaction: OpenTransaction): InMemoryKnownCustomers {
    return new InMemoryKnownCustomers(joined(transaction));
  }
}

export class InMemoryKnownInvoices extends KnownInvoices {
  constructor(private readonly store: InMemoryStore | InMemoryTransaction) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const shelf = this.store.shelf(tenant, invoiceShelf);
    return [...new Set(ids)].filter((id) => shelf.has(id));
  }

  override within(transaction: OpenTransaction): InMemoryKnownInvoices {
    return new InMemoryKnownInvoices(joined(transaction));
  }
}
