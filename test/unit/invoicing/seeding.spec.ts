import { expect } from 'chai';
import { InMemoryAgeing, InMemoryCustomerRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import type { ListedInvoice } from '../../../application/invoicing/invoice-details.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import { SeedInvoices } from '../../../application/invoicing/seed-invoices.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { PlanLimitReached } from '../../../application/shared/refusals.js';
import { CustomerArchived } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { withoutLimit } from '../../support/invoicing/invoices.js';
import { WithoutNumbers } from '../../support/invoicing/without-numbers.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

/** Work that is undone when it has been done once, and then done again. */
class InConflict extends UnitOfWork<InvoicingScope> {
  constructor(private readonly work: UnitOfWork<InvoicingScope>) {
    super();
  }

  override async run<T>(tenant: TenantContext, step: (scope: InvoicingScope) => Promise<T>): Promise<T> {
    const undone = this.work.run(tenant, async (scope) => {
      await step(scope);
      throw new Error('Another transaction was in the way.');
    });
    await expect(undone).to.be.rejectedWith('in the way');
    return this.work.run(tenant, step);
  }

  override within(transaction: OpenTransaction): InConflict {
    return new InConflict(this.work.within(transaction));
  }
}

function ground() {
  const store = new InMemoryStore();
  const taken = { customers: 0, invoices: 0 };
  const counting = {
    ...withoutLimit,
    takeCustomer: async () => void (taken.customers += 1),
    takeInvoice: async () => void (taken.invoices += 1),
    giveBackCustomer: async () => undefined,
  };
  const clock = new FixedClock();
  const work = inMemoryInvoicingWork(store, () => counting, new PredictableIds(), clock, invalidationsOver(new TieredCache()));
  const seeder = new SeedInvoices(work, clock);
  const register = new InMemoryInvoiceRegister(store);
  const customers = new InMemoryCustomerRegister(store);
  const all = async (tenant: TenantContext): Promise<ListedInvoice[]> => {
    const found: ListedInvoice[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await register.list(tenant, { limit: 100, sort: 'createdAt', ...(after === '' ? {} : { after }) }, clock.now());
      found.push(...page.items);
      after = page.next;
    }
    return found;
  };
  return { store, work, clock, seeder, register, customers, all, taken, ageing: new InMemoryAgeing(store) };
}

const usualTerms = { daysToPay: async () => 30 };

describe('seeding a tenant', () => {
  it('makes as many invoices as are wanted, in every state, and tells how it goes', async () => {
    const [{ seeder, all }, tenant] = [ground(), aTenant()];
    const steps: number[] = [];
    await seeder.seed(tenant, 1_200, (count) => steps.push(count));

    const invoices = await all(tenant);
    expect(steps).to.deep.equal([500, 500, 200]);
    expect(invoices).to.have.length(1_200);
    const count = (status: string) => invoices.filter((invoice) => invoice.status === status).length;
    for (const status of ['draft', 'issued', 'paid', 'void']) expect(count(status), status).to.be.greaterThan(15);
    expect(count('paid')).to.be.greaterThan(700);
    expect(invoices.filter(({ overdue }) => overdue).length).to.be.greaterThan(50);
  });

  it('numbers what is issued without gaps, each year from one on, the earlier before the later', async () => {
    const [{ seeder, all, register }, tenant] = [ground(), aTenant()];
    await seeder.seed(tenant, 800, () => undefined);
    const issued = (await all(tenant)).filter(({ number }) => number !== null);
    for (const [year, invoices] of Map.groupBy(issued, ({ number }) => number?.slice(4, 8) ?? '')) {
      const numbers = invoices.map(({ number }) => Number(number?.slice(9))).toSorted((one, other) => one - other);
      expect(numbers, year).to.deep.equal(numbers.map((_, at) => at + 1));
    }
    const details = await Promise.all(issued.slice(0, 300).map(({ id }) => register.find(tenant, id)));
    const firstBatch = details.filter(({ number }) => number?.startsWith('INV-2024')).toSorted((one, other) => (one.number ?? '').localeCompare(other.number ?? ''));
    const moments = firstBatch.map(({ issuedAt }) => issuedAt?.getTime() ?? 0);
    expect(moments).to.deep.equal(moments.toSorted((one, other) => one - other));
    expect(moments.length).to.be.greaterThan(50);
  });

  it('makes nothing twice: a second run adds what is missing, and goes on counting', async () => {
    const [{ seeder, all, work, clock }, tenant] = [ground(), aTenant()];
    await seeder.seed(tenant, 30, () => undefined);
    const before = await all(tenant);
    await seeder.seed(tenant, 30, () => expect.fail('nothing was missing'));
    expect(await all(tenant)).to.deep.equal(before);

    const [draft] = before.filter(({ status }) => status === 'draft');
    if (draft !== undefined) await new IssueInvoice(work, clock, usualTerms).execute(tenant, { invoiceId: draft.id, version: 1 });
    await seeder.seed(tenant, 100, () => undefined);
    const after = await all(tenant);
    expect(after).to.have.length(100);
    const numbers = after.flatMap(({ number }) => number ?? []);
    expect(new Set(numbers).size).to.equal(numbers.length);
  });

  it('asks nobody who has been archived since, and refuses when nobody else is there', async () => {
    const [{ seeder, all, customers, work, clock }, tenant] = [ground(), aTenant()];
    const archive = async () => {
      const [one] = (await customers.list(tenant, { limit: 1, sort: 'createdAt', archived: false })).items;
      if (one !== undefined) await new ArchiveCustomer(work, clock).execute(tenant, { customerId: one.id, version: 1 });
      return one?.id;
    };
    await seeder.seed(tenant, 30, () => undefined);
    const before = new Set((await all(tenant)).map(({ id }) => id));
    const archived = await archive();
    await seeder.seed(tenant, 40, () => undefined);
    const since = (await all(tenant)).filter(({ id }) => !before.has(id));
    expect(since).to.have.length(10);
    expect(since.map(({ customerId }) => customerId)).not.to.include(archived);
    await seeder.seed(tenant, 50, () => undefined);
    for (const _ of ['second', 'third']) await archive();
    await expect(seeder.seed(tenant, 60, () => undefined)).to.be.rejectedWith(CustomerArchived);
    await seeder.seed(tenant, 50, () => expect.fail('nothing was missing'));
  });

  it('announces nothing, and takes of the plan what it uses now', async () => {
    const [{ seeder, store, taken, all, register }, tenant] = [ground(), aTenant()];
    await seeder.seed(tenant, 400, () => undefined);
    const details = await Promise.all((await all(tenant)).map(({ id }) => register.find(tenant, id)));
    expect(store.eventsOf(tenant)).to.deep.equal([]);
    expect(taken.customers).to.equal(20);
    expect(taken.invoices).to.equal(details.filter(({ issuedAt }) => issuedAt?.toISOString().startsWith('2026-03') ?? false).length);
  });

  it('makes the same when its work is done again after a conflict', async () => {
    const [calm, troubled, tenant] = [ground(), ground(), aTenant()];
    await calm.seeder.seed(tenant, 40, () => undefined);
    await new SeedInvoices(new InConflict(troubled.work), troubled.clock).seed(tenant, 40, () => undefined);
    expect(await troubled.all(tenant)).to.deep.equal(await calm.all(tenant));
  });

  it('takes of the plan before it takes numbers, as whoever issues does: none of them waits for the other in vain', async () => {
    const [{ store, clock }, tenant] = [ground(), aTenant()];
    const full = { ...withoutLimit, takeCustomer: async () => undefined, giveBackCustomer: async () => undefined, takeInvoice: () => Promise.reject(new PlanLimitReached()) };
    clock.passes(15 * 24 * 60 * 60 * 1000);
    const seeder = new SeedInvoices(new WithoutNumbers(inMemoryInvoicingWork(store, () => full, new PredictableIds(), clock, invalidationsOver(new TieredCache()))), clock);
    await expect(seeder.seed(tenant, 400, () => undefined)).to.be.rejectedWith(PlanLimitReached);
  });

  it('makes other things for other tenants, with ids of their own', async () => {
    const [{ seeder, all, customers }, one, other] = [ground(), aTenant(), aTenant()];
    for (const tenant of [one, other]) await seeder.seed(tenant, 40, () => undefined);
    const ids = new Set([...(await all(one)), ...(await all(other))].map(({ id }) => id));
    expect(ids.size).to.equal(80);
    const names = await Promise.all([one, other].map(async (tenant) => (await customers.list(tenant, { limit: 100, sort: 'name', archived: false })).items.map(({ name }) => name)));
    expect(names[0]).not.to.deep.equal(names[1]);
  });

  it('leaves nothing that happens after now', async () => {
    const [{ seeder, all, register, clock }, tenant] = [ground(), aTenant()];
    await seeder.seed(tenant, 500, () => undefined);
    for (const { id } of await all(tenant)) {
      const { createdAt, issuedAt, paidAt, voidedAt } = await register.find(tenant, id);
      for (const moment of [createdAt, issuedAt, paidAt, voidedAt]) if (moment !== null) expect(moment.getTime()).to.be.at.most(clock.now().getTime());
    }
  });
});
