import { expect } from 'chai';
import { InMemoryEventRelay } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryJobAdmission } from '../../../adapters/shared/memory/in-memory-job-admission.js';
import { InMemoryJobRecords } from '../../../adapters/shared/memory/in-memory-job-records.js';
import { InMemoryJobs, jobShelf } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemoryStore, InMemoryUnitOfWork, shelfName } from '../../../adapters/shared/memory/in-memory-store.js';
import { guardedCommand, platform as platformAlone } from '../../../application/shared/guard.js';
import { handles, publishedEvent, subscribes } from '../../../application/shared/job-handling.js';
import { type JobId, jobType } from '../../../application/shared/job-type.js';
import { MembersRefused, text } from '../../../application/shared/json-members.js';
import type { JobEnd, JobStart } from '../../../application/shared/ports/job-records.js';
import { PrincipalContexts } from '../../../application/shared/ports/principal-contexts.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { OutdatedVersion, PlanLimitReached } from '../../../application/shared/refusals.js';
import { type BoundHandling, RunJob } from '../../../application/shared/run-job.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Permission, type Principal, type Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { TameTiming } from '../../support/tame-timing.js';
import { aTenant, thePlatformIn } from '../../support/tenants.js';

const system = SystemContext.for('tests of running jobs');
const books = shelfName<string>('library.book');
type Books = { put(title: string): void };
type Command = { readonly title: string; readonly signal: AbortSignal; readonly progress: (done: number) => Promise<void> };

/** What happens while a book is shelved, after it lies there. */
let meanwhile: (command: Command, tenant: TenantContext) => Promise<void> | void;

class ShelveBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Books>) {}

  execute(tenant: TenantContext, command: Command): Promise<{ readonly title: string }> {
    return this.work.run(tenant, async (shelf) => {
      shelf.put(command.title);
      await meanwhile(command, tenant);
      return { title: command.title };
    });
  }
}

/** For tenants that are closed, too. */
class ClearShelf {
  static readonly needs = platformAlone;
  static readonly admits = ['suspended', 'closed'] as const;
  constructor(private readonly work: UnitOfWork<{ clear(): void }>) {}

  execute(tenant: TenantContext): Promise<void> {
    return this.work.run(tenant, async (shelf) => shelf.clear());
  }
}

const shelve = jobType('library.shelve-book', { title: text }, { starts: 3, timeLimitSeconds: 30, backoff: { firstSeconds: 10, mostSeconds: 100 } });
const bookCame = publishedEvent('library.book-came', { title: text });
const handlings = [
  handles(shelve, { calls: ShelveBook, with: ({ data, signal, progress }) => ({ ...data, signal, progress }), result: ({ title }) => ({ location: `/v1/books/${title}` }) }),
  subscribes('library.shelve-what-came', bookCame, { calls: ShelveBook, with: ({ data, signal, progress }) => ({ ...data, signal, progress }), starts: 2 }),
];

/** What each may do at this moment; a tenant that is not there is closed. */
class RightsNow extends PrincipalContexts {
  readonly #now = new Map<string, { readonly permissions: readonly Permission[]; readonly standing: Standing }>();

  set({ tenantId }: TenantContext, permissions: readonly Permission[], standing: Standing = 'active'): void {
    this.#now.set(tenantId, { permissions, standing });
  }

  close({ tenantId }: TenantContext): void {
    this.#now.delete(tenantId);
  }

  override async contextOf({ tenantId }: TenantContext, principal: Principal): Promise<TenantContext | null> {
    const now = this.#now.get(tenantId);
    return now === undefined ? null : TenantContext.of(tenantId, principal, principal.kind === 'user' ? now.permissions : [], now.standing);
  }
}

describe('running a job', () => {
  let store: InMemoryStore;
  let clock: FixedClock;
  let timing: TameTiming;
  let rights: RightsNow;
  let records: InMemoryJobRecords;
  let runJob: RunJob;
  let tenant: TenantContext;
  let platform: TenantContext;
  let heard: string[];
  let endings: { readonly end: JobEnd; readonly error: unknown }[];
  let onPoint: (point: string, start: JobStart) => void | Promise<void>;

  beforeEach(() => {
    [store, clock, timing, rights, heard, endings] = [new InMemoryStore(), new FixedClock(), new TameTiming(0.5), new RightsNow(), [], []];
    [meanwhile, onPoint] = [() => undefined, () => undefined];
    records = new InMemoryJobRecords(store, clock);
    runJob = running(handlings.map((handling) => ({ handling, useCase: shelving() })));
    tenant = aTenant();
    platform = thePlatformIn(tenant.tenantId);
    rights.set(tenant, ['library:books:write']);
  });

  const shelving = () =>
    guardedCommand(
      new InMemoryUnitOfWork(store, (transaction) => ({ put: (title: string) => void transaction.shelf(tenant, books).set(title, title) })),
      (work) => new ShelveBook(work),
    );
  const running = (bound: readonly BoundHandling[]) =>
    new RunJob(bound, records, rights, store, timing, {
      onJobEnded: (_, end, error) => void endings.push({ end, error }),
      onJobPoint: (point, start) => {
        heard.push(point);
        return onPoint(point, start);
      },
    });
  const requested = async (who = tenant, title = 'Emma') => {
    const asked = store.run(who, (transaction) => new InMemoryJobs(transaction, ids, clock).request(who, shelve, { data: { title } }));
    return (await asked).id;
  };
  const ids = new PredictableIds();
  const admit = (types = [shelve.name, 'library.shelve-what-came']) => new InMemoryJobAdmission(store, clock, { perTenant: 5, inAll: 5 }).admit(system, types);
  const run = async (jobId: JobId) => {
    await admit();
    return runJob.execute(tenant.tenantId, jobId);
  };
  /** Runs it again and again, however long it has to wait. @returns how often */
  const runOut = async (jobId: JobId) => {
    let times = 0;
    for (; times < 20 && (await run(jobId)); times++) clock.passes(1_000_000);
    return times;
  };
  const theJob = (jobId: JobId) => store.shelf(tenant, jobShelf).get(jobId);
  const titles = () => [...store.shelf(tenant, books).values()];
  const change = (jobId: JobId, changed: object) => store.change(tenant, jobShelf, jobId, (job) => ({ ...job, ...changed }));

  it('has its effect, and ends the job with its result', async () => {
    const id = await requested();
    expect(await run(id)).to.equal(true);

    expect(titles()).to.deep.equal(['Emma']);
    expect(theJob(id)).to.deep.include({ status: 'succeeded', starts: 1, progress: 1, result: { location: '/v1/books/Emma' }, problem: null });
    expect(endings).to.deep.equal([]);
    expect(runJob.running).to.deep.equal([]);
  });

  it('starts nothing that is not admitted, and nothing twice', async () => {
    const id = await requested();
    expect(await runJob.execute(tenant.tenantId, id)).to.equal(false);
    await run(id);
    expect(await runJob.execute(tenant.tenantId, id)).to.equal(false);
    expect(heard.filter((point) => point === 'claimed')).to.have.length(1);
  });

  it('passes its points in order', async () => {
    await run(await requested());
    expect(heard).to.deep.equal(['claimed', 'before effect', 'after effect', 'before done', 'done']);
  });

  it('has counted the start before anything is done', async () => {
    const id = await requested();
    onPoint = (point) => point === 'claimed' ? void expect(theJob(id)).to.include({ status: 'running', starts: 1 }) : undefined;
    await run(id);
    expect(theJob(id)).to.include({ status: 'succeeded' });
  });

  for (const point of ['after effect', 'before done'] as const) {
    it(`has the effect and the end as one: neither, when something breaks ${point}`, async () => {
      const id = await requested();
      onPoint = (reached) => {
        if (reached === point) throw new Error('the lights went out');
      };
      await run(id);
      expect(titles()).to.deep.equal([]);
      expect(theJob(id)).to.include({ status: 'waiting', starts: 1 });
    });
  }

  it('tells how far it is, while it runs', async () => {
    const id = await requested();
    meanwhile = async ({ progress }) => {
      await progress(0.25);
      expect(theJob(id)).to.include({ progress: 0.25, status: 'running' });
    };
    await run(id);
    expect(endings).to.deep.equal([]);
    expect(theJob(id)).to.include({ status: 'succeeded', progress: 1 });
  });

  it('is not broken by progress that cannot be', async () => {
    const id = await requested();
    const told: unknown[] = [];
    meanwhile = async ({ progress }) => {
      for (const done of [0.5, Number.NaN, -1, 2, Infinity]) {
        await progress(done);
        told.push(theJob(id)?.progress);
      }
    };
    await run(id);
    expect(told).to.deep.equal([0.5, 0.5, 0, 1, 1]);
    expect(endings).to.deep.equal([]);
  });

  describe('that is refused', () => {
    it('fails with the refusal’s code, when somebody asked for it', async () => {
      const id = await requested();
      meanwhile = () => Promise.reject(new PlanLimitReached('There is no room for books.'));
      await run(id);

      const problem = { code: 'shared.plan-limit-reached', detail: 'There is no room for books.' };
      expect(theJob(id)).to.deep.include({ status: 'failed', problem, starts: 1 });
      expect(endings).to.have.length(1);
      expect(endings[0]).to.deep.include({ end: { status: 'failed', problem } }).and.have.property('error').that.is.instanceOf(PlanLimitReached);
      expect(titles()).to.deep.equal([]);
    });

    it('is repeated, when the same may succeed in a moment', async () => {
      const id = await requested();
      meanwhile = () => Promise.reject(new OutdatedVersion());
      await run(id);
      expect(theJob(id)).to.deep.include({ status: 'waiting', problem: { code: 'shared.outdated-version', detail: 'The resource has changed meanwhile' } });
      meanwhile = () => undefined;
      clock.passes(1_000_000);
      await run(id);
      expect(theJob(id)).to.include({ status: 'succeeded', starts: 2, problem: null });
    });

    it('is repeated and then quarantined, when it is the platform’s own', async () => {
      const id = await requested(platform);
      meanwhile = () => Promise.reject(new PlanLimitReached('There is no room for books.'));
      expect(await runOut(id)).to.equal(3);
      expect(theJob(id)).to.deep.include({
        status: 'quarantined',
        starts: 3,
        finishedAt: null,
        problem: { code: 'shared.plan-limit-reached', detail: 'There is no room for books. It was started 3 times.' },
      });
    });
  });

  describe('that has a defect', () => {
    it('is repeated after a while, and says nothing of why', async () => {
      const id = await requested();
      meanwhile = () => Promise.reject(new Error('password=hunter2'));
      await run(id);
      expect(theJob(id)).to.deep.include({ status: 'waiting', problem: { code: 'shared.job-defect', detail: 'The job failed for a reason that is ours.' } });
      expect(theJob(id)?.runAt).to.deep.equal(new Date(clock.now().getTime() + 7_500));

      clock.passes(7_500);
      await run(id);
      expect(theJob(id)?.runAt).to.deep.equal(new Date(clock.now().getTime() + 15_000));
      expect(endings.map(({ error }) => String(error))).to.deep.equal(['Error: password=hunter2', 'Error: password=hunter2']);
    });

    it('is quarantined when it has had all its starts', async () => {
      const id = await requested();
      meanwhile = () => Promise.reject(new Error('broken'));
      expect(await runOut(id)).to.equal(3);
      expect(theJob(id)).to.deep.include({
        status: 'quarantined',
        starts: 3,
        problem: { code: 'shared.job-defect', detail: 'The job failed for a reason that is ours. It was started 3 times.' },
      });
      expect(titles()).to.deep.equal([]);
    });
  });

  describe('whose time is over', () => {
    it('has its signal aborted, undoes what it does, and is repeated', async () => {
      const id = await requested();
      meanwhile = async ({ signal }) => {
        timing.passes(29);
        signal.throwIfAborted();
        timing.passes(1);
        signal.throwIfAborted();
      };
      await run(id);
      expect(titles()).to.deep.equal([]);
      expect(theJob(id)).to.deep.include({ status: 'waiting', starts: 1, problem: { code: 'shared.job-too-long', detail: 'The job took longer than its kind may.' } });
    });

    it('is given up although it does not listen, and what it does late is undone', async () => {
      const id = await requested();
      const [begun, goingOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      meanwhile = () => {
        begun.resolve();
        return goingOn.promise;
      };
      const ran = run(id);
      await begun.promise;
      timing.passes(30);
      await new Promise(setImmediate);
      expect(endings.map(({ end }) => end.status)).to.deep.equal(['waiting']);

      goingOn.resolve();
      await ran;
      await new Promise(setImmediate);

      expect(heard).to.not.include('before done');
      expect(titles()).to.deep.equal([]);
      expect(theJob(id)).to.include({ status: 'waiting', starts: 1 });
    });
  });

  describe('that is stopped', () => {
    /** Runs it until it waits; then it is stopped like this. */
    const stopped = async (id: JobId, end: JobEnd) => {
      meanwhile = ({ signal }) => {
        const [start] = runJob.running;
        runJob.stop(start as JobStart, end);
        signal.throwIfAborted();
      };
      await run(id);
    };

    it('ends as cancelled', async () => {
      const id = await requested();
      await stopped(id, { status: 'cancelled' });
      expect(theJob(id)).to.deep.include({ status: 'cancelled', problem: null });
      expect(titles()).to.deep.equal([]);
    });

    it('is given back uncounted, when its process ends', async () => {
      const id = await requested();
      await stopped(id, { status: 'waiting', inSeconds: 0, uncounted: true, problem: { code: 'shared.given-back', detail: 'Its process ended.' } });
      expect(theJob(id)).to.include({ status: 'waiting', starts: 0 });
      meanwhile = () => undefined;
      await run(id);
      expect(titles()).to.deep.equal(['Emma']);
    });

    it('is undone when it was cancelled and does not know it yet', async () => {
      const id = await requested();
      meanwhile = () => change(id, { cancelAsked: true });
      await run(id);
      expect(titles()).to.deep.equal([]);
      expect(theJob(id)).to.include({ status: 'cancelled' });
    });

    it('is undone when a later start has it, and leaves that alone', async () => {
      const id = await requested();
      meanwhile = () => change(id, { fence: 2n, starts: 2 });
      await run(id);
      expect(titles()).to.deep.equal([]);
      expect(theJob(id)).to.include({ status: 'running', starts: 2 });
    });
  });

  describe('in its tenant', () => {
    it('waits while that is suspended, and the starts do not count', async () => {
      const id = await requested();
      rights.set(tenant, ['library:books:write'], 'suspended');
      for (let times = 0; times < 5; times++) {
        await run(id);
        expect(theJob(id)).to.deep.include({ status: 'waiting', starts: 0, problem: { code: 'tenancy.tenant-suspended', detail: 'The tenant is suspended' } });
        clock.passes(300_000);
      }
      rights.set(tenant, ['library:books:write']);
      await run(id);
      expect(titles()).to.deep.equal(['Emma']);
    });

    it('waits as the platform’s own while that is being closed, which its owner may take back; whoever asked is told', async () => {
      const [own, theirs] = [await requested(platform, 'Emma'), await requested(tenant, 'Persuasion')];
      rights.set(tenant, ['library:books:write'], 'closing');
      await run(theirs);
      expect(theJob(theirs)).to.include({ status: 'failed' }).and.to.have.nested.property('problem.code', 'tenancy.tenant-closing');
      for (let times = 0; times < 5; times++) {
        await run(own);
        expect(theJob(own)).to.include({ status: 'waiting', starts: 0 }).and.to.have.nested.property('problem.code', 'tenancy.tenant-closing');
        clock.passes(300_000);
      }
      rights.set(tenant, ['library:books:write']);
      await run(own);
      expect(titles()).to.deep.equal(['Emma']);
    });

    it('is cancelled when that is closed', async () => {
      for (const who of [tenant, platform]) {
        const id = await requested(who);
        rights.close(tenant);
        await run(id);
        expect(theJob(id)).to.deep.include({ status: 'cancelled', problem: null });
        rights.set(tenant, ['library:books:write']);
      }
      expect(titles()).to.deep.equal([]);
    });

    it('is done all the same when that is closed, as the platform’s own, if it is for such tenants too', async () => {
      const clear = jobType('library.clear-shelf', {});
      const useCase = guardedCommand(new InMemoryUnitOfWork(store, (transaction) => ({ clear: () => transaction.shelf(tenant, books).clear() })), (work) => new ClearShelf(work));
      await run(await requested());
      runJob = running([{ handling: handles(clear, { calls: ClearShelf, with: () => undefined }), useCase }]);
      const { id } = await store.run(platform, (transaction) => new InMemoryJobs(transaction, ids, clock).request(platform, clear, { data: {} }));
      rights.close(tenant);
      await admit([clear.name]);

      await runJob.execute(tenant.tenantId, id);

      expect(theJob(id)).to.include({ status: 'succeeded' });
      expect(titles()).to.deep.equal([]);
    });

    it('has the rights that whoever asked has when it starts', async () => {
      const [before, after] = [await requested(tenant, 'Emma'), await requested(tenant, 'Persuasion')];
      meanwhile = (_, who) => void expect(who).to.deep.include({ tenantId: tenant.tenantId, principal: tenant.principal });
      await run(before);
      rights.set(tenant, ['library:books:read']);
      await run(after);

      expect(titles()).to.deep.equal(['Emma']);
      expect(theJob(after)).to.include({ status: 'failed' });
      expect(theJob(after)?.problem).to.have.property('code', 'access.permission-missing');
    });

    it('has as the platform the right that it needs, and no other', async () => {
      let seen: TenantContext | null = null;
      meanwhile = (_, who) => void (seen = who);
      await run(await requested(platform));
      expect(titles()).to.deep.equal(['Emma']);
      expect(seen).to.deep.include({ principal: { kind: 'platform' }, permissions: new Set(['library:books:write']) });
    });
  });

  describe('that nobody can run', () => {
    it('waits when nobody handles its type, and the starts do not count', async () => {
      const id = await requested();
      const elsewhere = running([]);
      for (let times = 0; times < 5; times++) {
        await admit();
        expect(await elsewhere.execute(tenant.tenantId, id)).to.equal(true);
        expect(theJob(id)).to.deep.include({ status: 'waiting', starts: 0 });
        expect(theJob(id)?.problem).to.have.property('code', 'shared.job-type-unknown');
        clock.passes(300_000);
      }
      await run(id);
      expect(theJob(id)).to.include({ status: 'succeeded', starts: 1 });
    });

    it('fails with what is wrong, when somebody asked for it with data that nobody takes any more', async () => {
      const id = await requested();
      change(id, { data: { headline: 'Emma' } });
      await run(id);
      expect(theJob(id)).to.deep.include({ status: 'failed', problem: { code: 'shared.members-refused', detail: 'It has no member headline.' }, data: { headline: 'Emma' } });
      expect(endings[0]?.error).to.be.instanceOf(MembersRefused);
    });

    it('is quarantined with what is wrong, when an event told something else, and can run once that is understood', async () => {
      await store.run(tenant, async (transaction) =>
        transaction.announce(tenant, 'a shelf', [{ type: bookCame.type, tenantId: tenant.tenantId, occurredAt: clock.now(), headline: 'Emma' } as never]));
      await new InMemoryEventRelay(store, ids, clock).publish(system, [{ event: bookCame.type, job: 'library.shelve-what-came', starts: 2 }]);
      const [id] = [...store.shelf(tenant, jobShelf).keys()] as [JobId];

      expect(await runOut(id)).to.equal(2);
      expect(theJob(id)).to.deep.include({ status: 'quarantined', starts: 2 });
      expect(theJob(id)?.problem).to.have.property('code', 'shared.members-refused');
      expect(theJob(id)?.data).to.deep.include({ headline: 'Emma' });

      change(id, { status: 'waiting', starts: 0, data: { title: 'Emma', occurredAt: '2030-01-01T12:00:00.000Z' } });
      await run(id);
      expect(titles()).to.deep.equal(['Emma']);
      expect(theJob(id)).to.include({ status: 'succeeded' });
    });
  });
});
