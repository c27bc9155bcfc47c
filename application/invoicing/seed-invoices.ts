import { CreditNote } from '../../domain/invoicing/credit-note.js';
import { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import { Customer } from '../../domain/invoicing/customer.js';
import { CustomerId } from '../../domain/invoicing/customer-id.js';
import { documentNumber, type Series, series } from '../../domain/invoicing/document-number.js';
import { InvoiceDraft } from '../../domain/invoicing/invoice-draft.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../domain/invoicing/invoice-line-id.js';
import { CustomerArchived } from '../../domain/invoicing/invoicing-refusals.js';
import type { IssuedInvoice } from '../../domain/invoicing/issued-invoice.js';
import { Payment } from '../../domain/invoicing/payment.js';
import { PaymentId } from '../../domain/invoicing/payment-id.js';
import type { Invoice } from '../../domain/invoicing/invoice.js';
import type { Currency, Money } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { Seeder } from '../shared/seeder.js';
import { between, chargeIn, companyName, type Lots, lotsOf, oneOf } from './believable.js';
import type { IdRange } from './ports/imports.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

const BATCH = 500;
const INVOICES_PER_CUSTOMER = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
const HISTORY_DAYS = 540;
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'GBP', 'USD', 'CHF', 'JPY'] as const;

/**
 * Fills a tenant with customers, and with invoices as they come about: drafts, paid ones, overdue ones, some in parts, some
 * credited or void. Every rule is kept, because each is made by the domain; only the past is made up.
 */
export class SeedInvoices extends Seeder {
  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(tenant: TenantContext, wanted: number, made: (count: number) => void): Promise<void> {
    const now = this.clock.now();
    const customers = await this.customersOf(tenant, Math.ceil(wanted / INVOICES_PER_CUSTOMER), now);
    const before = await this.work.run(tenant, ({ imports }) => imports.countInvoices(tenant, idsOf(tenant, 'invoice')));
    if (before < wanted && customers.length === 0) throw new CustomerArchived();
    const past = new Past(before, wanted, now);
    for (let from = before; from < wanted; from += BATCH) {
      const ordinals = Array.from({ length: Math.min(BATCH, wanted - from) }, (_, at) => from + at);
      const stories = ordinals.map((ordinal) => storyOf(tenant, ordinal, customers, past));
      await this.work.run(tenant, (scope) => store(tenant, stories, now, scope));
      made(ordinals.length);
    }
  }

  /** Those of them who get invoices. */
  private async customersOf(tenant: TenantContext, wanted: number, now: Date): Promise<readonly CustomerId[]> {
    const all = Array.from({ length: wanted }, (_, ordinal) => CustomerId.from(idOf(tenant, 'customer', ordinal)));
    const archived = await this.work.run(tenant, async ({ imports, allowance }) => {
      const before = await imports.countCustomers(tenant, idsOf(tenant, 'customer'));
      const missing = all.slice(before).map((id, at) => customerOf(tenant, id, before + at, now));
      for (const _ of missing) await allowance.takeCustomer(tenant);
      await imports.add(tenant, { customers: missing });
      return new Set(await imports.archivedCustomers(tenant, idsOf(tenant, 'customer')));
    });
    return all.filter((id) => !archived.has(id));
  }
}

/** When the invoices of a run were drafted: one after the other, up to now. */
class Past {
  private readonly since: number;

  constructor(
    private readonly first: number,
    private readonly end: number,
    readonly now: Date,
  ) {
    this.since = now.getTime() - (first === 0 ? HISTORY_DAYS : 1) * DAY_MS;
  }

  draftedAt(ordinal: number): Date {
    const share = (ordinal - this.first) / (this.end - this.first);
    return new Date(Math.floor(this.since + share * (this.now.getTime() - this.since)));
  }
}

/** What becomes of an invoice, when nothing comes between. */
type Story = {
  readonly ordinal: number;
  readonly draft: InvoiceDraft;
  /** Null for a draft that stays one. */
  readonly issuedAt: Date | null;
  readonly lots: Lots;
};
type IssuedStory = Story & { readonly issuedAt: Date };

function storyOf(tenant: TenantContext, ordinal: number, customers: readonly CustomerId[], past: Past): Story {
  const { tenantId } = tenant;
  const lots = lotsFor(tenant, ordinal);
  const currency = currencyOf(tenant);
  const createdAt = past.draftedAt(ordinal);
  const mayBeIssuedAt = new Date(createdAt.getTime() + between(lots, 0, 72) * 60 * 60 * 1000);
  const issuedAt = mayBeIssuedAt < past.now && lots() < 0.96 ? mayBeIssuedAt : null;
  const lines = Array.from({ length: between(lots, 1, 4) }, (_, at) => ({ id: InvoiceLineId.from(idOf(tenant, 'line', ordinal * 8 + at)), ...chargeIn(currency, lots) }));
  const draft = InvoiceDraft.start({
    id: InvoiceId.from(idOf(tenant, 'invoice', ordinal)),
    tenantId,
    customerId: oneOf(lots, customers),
    currency,
    lines,
    note: lots() < 0.3 ? 'Thank you for your business.' : null,
    dueAt: issuedAt === null ? null : new Date(issuedAt.getTime() + oneOf(lots, [14, 30, 30, 60]) * DAY_MS),
    createdAt,
  });
  return { ordinal, draft, issuedAt, lots };
}

async function store(tenant: TenantContext, stories: readonly Story[], now: Date, { imports, numbers, allowance }: InvoicingScope): Promise<void> {
  const issued = stories.filter((story): story is IssuedStory => story.issuedAt !== null).toSorted((one, other) => one.issuedAt.getTime() - other.issuedAt.getTime());
  for (const { issuedAt } of issued) if (isSameMonth(issuedAt, now)) await allowance.takeInvoice(tenant);
  const numberOf = await numbersFor(tenant, series.invoice, issued.map(({ issuedAt }) => issuedAt), numbers);

  const invoices: Invoice[] = stories.filter(({ issuedAt }) => issuedAt === null).map(({ draft }) => draft);
  const payments: Payment[] = [];
  const credits: Credited[] = [];
  for (const story of issued) {
    const { draft, issuedAt, ordinal } = story;
    const told = settled(draft.issue(numberOf(issuedAt), issuedAt), story, now);
    invoices.push(told.invoice);
    payments.push(...told.payments.map(({ amount, at }, part) => paymentOf(tenant, story, PaymentId.from(idOf(tenant, 'payment', ordinal * 2 + part)), amount, at)));
    if (told.credit !== null) credits.push({ ...told.credit, of: draft, id: CreditNoteId.from(idOf(tenant, 'credit note', ordinal)) });
  }
  const byMoment = credits.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const creditNumberOf = await numbersFor(tenant, series.creditNote, byMoment.map(({ at }) => at), numbers);
  const creditNotes = byMoment.map(({ id, of, lines, at }) => {
    const { tenantId, id: invoiceId, customerId, currency } = of.state;
    return CreditNote.issue({ id, tenantId, invoiceId, customerId, number: creditNumberOf(at), currency, lines, reason: 'Not delivered in full', createdAt: at });
  });
  await imports.add(tenant, { invoices, payments, creditNotes });
}

type Credit = { readonly lines: CreditNote['state']['lines']; readonly at: Date };
type Credited = Credit & { readonly id: CreditNoteId; readonly of: InvoiceDraft };
type Paid = { readonly amount: Money; readonly at: Date };
type Settled = { readonly invoice: Invoice; readonly payments: readonly Paid[]; readonly credit: Credit | null };

/** Of a hundred issued invoices 3 are void, 4 credited in part, 10 paid in part, 75 paid, and 8 left unpaid; less what is still to come. */
function settled(issued: IssuedInvoice, { issuedAt, lots }: IssuedStory, now: Date): Settled {
  const fate = lots();
  const [soon, later] = [new Date(issuedAt.getTime() + between(lots, 3, 40) * DAY_MS), new Date(issuedAt.getTime() + between(lots, 41, 80) * DAY_MS)];
  if (soon > now || fate >= 0.92) return { invoice: issued, payments: [], credit: null };
  if (fate < 0.03) return { invoice: issued.void('Issued by mistake', soon), payments: [], credit: null };
  if (fate < 0.07) {
    const [first] = issued.state.lines;
    const { invoice, lines } = issued.credit(first === undefined ? null : [{ lineId: first.id, quantity: 1n }], soon);
    return { invoice, payments: [], credit: { lines, at: soon } };
  }
  const whole = issued.balance;
  const amount = fate < 0.17 ? whole.portion(1n, 2n) : whole;
  const half = issued.pay(amount, soon);
  if (!half.balance.isPositive || later > now || fate < 0.12) return { invoice: half, payments: [{ amount, at: soon }], credit: null };
  return { invoice: half.pay(half.balance, later), payments: [{ amount, at: soon }, { amount: half.balance, at: later }], credit: null };
}

function paymentOf(tenant: TenantContext, { draft, lots }: Story, id: PaymentId, amount: Money, at: Date): Payment {
  const method = oneOf(lots, ['bank-transfer', 'bank-transfer', 'direct-debit', 'card'] as const);
  return Payment.record({ id, tenantId: tenant.tenantId, invoiceId: draft.state.id, amount, receivedAt: at, method, reference: null, createdAt: at });
}

/** As many numbers as there are moments, in their order within each year. */
async function numbersFor(tenant: TenantContext, of: Series, moments: readonly Date[], numbers: InvoicingScope['numbers']): Promise<(at: Date) => string> {
  const next = new Map<number, number>();
  for (const [year, { length }] of Map.groupBy(moments, (at) => at.getUTCFullYear())) next.set(year, await numbers.next(tenant, of, year, length));
  return (at) => {
    const year = at.getUTCFullYear();
    const ordinal = next.get(year) ?? 0;
    next.set(year, ordinal + 1);
    return documentNumber(of, year, ordinal);
  };
}

function customerOf(tenant: TenantContext, id: CustomerId, ordinal: number, now: Date): Customer {
  const lots = lotsFor(tenant, -1 - ordinal);
  const name = companyName(lots);
  const mailbox = name.toLowerCase().normalize('NFD').replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '');
  return Customer.add({
    id,
    tenantId: tenant.tenantId,
    name,
    reference: `C-${1001 + ordinal}`,
    email: EmailAddress.from(`accounts@${mailbox}.example`),
    createdAt: new Date(now.getTime() - (HISTORY_DAYS + 30) * DAY_MS + ordinal * 60_000),
  });
}

const currencyOf = (tenant: TenantContext): Currency => oneOf(lotsFor(tenant, 0), CURRENCIES);

const lotsFor = ({ tenantId }: TenantContext, ordinal: number): Lots => lotsOf(Number.parseInt(tenantId.slice(-7), 16) + Math.imul(ordinal, 0x9e3779b1));

const isSameMonth = (one: Date, other: Date): boolean => one.toISOString().slice(0, 7) === other.toISOString().slice(0, 7);

const KINDS = ['customer', 'invoice', 'line', 'payment', 'credit note'] as const;
type Kind = (typeof KINDS)[number];
const LAST = 0xffff_ffff;

/** The same each time, and no other tenant's: in the order of the ordinals. */
function idOf({ tenantId }: TenantContext, kind: Kind, ordinal: number): string {
  const own = tenantId.replaceAll('-', '').slice(-9);
  return `019b0000-0000-7${KINDS.indexOf(kind)}${own.slice(0, 2)}-8${own.slice(2, 5)}-${own.slice(5)}${ordinal.toString(16).padStart(8, '0')}`;
}

const idsOf = (tenant: TenantContext, kind: Kind): IdRange => ({ first: idOf(tenant, kind, 0), last: idOf(tenant, kind, LAST) });
