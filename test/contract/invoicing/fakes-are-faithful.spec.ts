import { expect } from 'chai';
import fc from 'fast-check';
import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import { customerSorts } from '../../../application/invoicing/ports/customer-register.js';
import { invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aLine } from '../../support/invoicing/invoices.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';
import { inEachHome } from '../homes.js';
import { invoicingHomes, type OpenInvoicing } from './invoicing-homes.js';

const RUNS = 50;
/** Drafts, changes and issues that went through: refusals alone would prove little. */
const EVENTS_AT_LEAST = { 'invoicing.invoice-drafted': 80, 'invoicing.invoice-changed': 5, 'invoicing.invoice-issued': 5 };
const DAY = 24 * 60 * 60 * 1000;

/** What a tenant's people may ask for, one thing after the other. Most customers and invoices that they name are there. */
const customerId = fc.integer({ min: 1, max: 3 }).map((count) => CustomerId.from(idNumber(count)));
const invoiceId = fc.oneof({ weight: 3, arbitrary: fc.constant(3) }, fc.integer({ min: 4, max: 7 })).map((count) => InvoiceId.from(idNumber(count)));
const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((given) => !/[\0\p{Cs}]/u.test(given));
const version = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 0, max: 3 }));
const lines = fc.array(
  fc.record({
    description: text,
    quantity: fc.bigInt({ min: 0n, max: 10n ** 4n }),
    unitPrice: fc
      .oneof({ weight: 20, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 10n }) }, fc.constantFrom(-1n, 10n ** 17n - 1n))
      .map((amount) => Money.of(amount, 'EUR')),
  }),
  { maxLength: 3 },
);
const moment = fc.integer({ min: -1, max: 12 }).map((days) => new Date(new FixedClock().now().getTime() + days * DAY));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('add customer' as const), name: text, reference: fc.option(text) }) },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('draft' as const), customerId, lines, note: fc.option(text), dueAt: fc.option(moment) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      invoiceId,
      version,
      change: fc.record({ lines, note: fc.option(text), dueAt: fc.option(moment) }, { requiredKeys: [] }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('issue' as const), invoiceId, version }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('find' as const), invoiceId }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        does: fc.constant('list' as const),
        limit: fc.integer({ min: 1, max: 4 }),
        sort: fc.constantFrom(...invoiceSorts),
        status: fc.constantFrom(...invoiceStatuses),
        customerId,
        createdAfter: moment,
        createdBefore: moment,
      },
      { requiredKeys: ['does', 'limit', 'sort'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('list customers' as const), limit: fc.integer({ min: 1, max: 4 }), sort: fc.constantFrom(...customerSorts) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Two customers and a draft, which are numbers 1 to 3. */
const beginning: readonly Step[] = [
  { does: 'add customer', name: 'One', reference: null },
  { does: 'add customer', name: 'Two', reference: 'K-2' },
  { does: 'draft', customerId: CustomerId.from(idNumber(1)), lines: [aLine()], note: null, dueAt: null },
];

/** Everything that is answered, refused and announced when a new tenant does all this. */
async function carriedOut(open: OpenInvoicing, tenant: TenantContext, steps: readonly Step[]) {
  const { work, customers, invoices, eventsOf } = await open();
  const [clock, ids] = [new FixedClock(), new PredictableIds()];
  const does = async (one: Step): Promise<unknown> => {
    switch (one.does) {
      case 'add customer': return { ...(await new AddCustomer(work, ids, clock).execute(tenant, one)), tenantId: 'the same' };
      case 'draft': return new DraftInvoice(work, ids, clock).execute(tenant, { ...one, currency: 'EUR' });
      case 'change': return new ChangeInvoice(work, clock).execute(tenant, one);
      case 'issue': return new IssueInvoice(work, clock).execute(tenant, one);
      case 'find': return new FindInvoice(invoices).execute(tenant, one);
      case 'list': return (await new ListInvoices(invoices).execute(tenant, one)).items;
      case 'list customers': return (await new ListCustomers(customers).execute(tenant, one)).items.map(({ id: customer, name }) => ({ customer, name }));
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

  it('answers, refuses and announces exactly what PostgreSQL does, whatever is asked of it', async () => {
    const [memory, ...real] = [...homes.values()];
    const happened = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25, size: '+1' }), async (then) => {
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
