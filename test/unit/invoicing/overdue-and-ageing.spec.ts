import { expect } from 'chai';
import { InMemoryAgeing, InMemoryInvoiceRegister, inMemoryInvoicingWork } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryEventRelay } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryJobAdmission } from '../../../adapters/shared/memory/in-memory-job-admission.js';
import { InMemoryJobRecords } from '../../../adapters/shared/memory/in-memory-job-records.js';
import { jobShelf } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { CreditInvoice } from '../../../application/invoicing/credit-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { invoicingJobs } from '../../../application/invoicing/jobs.js';
import { MarkAgeingOutdated } from '../../../application/invoicing/mark-ageing-outdated.js';
import { MarkOverdueInvoices } from '../../../application/invoicing/mark-overdue-invoices.js';
import { Ageing, type AgeingQuery } from '../../../application/invoicing/ports/ageing.js';
import { RecomputeAgeing } from '../../../application/invoicing/recompute-ageing.js';
import { RecordPayment } from '../../../application/invoicing/record-payment.js';
import { RequestAgeing } from '../../../application/invoicing/request-ageing.js';
import { ReversePayment } from '../../../application/invoicing/reverse-payment.js';
import { ShowAgeingSummary } from '../../../application/invoicing/show-ageing-summary.js';
import { VoidInvoice } from '../../../application/invoicing/void-invoice.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import { RunJob } from '../../../application/shared/run-job.js';
import { asIssued } from '../../../domain/invoicing/invoice.js';
import { AgeingNotComputed } from '../../../domain/invoicing/invoicing-refusals.js';
import { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Permission, TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aCustomer, aDraft, aLine, eur, noon, withoutLimit } from '../../support/invoicing/invoices.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { aTenant, thePlatformIn } from '../../support/tenants.js';

const DAY = 24 * 60 * 60 * 1000;
const daysLater = (days: number): Date => new Date(noon.getTime() + days * DAY);
const system = SystemContext.for('a test');
const permissions: readonly Permission[] = ['invoicing:invoices:read'];

/** A reader of what is owed that tells of each page, and lets others in between. */
class ReadAloud extends Ageing {
  pages = 0;

  constructor(
    private readonly ageing: Ageing,
    private readonly between: () => unknown,
  ) {
    super();
  }

  override async list(tenant: TenantContext, query: AgeingQuery, asOf: Date): ReturnType<Ageing['list']> {
    this.pages += 1;
    const page = await this.ageing.list(tenant, query, asOf);
    await this.between();
    return page;
  }

  override countDebtors(tenant: TenantContext): Promise<number> {
    return this.ageing.countDebtors(tenant);
  }

  override summary(tenant: TenantContext): ReturnType<Ageing['summary']> {
    return this.ageing.summary(tenant);
  }
}

/** Invoicing in memory, with all that carries out its jobs. */
function invoicing() {
  const [store, clock, ids, tenant] = [new InMemoryStore(), new FixedClock(noon), new PredictableIds(), aTenant(...permissions)];
  const cache = new TieredCache();
  const work = inMemoryInvoicingWork(store, () => withoutLimit, ids, clock, invalidationsOver(cache));
  const [ageing, register] = [new InMemoryAgeing(store), new InMemoryInvoiceRegister(store)];
  const useCases = [
    guardedCommand(work, (joined) => new MarkOverdueInvoices(joined)),
    guardedCommand(work, (joined) => new RecomputeAgeing(joined, ageing, clock)),
    guardedCommand(work, (joined) => new MarkAgeingOutdated(joined)),
  ];
  const made = new Map([MarkOverdueInvoices, RecomputeAgeing, MarkAgeingOutdated].map((it, at) => [it as object, useCases[at]]));
  const run = new RunJob(
    invoicingJobs.flatMap((handling) => (made.has(handling.calls) ? [{ handling, useCase: made.get(handling.calls) as never }] : [])),
    new InMemoryJobRecords(store, clock),
    { contextOf: async ({ tenantId }, principal) => TenantContext.of(tenantId, principal, permissions, 'active') },
    store,
    { deadline: () => new AbortController().signal, chance: () => 0 },
    { onJobEnded: (_start, _end, error) => { throw error; } },
  );
  const subscribed = invoicingJobs.flatMap(({ hears, type: { name: job, starts } }) => (hears === null ? [] : [{ event: hears, job, starts }]));
  const relay = new InMemoryEventRelay(store, ids, clock);
  const admission = new InMemoryJobAdmission(store, clock, { perTenant: 10, inAll: 10 });
  /** Publishes what has happened, and carries out jobs until there are none. @returns how many it carried out. */
  const settle = async (): Promise<number> => {
    await relay.publish(system, subscribed);
    let done = 0;
    for (let jobs = await admission.admit(system, run.types); jobs.length > 0; jobs = await admission.admit(system, run.types)) {
      for (const { tenantId, jobId } of jobs) await run.execute(tenantId, jobId);
      done += jobs.length;
    }
    return done;
  };
  /** Invoices over 25.00 EUR that were issued at noon and are due a day later, each for a customer of its own. */
  const issued = async (count: number): Promise<readonly IssuedInvoice[]> => {
    const customers = Array.from({ length: count }, () => aCustomer(tenant));
    const invoices = customers.map(({ state: { id: customerId } }, at) =>
      aDraft(tenant, { customerId, lines: [aLine(1250n, 2n)], dueAt: daysLater(1) }).issue(`INV-2026-${String(at).padStart(5, '0')}`, noon));
    await work.run(tenant, ({ imports }) => imports.add(tenant, { customers, invoices }));
    return invoices.map((invoice) => IssuedInvoice.restore({ ...invoice.state, version: 1 }));
  };
  const platform = thePlatformIn(tenant.tenantId);
  const mark = (asOf: Date, signal?: AbortSignal) => new MarkOverdueInvoices(work).execute(platform, { asOf, ...(signal && { signal }) });
  const typesOf = () => store.eventsOf(tenant).map(({ type }) => type);
  const recompute = (reader: Ageing = ageing, signal = new AbortController().signal, told: number[] = []) =>
    new RecomputeAgeing(work, reader, clock).execute(tenant, { signal, progress: async (done) => void told.push(done) });
  const summary = () => new ShowAgeingSummary(ageing, cache).execute(tenant);
  const jobs = () => [...store.shelf(tenant, jobShelf).values()];
  return { store, clock, ids, tenant, work, ageing, register, issued, mark, settle, recompute, summary, jobs, typesOf };
}

const usualTerms = { daysToPay: async () => 30 };

describe('marking what is overdue', () => {
  it('marks each late invoice once, in a version of its own, and announces it', async () => {
    const { issued, mark, register, tenant, typesOf } = invoicing();
    const [invoice] = await issued(2);
    expect(await mark(daysLater(1))).to.equal(0);
    expect(await mark(new Date(daysLater(1).getTime() + 1))).to.equal(2);
    expect(await mark(daysLater(3))).to.equal(0);
    expect(typesOf()).to.deep.equal(['invoicing.invoice-overdue', 'invoicing.invoice-overdue']);
    const shown = await register.find(tenant, invoice?.state.id as never);
    expect(shown).to.deep.include({ overdueSince: new Date(daysLater(1).getTime() + 1), version: 2, status: 'issued' });
  });

  it('leaves what is paid or void alone, and marks again what is opened again', async () => {
    const { issued, mark, work, tenant } = invoicing();
    const [one, two] = (await issued(2)) as [IssuedInvoice, IssuedInvoice];
    await work.run(tenant, ({ invoices }) => invoices.save(tenant, one.pay(eur(2500n), noon)));
    await work.run(tenant, ({ invoices }) => invoices.save(tenant, two.void('Sent twice', noon)));
    expect(await mark(daysLater(2))).to.equal(0);
    await work.run(tenant, async ({ invoices }) => invoices.save(tenant, (await invoices.issued(tenant, one.state.id)).unpay(eur(1n), daysLater(2))));
    expect(await mark(daysLater(2))).to.equal(1);
  });

  it('does so many at once, and asks for a job that goes on, until all are marked', async () => {
    const { issued, mark, jobs, settle, typesOf } = invoicing();
    await issued(450);
    expect(await mark(daysLater(2))).to.equal(200);
    expect(jobs().map(({ type, data, principal }) => ({ type, data, principal }))).to.deep.equal([
      { type: 'invoicing.mark-overdue-invoices', data: { asOf: daysLater(2).toISOString() }, principal: { kind: 'platform' } },
    ]);
    expect(await settle()).to.equal(2);
    expect(typesOf().filter((type) => type === 'invoicing.invoice-overdue')).to.have.length(450);
    expect(jobs().map(({ status }) => status)).to.deep.equal(['succeeded', 'succeeded']);
  });

  it('keeps nothing when it is stopped on the way', async () => {
    const { issued, mark, jobs, typesOf } = invoicing();
    await issued(201);
    await expect(mark(daysLater(2), AbortSignal.abort(new Error('Enough.')))).to.be.rejectedWith('Enough.');
    expect([typesOf(), jobs()]).to.deep.equal([[], []]);
  });
});

describe('computing what is owed over all customers', () => {
  it('adds up all pages, telling how far it is', async () => {
    const { issued, recompute, summary, clock, ageing } = invoicing();
    await issued(250);
    clock.passes(2 * DAY);
    const [reader, told] = [new ReadAloud(ageing, () => undefined), [] as number[]];
    await recompute(reader, undefined, told);
    expect([reader.pages, told]).to.deep.equal([3, [0.4, 0.8, 1]]);
    const { currencies: [inEur, ...more], ...rest } = await summary();
    expect(rest).to.deep.equal({ asOf: daysLater(2), computedAt: daysLater(2), customers: 250, invoices: 250, isOutdated: false, version: 1 });
    expect(more).to.deep.equal([]);
    expect(inEur).to.deep.include({ currency: 'EUR', days1To30: 250n * 2500n, outstanding: 250n * 2500n, notDue: 0n });
    expect(inEur?.topDebtors).to.have.length(10);
  });

  it('is stopped between two pages, and keeps nothing then', async () => {
    const { issued, recompute, summary, ageing } = invoicing();
    await issued(250);
    const stopping = new AbortController();
    const reader = new ReadAloud(ageing, () => stopping.abort(new Error('Enough.')));
    await expect(recompute(reader, stopping.signal)).to.be.rejectedWith('Enough.');
    expect(reader.pages).to.equal(1);
    await expect(summary()).to.be.rejectedWith(AgeingNotComputed);
  });

  it('is shown to nobody before it is computed, and comes to nothing for a tenant without invoices', async () => {
    const { recompute, summary } = invoicing();
    await expect(summary()).to.be.rejectedWith(AgeingNotComputed);
    const told: number[] = [];
    await recompute(undefined, undefined, told);
    expect(await summary()).to.deep.include({ currencies: [], customers: 0, invoices: 0, isOutdated: false });
    expect(told).to.deep.equal([1]);
  });

  it('is asked for as a job, with the rights of whoever asks, which says where it is found', async () => {
    const { issued, work, tenant, settle, jobs, summary } = invoicing();
    await issued(1);
    const asked = await new RequestAgeing(work).execute(tenant);
    expect(asked).to.deep.include({ type: 'invoicing.recompute-ageing', status: 'waiting', progress: 0 });
    expect(await settle()).to.equal(1);
    expect(jobs()[0]).to.deep.include({ id: asked.id, status: 'succeeded', progress: 1, principal: tenant.principal, result: { location: '/v1/ageing-summary' } });
    expect(await summary()).to.include({ customers: 1 });
  });

  it('goes by the later moment when two are computed at once', async () => {
    const { issued, recompute, summary, ageing, clock } = invoicing();
    await issued(1);
    const slow = new ReadAloud(ageing, async () => {
      clock.passes(DAY);
      await recompute();
    });
    await recompute(slow);
    expect(await summary()).to.deep.include({ asOf: daysLater(1) });
  });
});

describe('a summary of what is owed that is no longer right', () => {
  it('is outdated by whatever changes it, until it is computed again', async () => {
    const { issued, recompute, summary, settle, work, tenant, clock, ids } = invoicing();
    const [paid, credited, voided] = (await issued(3)) as [IssuedInvoice, IssuedInvoice, IssuedInvoice];
    const draft = await work.run(tenant, ({ invoices }) => invoices.save(tenant, aDraft(tenant, { customerId: paid.state.customerId })));
    const { id: invoiceId } = paid.state;
    const pay = (minorUnits: bigint) =>
      new RecordPayment(work, ids, clock).execute(tenant, { invoiceId, amount: eur(minorUnits), receivedAt: noon, method: null, reference: null });
    const { id: paymentId } = await pay(1n);
    await settle();
    const changes: readonly (() => Promise<unknown>)[] = [
      () => new IssueInvoice(work, clock, usualTerms).execute(tenant, { invoiceId: draft.state.id, version: 1 }),
      () => pay(1n),
      () => pay(2498n),
      () => new ReversePayment(work, clock).execute(tenant, { paymentId, version: 1, reason: 'Returned' }),
      () => new CreditInvoice(work, ids, clock).execute(tenant, { invoiceId: credited.state.id, lines: null, reason: null }),
      () => new VoidInvoice(work, clock).execute(tenant, { invoiceId: voided.state.id, version: 1, reason: 'Sent twice' }),
    ];
    for (const change of changes) {
      clock.passes(1);
      await recompute();
      expect(await summary()).to.include({ isOutdated: false });
      clock.passes(1);
      await change();
      await settle();
      expect(await summary(), String(change)).to.include({ isOutdated: true });
    }
  });

  it('stays as it is when a draft is changed, or an invoice gets late', async () => {
    const { issued, recompute, summary, settle, work, tenant, clock, mark } = invoicing();
    const [{ state: { customerId } }] = (await issued(1)) as [IssuedInvoice];
    await recompute();
    clock.passes(2 * DAY);
    await work.run(tenant, ({ invoices }) => invoices.save(tenant, aDraft(tenant, { customerId })));
    expect(await mark(clock.now())).to.equal(1);
    expect(await settle()).to.equal(0);
    expect(await summary()).to.include({ isOutdated: false, version: 1 });
  });

  it('is outdated from the beginning when something has changed while it was computed, whoever is first to tell', async () => {
    for (const told of ['while it is computed', 'when it is kept']) {
      const { issued, recompute, summary, settle, work, tenant, clock, ageing } = invoicing();
      const [invoice] = (await issued(1)) as [IssuedInvoice];
      const reader = new ReadAloud(ageing, async () => {
        clock.passes(5);
        await work.run(tenant, async ({ invoices }) =>
          invoices.save(tenant, asIssued(await invoices.get(tenant, invoice.state.id)).void('Sent twice', clock.now())));
        clock.passes(5);
        if (told === 'while it is computed') await settle();
      });
      await recompute(reader);
      await settle();
      const { asOf, isOutdated, invoices } = await summary();
      expect([asOf, isOutdated, invoices], told).to.deep.equal([noon, true, 1]);
    }
  });
});
