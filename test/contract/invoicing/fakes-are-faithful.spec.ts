import { expect } from 'chai';
import fc from 'fast-check';
import { InMemoryInvoicePrinter } from '../../../adapters/invoicing/memory/in-memory-invoice-printer.js';
import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { AddInvoiceLine } from '../../../application/invoicing/add-invoice-line.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { ChangeCustomer } from '../../../application/invoicing/change-customer.js';
import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { ChangeInvoiceLine } from '../../../application/invoicing/change-invoice-line.js';
import { CreditInvoice } from '../../../application/invoicing/credit-invoice.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { DuplicateInvoice } from '../../../application/invoicing/duplicate-invoice.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListAgeing } from '../../../application/invoicing/list-ageing.js';
import { ListCreditNotes } from '../../../application/invoicing/list-credit-notes.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import { ListPayments } from '../../../application/invoicing/list-payments.js';
import { MarkAgeingOutdated } from '../../../application/invoicing/mark-ageing-outdated.js';
import { MarkOverdueInvoices } from '../../../application/invoicing/mark-overdue-invoices.js';
import { customerSorts } from '../../../application/invoicing/ports/customer-register.js';
import { invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import { ReadInvoicePdf } from '../../../application/invoicing/read-invoice-pdf.js';
import { RecomputeAgeing } from '../../../application/invoicing/recompute-ageing.js';
import { RecordPayment } from '../../../application/invoicing/record-payment.js';
import { RemoveInvoiceLine } from '../../../application/invoicing/remove-invoice-line.js';
import { RenderInvoicePdf } from '../../../application/invoicing/render-invoice-pdf.js';
import { RestoreCustomer } from '../../../application/invoicing/restore-customer.js';
import { ReversePayment } from '../../../application/invoicing/reverse-payment.js';
import { ShowAgeingSummary } from '../../../application/invoicing/show-ageing-summary.js';
import { VoidInvoice } from '../../../application/invoicing/void-invoice.js';
import type { CustomerState } from '../../../domain/invoicing/customer.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import { paymentMethods, type PaymentState } from '../../../domain/invoicing/payment.js';
import { PaymentId } from '../../../domain/invoicing/payment-id.js';
import { Percentage } from '../../../domain/invoicing/percentage.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { acmeSells, aCharge, eur, percent } from '../../support/invoicing/invoices.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';
import { inEachHome } from '../homes.js';
import { invoicingHomes, type OpenInvoicing } from './invoicing-homes.js';

const RUNS = 80;
/** What went through: refusals alone would prove little. */
const EVENTS_AT_LEAST = {
  'invoicing.customer-changed': 80,
  'invoicing.customer-archived': 80,
  'invoicing.customer-restored': 80,
  'invoicing.invoice-drafted': 80,
  'invoicing.invoice-changed': 4,
  'invoicing.invoice-issued': 160,
  'invoicing.invoice-paid': 5,
  'invoicing.invoice-reopened': 1,
  'invoicing.invoice-overdue': 5,
  'invoicing.invoice-voided': 80,
  'invoicing.payment-recorded': 80,
  'invoicing.payment-reversed': 5,
  'invoicing.credit-note-issued': 2,
};
const DAY = 24 * 60 * 60 * 1000;

/** What a tenant's people may ask for, one thing after the other. Most of what they name is there: see `beginning`. */
const customerId = fc.integer({ min: 1, max: 3 }).map((count) => CustomerId.from(idNumber(count)));
const invoiceId = fc.constantFrom(3, 3, 5, 5, 8).map((count) => InvoiceId.from(idNumber(count)));
const lineId = fc.constantFrom(4, 4, 6, 99).map((count) => InvoiceLineId.from(idNumber(count)));
const paymentId = fc.constantFrom(7, 7, 10, 11).map((count) => PaymentId.from(idNumber(count)));
const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((given) => !/[\0\p{Cs}]/u.test(given));
const version = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(1, 2) }, fc.integer({ min: 0, max: 5 }));
const hundredths = fc.integer({ min: 0, max: 10_000 }).map(Percentage.of);
const charge = fc.record({
  description: text,
  quantity: fc.bigInt({ min: 0n, max: 10n ** 4n }),
  unitPrice: fc
    .oneof({ weight: 20, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 10n }) }, fc.constantFrom(-1n, 10n ** 17n - 1n))
    .map((amount) => Money.of(amount, 'EUR')),
  taxRate: hundredths,
  discount: hundredths,
});
const lines = fc.array(charge, { maxLength: 3 });
const moment = fc.integer({ min: -1, max: 12 }).map((days) => new Date(new FixedClock().now().getTime() + days * DAY));
const reason = text;
const limit = fc.integer({ min: 1, max: 4 });

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('add customer' as const), name: text, reference: fc.option(text), email: fc.constant(null) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('change customer' as const), customerId, version, change: fc.record({ name: text, reference: fc.option(text) }, { requiredKeys: [] }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('archive' as const), customerId, version: fc.constantFrom(1, 1, 1, 2, 3) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('restore' as const), customerId, version: fc.constantFrom(1, 2, 2, 2, 3) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('draft' as const), customerId, lines, note: fc.option(text), dueAt: fc.option(moment) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('duplicate' as const), invoiceId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('change' as const), invoiceId, version, change: fc.record({ lines, note: fc.option(text), dueAt: fc.option(moment) }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('add line' as const), invoiceId, version, line: charge }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('change line' as const), invoiceId, lineId, version,
      change: fc.record({ quantity: fc.bigInt({ min: 0n, max: 9n }), taxRate: hundredths }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('remove line' as const), invoiceId, lineId, version }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('issue' as const), invoiceId, version }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('make void' as const), invoiceId, version: fc.constantFrom(2, 2, 3, 4), reason }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('pay' as const), invoiceId, amount: fc.constantFrom(0n, 700n, 1991n, 1991n, 2500n, 5000n).map(eur), receivedAt: moment,
      method: fc.option(fc.constantFrom(...paymentMethods)), reference: fc.option(text),
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('reverse' as const), paymentId, version: fc.constantFrom(1, 1, 2), reason }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('credit' as const), invoiceId, reason: fc.option(reason),
      lines: fc.option(fc.array(fc.record({ lineId, quantity: fc.bigInt({ min: 0n, max: 3n }) }), { minLength: 1, maxLength: 2 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('find' as const, 'render' as const, 'read PDF' as const), invoiceId }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('mark overdue' as const), ahead: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('compute ageing' as const, 'show ageing' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('outdate ageing' as const), changedAt: moment }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        does: fc.constant('list' as const),
        limit,
        sort: fc.constantFrom(...invoiceSorts),
        status: fc.constantFrom(...invoiceStatuses),
        customerId,
        overdue: fc.boolean(),
        createdAfter: moment,
        createdBefore: moment,
      },
      { requiredKeys: ['does', 'limit', 'sort'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { does: fc.constant('list customers' as const), limit, sort: fc.constantFrom(...customerSorts), archived: fc.boolean(), namePrefix: text.filter((given) => given !== '') },
      { requiredKeys: ['does', 'limit', 'sort', 'archived'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('list payments' as const, 'list credit notes' as const), limit, invoiceId }, { requiredKeys: ['does', 'limit'] }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('list ageing' as const), limit, customerId }, { requiredKeys: ['does', 'limit'] }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const customer = (count: number): CustomerId => CustomerId.from(idNumber(count));
const invoice = (count: number): InvoiceId => InvoiceId.from(idNumber(count));

/** Two customers, a draft and an issued invoice of one line each, and a payment of it: numbers 1 to 7. And an invoice that is void. */
const beginning: readonly Step[] = [
  { does: 'add customer', name: 'One', reference: null, email: null },
  { does: 'add customer', name: 'Two', reference: 'K-2', email: null },
  { does: 'change customer', customerId: customer(1), version: 1, change: { name: 'One and only' } },
  { does: 'draft', customerId: customer(1), lines: [aCharge()], note: null, dueAt: null },
  { does: 'draft', customerId: customer(2), lines: [aCharge(333n, 7n, { taxRate: percent(19), discount: percent(3) })], note: null, dueAt: null },
  { does: 'issue', invoiceId: invoice(5), version: 1 },
  { does: 'render', invoiceId: invoice(5) },
  { does: 'pay', invoiceId: invoice(5), amount: eur(700n), receivedAt: new FixedClock().now(), method: null, reference: null },
  { does: 'draft', customerId: customer(1), lines: [aCharge()], note: null, dueAt: null },
  { does: 'issue', invoiceId: invoice(8), version: 1 },
  { does: 'make void', invoiceId: invoice(8), version: 2, reason: 'Sent twice' },
  { does: 'render', invoiceId: invoice(8) },
  { does: 'read PDF', invoiceId: invoice(8) },
  { does: 'archive', customerId: customer(2), version: 1 },
  { does: 'restore', customerId: customer(2), version: 2 },
];

/** Everything that is answered, refused and announced when a new tenant does all this. */
async function carriedOut(open: OpenInvoicing, tenant: TenantContext, steps: readonly Step[]) {
  const { work, customers, invoices, pdfs, payments, creditNotes, ageing, cache, eventsOf } = await open();
  const [clock, ids, printer] = [new FixedClock(), new PredictableIds(), new InMemoryInvoicePrinter()];
  const started = { signal: new AbortController().signal, progress: async () => undefined };
  const anyones = async (state: Promise<CustomerState | PaymentState>) => ({ ...(await state), tenantId: 'the same' });
  const does = async (one: Step): Promise<unknown> => {
    switch (one.does) {
      case 'add customer': return anyones(new AddCustomer(work, ids, clock).execute(tenant, one));
      case 'change customer': return anyones(new ChangeCustomer(work, clock).execute(tenant, one));
      case 'archive': return anyones(new ArchiveCustomer(work, clock).execute(tenant, one));
      case 'restore': return anyones(new RestoreCustomer(work, clock).execute(tenant, one));
      case 'draft': return new DraftInvoice(work, ids, clock).execute(tenant, { ...one, currency: 'EUR' });
      case 'duplicate': return new DuplicateInvoice(work, ids, clock).execute(tenant, one);
      case 'change': return new ChangeInvoice(work, ids, clock).execute(tenant, one);
      case 'add line': return new AddInvoiceLine(work, ids, clock).execute(tenant, one);
      case 'change line': return new ChangeInvoiceLine(work, clock).execute(tenant, one);
      case 'remove line': return new RemoveInvoiceLine(work, clock).execute(tenant, one);
      case 'issue': return new IssueInvoice(work, clock, { daysToPay: async () => 30 }).execute(tenant, one);
      case 'make void': return new VoidInvoice(work, clock).execute(tenant, one);
      case 'pay': return anyones(new RecordPayment(work, ids, clock).execute(tenant, one));
      case 'reverse': return anyones(new ReversePayment(work, clock).execute(tenant, one));
      case 'credit': return new CreditInvoice(work, ids, clock).execute(tenant, one);
      case 'mark overdue': return new MarkOverdueInvoices(work).execute(tenant, { asOf: new Date(clock.now().getTime() + one.ahead * DAY) });
      case 'compute ageing': return new RecomputeAgeing(work, ageing, clock).execute(tenant, started);
      case 'show ageing': return new ShowAgeingSummary(ageing, cache).execute(tenant);
      case 'outdate ageing': return new MarkAgeingOutdated(work).execute(tenant, one);
      case 'find': return new FindInvoice(invoices).execute(tenant, one);
      case 'render': return new RenderInvoicePdf(work, invoices, customers, acmeSells, printer, clock).execute(tenant, one);
      case 'read PDF': return new ReadInvoicePdf(pdfs).execute(tenant, one);
      case 'list': return (await new ListInvoices(invoices, clock).execute(tenant, one)).items;
      case 'list customers': return (await new ListCustomers(customers).execute(tenant, one)).items.map(({ id, name }) => ({ id, name }));
      case 'list payments': return (await new ListPayments(payments).execute(tenant, one)).items.map(({ tenantId: _, ...payment }) => payment);
      case 'list credit notes': return (await new ListCreditNotes(creditNotes).execute(tenant, one)).items;
      case 'list ageing': return (await new ListAgeing(ageing, clock).execute(tenant, one)).items;
      case 'wait': return clock.passes(one.days * DAY);
    }
  };
  const answers: unknown[] = [];
  for (const one of steps) {
    answers.push(await does(one).catch((error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    }));
  }
  return { answers, events: await eventsOf(tenant) };
}

describe('invoicing in memory', () => {
  const homes = new Map<string, OpenInvoicing>();
  inEachHome(invoicingHomes, (home, open) => homes.set(home, open));

  it('answers, refuses and announces exactly what PostgreSQL does, whatever is asked of it', async function () {
    this.timeout(60_000);
    const [memory, ...real] = [...homes.values()];
    const happened = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: '+1' }), async (then) => {
        const steps = [...beginning, ...then];
        const expected = memory && (await carriedOut(memory, aTenant(), steps));
        for (const { type } of expected?.events ?? []) happened.set(type, (happened.get(type) ?? 0) + 1);
        for (const open of real) expect(await carriedOut(open, aTenant(), steps)).to.deep.equal(expected);
      }),
      { numRuns: RUNS },
    );
    expect(real).to.have.length(2);
    for (const [type, floor] of Object.entries(EVENTS_AT_LEAST)) expect(happened.get(type) ?? 0, type).to.be.at.least(floor);
  });
});
