import { expect } from 'chai';
import { v7 } from 'uuid';
import { inMemoryRecordsWork } from '../../../adapters/operations/memory/in-memory-kept-records.js';
import { InMemoryEventRelay, streamShelf } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { jobShelf, newJob } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { sweepRecords } from '../../../application/operations/job-types.js';
import { SweepRecords } from '../../../application/operations/sweep-records.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import type { JobStatus } from '../../../application/shared/job.js';
import { JobId } from '../../../application/shared/job-type.js';
import { SWEPT_AT_ONCE } from '../../../application/shared/sweep.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant, thePlatformIn } from '../../support/tenants.js';
import { noon as dueAt } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number, and = 0): Date => new Date(dueAt.getTime() - days * DAY + and);
const first = { dueAt, batch: 1 };

function opened() {
  const [store, ids, clock, tenant] = [new InMemoryStore(), new UuidIds(), new FixedClock(), aTenant()];
  const platform = thePlatformIn(tenant.tenantId);
  const sweep = guardedCommand(inMemoryRecordsWork(store, ids, clock), (joined) => new SweepRecords(joined));
  const publish = (...moments: readonly Date[]) =>
    store.run(tenant, async (transaction) => {
      const stream = transaction.shelf(tenant, streamShelf);
      for (const publishedAt of moments) {
        const position = stream.size + 1;
        stream.set(String(position), { position, type: 'test.came', aggregateId: 'a', payload: {}, occurredAt: publishedAt, publishedAt });
      }
    });
  const keep = (status: JobStatus, ...ends: readonly (Date | null)[]) =>
    store.run(tenant, async (transaction) => {
      for (const finishedAt of ends) {
        const id = JobId.from(v7());
        transaction.shelf(tenant, jobShelf).set(id, newJob({ id, type: 'test.job', data: {}, principal: { kind: 'platform' }, startsAllowed: 1, status, finishedAt }, dueAt));
      }
    });
  const jobs = () => [...store.shelf(tenant, jobShelf).values()];
  const kept = () => jobs().map(({ status, finishedAt }) => [status, finishedAt === null ? null : (dueAt.getTime() - finishedAt.getTime()) / DAY]);
  const asked = () => jobs().filter(({ type }) => type === sweepRecords.name).map(({ key, data }) => ({ key, data }));
  const stream = () => [...store.shelf(tenant, streamShelf).values()].map(({ position }) => position);
  return { store, ids, clock, tenant, platform, sweep, publish, keep, kept, asked, stream };
}

describe('sweeping what is written down of events and jobs', () => {
  it('keeps events for thirty days', async () => {
    const { platform, sweep, publish, stream, asked } = opened();
    await publish(daysAgo(31), daysAgo(30, -1), daysAgo(30), daysAgo(0));

    await sweep.execute(platform, first);

    expect(stream()).to.deep.equal([3, 4]);
    expect(asked()).to.deep.equal([]);
  });

  it('keeps jobs that succeeded or were cancelled for three days, and those that failed for thirty', async () => {
    const { platform, sweep, keep, kept, asked } = opened();
    await keep('succeeded', daysAgo(3, -1), daysAgo(3));
    await keep('cancelled', daysAgo(3, -1), daysAgo(3));
    await keep('failed', daysAgo(30, -1), daysAgo(30));

    await sweep.execute(platform, first);

    expect(kept()).to.deep.equal([['succeeded', 3], ['cancelled', 3], ['failed', 30]]);
    expect(asked()).to.deep.equal([]);
  });

  it('keeps what has not ended, for ever', async () => {
    const { platform, sweep, keep, kept } = opened();
    const open = ['waiting', 'admitted', 'running', 'quarantined'] as const;
    for (const status of open) await keep(status, null);

    await sweep.execute(platform, { dueAt: new Date('2126-01-01Z'), batch: 1 });

    expect(kept()).to.deep.equal(open.map((status) => [status, null]));
  });

  it('asks once for the next batch when a batch of anything was full', async () => {
    const many = Array.from({ length: SWEPT_AT_ONCE }, () => daysAgo(31));
    for (const fill of [
      (it: ReturnType<typeof opened>) => it.publish(...many),
      (it: ReturnType<typeof opened>) => it.keep('succeeded', ...many),
      (it: ReturnType<typeof opened>) => it.keep('cancelled', ...many),
      (it: ReturnType<typeof opened>) => it.keep('failed', ...many),
    ]) {
      const it = opened();
      await fill(it);
      await it.sweep.execute(it.platform, first);
      await fill(it);
      await it.sweep.execute(it.platform, first);

      expect(it.asked()).to.deep.equal([{ key: `${dueAt.toISOString()} 2`, data: { dueAt: dueAt.toISOString(), batch: 2 } }]);
    }
  });

  it('goes on while the tenant is suspended or closing', async () => {
    const { platform, sweep, publish, stream } = opened();
    for (const standing of ['suspended', 'closing'] as const) {
      await publish(daysAgo(31));
      await sweep.execute(TenantContext.of(platform.tenantId, platform.principal, [], standing), first);
      expect(stream(), standing).to.deep.equal([]);
    }
  });

  it('is nothing that anybody in the tenant can do', async () => {
    const { tenant, sweep, publish, stream } = opened();
    await publish(daysAgo(31));
    await expect(sweep.execute(tenant, first)).to.be.rejectedWith(TypeError);
    expect(stream()).to.deep.equal([1]);
  });

  it('leaves the positions of the stream going on', async () => {
    const { store, ids, clock, tenant, platform, sweep, stream } = opened();
    const relay = new InMemoryEventRelay(store, ids, clock);
    const happens = () =>
      store.run(tenant, async (transaction) => transaction.announce(tenant, 'an aggregate', [{ type: 'test.came', tenantId: tenant.tenantId, occurredAt: dueAt }]));
    await happens();
    await relay.publish(SystemContext.for('a test'), []);
    await sweep.execute(platform, { dueAt: new Date(dueAt.getTime() + 31 * DAY), batch: 1 });
    expect(stream()).to.deep.equal([]);

    await happens();
    await relay.publish(SystemContext.for('a test'), []);

    expect(stream()).to.deep.equal([2]);
  });
});
