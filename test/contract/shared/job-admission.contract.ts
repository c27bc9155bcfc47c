import { expect } from 'chai';
import { v7 } from 'uuid';
import type { JobId } from '../../../application/shared/job-type.js';
import { jobType } from '../../../application/shared/job-type.js';
import type { JobEnd, JobStart } from '../../../application/shared/ports/job-records.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { type JobPorts, type OpenJobs, published, requested, system, type Triggers } from './job-homes.js';

const dig = jobType('tests.dig-hole', {}, { starts: 2 });
const fill = jobType('tests.fill-hole', {});
const heard = 'tests.hear-of-hole';
const types = [dig.name, fill.name, heard];
const [LEASE_OVER, UNSTARTED] = [16, 11];
const problem = { code: 'tests.rained', detail: 'It rained.' };

/** What admission promises. */
export function describeJobAdmission(home: string, open: OpenJobs): void {
  describe(`the admission of jobs in ${home}`, () => {
    let ports: Home<JobPorts>;
    let tenant: TenantContext;
    let other: TenantContext;

    beforeEach(async () => {
      ports = await open();
      await ports.clear();
      [tenant, other] = [aTenant(), aTenant()];
    });

    const asked = async (who = tenant, type = dig, request: object = {}) => (await requested(ports, who, type, { data: {}, ...request })).id;
    const admit = async (inFlight?: Parameters<JobPorts['admitting']>[0], of = types) => {
      const admission = ports.admitting(inFlight);
      await admission.takeUp(system);
      return admission.admit(system, of);
    };
    const admitted = async (...given: Parameters<typeof admit>) => (await admit(...given)).map(({ jobId }) => jobId);
    const started = async (jobId: JobId, who = tenant): Promise<JobStart> => {
      const start = await ports.records.start(who, jobId);
      if (start === null) throw new Error('There was nothing to start.');
      return start;
    };
    const done = async (jobId: JobId, who = tenant) => {
      const start = await started(jobId, who);
      await ports.transactions.run(who, (transaction) => ports.records.succeed(who, start, null, transaction));
    };
    const ended = async (jobId: JobId, end: JobEnd) => ports.records.end(tenant, await started(jobId), end);
    const cancelled = (jobId: JobId) => ports.transactions.run(tenant, (transaction) => ports.cancel(tenant, transaction, jobId));
    const statusOf = async (jobId: JobId, who = tenant) => (await ports.jobsOf(who)).find(({ id }) => id === jobId)?.status;
    /** How many each has in flight. */
    const inFlight = async (...tenants: readonly TenantContext[]) =>
      Promise.all(tenants.map(async (who) => (await ports.jobsOf(who)).filter(({ status }) => status === 'admitted' || status === 'running').length));

    it('says whose job it admits, and of which type', async () => {
      const [one, two] = [await asked(), await asked(other, fill)];
      expect(await admit()).to.have.deep.members([
        { tenantId: tenant.tenantId, jobId: one, type: dig.name },
        { tenantId: other.tenantId, jobId: two, type: fill.name },
      ]);
      expect(await statusOf(one)).to.equal('admitted');
      expect(await admit()).to.deep.equal([]);
    });

    it('admits what somebody handles, and leaves the rest waiting', async () => {
      const [digging, filling] = [await asked(), await asked(tenant, fill)];
      expect(await admitted({}, [])).to.deep.equal([]);
      expect(await admitted({}, [fill.name])).to.deep.equal([filling]);
      expect(await statusOf(digging)).to.equal('waiting');
    });

    it('admits what is urgent first, and of that what has waited longest', async () => {
      const later = new Date(ports.now().getTime() + 1_000);
      const low = await asked(tenant, dig, { priority: 'low' });
      const second = await asked(tenant, dig, { runAt: later });
      const first = await asked();
      const high = await asked(tenant, dig, { priority: 'high', runAt: later });
      await ports.passes(10);

      const order: JobId[] = [];
      for (let times = 0; times < 4; times++) {
        const [next] = await admitted({ perTenant: 1 });
        order.push(next as JobId);
        await done(next as JobId);
      }
      expect(order).to.deep.equal([high, first, second, low]);
    });

    it('lets a tenant have no more in flight than its share, what runs included', async () => {
      for (let times = 0; times < 5; times++) await asked();
      await asked(other);

      const first = await admitted({ perTenant: 2 });
      expect(await inFlight(tenant, other)).to.deep.equal([2, 1]);
      const [running, next] = (await ports.jobsOf(tenant)).filter(({ id }) => first.includes(id)).map(({ id }) => id) as [JobId, JobId];
      await started(running);
      expect(await admitted({ perTenant: 2 })).to.deep.equal([]);

      await done(next);
      expect(await admitted({ perTenant: 2 })).to.have.length(1);
      expect(await inFlight(tenant, other)).to.deep.equal([2, 1]);
    });

    it('lets no more be in flight than are allowed in all, and divides them', async () => {
      const third = aTenant();
      for (const who of [tenant, other, third]) for (let times = 0; times < 4; times++) await asked(who);

      await admit({ inAll: 6 });
      expect(await inFlight(tenant, other, third)).to.deep.equal([2, 2, 2]);
      expect(await admitted({ inAll: 6 })).to.deep.equal([]);
      await admit({ inAll: 7 });
      expect((await inFlight(tenant, other, third)).toSorted()).to.deep.equal([2, 2, 3]);
    });

    it('gives a tenant its turn, whatever another has waiting', async () => {
      await ports.crowd(tenant, dig as never, 10_000);
      const theirs = await asked(other);
      expect(await admitted({ perTenant: 4, inAll: 4 })).to.include(theirs).and.have.length(4);

      const next = await asked(other);
      expect(await admitted({ perTenant: 4, inAll: 5 })).to.deep.equal([next]);
      await ports.clear();
    });

    it('counts what a tenant has in flight before it gives it another turn', async () => {
      for (let times = 0; times < 6; times++) await asked();
      await admit({ inAll: 3 });
      for (let times = 0; times < 3; times++) await asked(other);

      await admit({ inAll: 5 });

      expect(await inFlight(tenant, other)).to.deep.equal([3, 2]);
    });

    describe('of what hears of one aggregate', () => {
      const [hole, neighbour] = [v7(), v7()];
      const dug = (who: TenantContext, depth: number): DomainEvent & { depth: number } => ({
        type: 'tests.hole-dug',
        tenantId: who.tenantId,
        occurredAt: new Date('2030-01-01T12:00:00.000Z'),
        depth,
      });
      /** Three events of one hole and one of its neighbour, in the tenant and in another. Their jobs, in order. */
      const hearing = async () => {
        for (const who of [tenant, other]) {
          await ports.transactions.run(who, async (transaction) => {
            await ports.announce(who, transaction, hole, [1, 2].map((depth) => dug(who, depth)));
            await ports.announce(who, transaction, neighbour, [dug(who, 3)]);
            await ports.announce(who, transaction, hole, [dug(who, 4)]);
          });
        }
        await published(ports, [{ event: 'tests.hole-dug', job: heard, starts: 2 }]);
        return (await ports.jobsOf(tenant)).map(({ id }) => id) as [JobId, JobId, JobId, JobId];
      };
      const admittedOfTenant = async () => (await admit()).filter(({ tenantId }) => tenantId === tenant.tenantId).map(({ jobId }) => jobId);

      it('admits one at a time, in order', async () => {
        const [first, second, beside, third] = await hearing();
        expect(await admittedOfTenant()).to.have.members([first, beside]);
        expect(await admittedOfTenant()).to.deep.equal([]);
        const start = await started(first);
        expect(await admittedOfTenant()).to.deep.equal([]);
        await ports.transactions.run(tenant, (transaction) => ports.records.succeed(tenant, start, null, transaction));
        expect(await admittedOfTenant()).to.deep.equal([second]);
        await done(second);
        expect(await admittedOfTenant()).to.deep.equal([third]);
      });

      it('finds what can be started, however many before it are held up', async () => {
        await hearing();
        const [first] = await admittedOfTenant();
        await ended(first as JobId, { status: 'quarantined', problem });
        for (const { jobId } of await admit()) if ((await statusOf(jobId)) === 'admitted') await done(jobId);
        await ports.transactions.run(tenant, (transaction) => ports.announce(tenant, transaction, hole, Array.from({ length: 500 }, (_, depth) => dug(tenant, depth))));
        await published(ports, [{ event: 'tests.hole-dug', job: heard, starts: 2 }]);
        await ports.passes(60);
        await ports.transactions.run(tenant, (transaction) => ports.announce(tenant, transaction, v7(), [dug(tenant, 1), dug(tenant, 2)]));
        await published(ports, [{ event: 'tests.hole-dug', job: heard, starts: 2 }]);
        const next = (await ports.jobsOf(tenant)).at(-2)?.id;
        await ports.passes(60);
        const alone = await asked();

        expect(await admitted({ perTenant: 10 })).to.have.members([next, alone]);
        expect(await admitted({ perTenant: 10 })).to.deep.equal([]);
        await ports.clear();
      });

      it('holds up those behind one that waits to be repeated', async () => {
        const [first, second] = await hearing();
        await admit();
        await ended(first, { status: 'waiting', inSeconds: 30, problem });
        expect(await admittedOfTenant()).to.deep.equal([]);

        await ports.passes(31);
        const again = await admittedOfTenant();
        expect(again).to.include(first).and.not.include(second);
        await done(first);
        expect(await admittedOfTenant()).to.deep.equal([second]);
      });

      it('holds up those behind one in quarantine, and nobody else', async () => {
        const [first, , beside] = await hearing();
        await admit();
        await ended(first, { status: 'quarantined', problem });
        await done(beside);
        expect(await admittedOfTenant()).to.deep.equal([]);

        const [theirs, theirSecond] = (await ports.jobsOf(other)).map(({ id }) => id) as [JobId, JobId];
        await done(theirs, other);
        expect(await admitted()).to.deep.equal([theirSecond]);
        const mine = await asked();
        expect(await admittedOfTenant()).to.deep.equal([mine]);
      });

      it('goes on after one that has failed, or was cancelled', async () => {
        const [first, second, , third] = await hearing();
        await admit();
        await ended(first, { status: 'failed', problem });
        expect(await admittedOfTenant()).to.deep.equal([second]);
        await cancelled(second);
        expect(await admittedOfTenant()).to.deep.equal([third]);
      });
    });

    describe('of what a process has left', () => {
      it('takes up what nobody renews any more, once its lease is over', async () => {
        const id = await asked();
        await admit();
        const start = await started(id);
        await ports.passes(10);
        expect(await admitted()).to.deep.equal([]);

        await ports.passes(LEASE_OVER - 10);
        expect(await admitted()).to.deep.equal([id]);
        const again = await started(id);
        expect(again.starts).to.equal(2);
        expect(again.fence > start.fence).to.equal(true);
      });

      it('quarantines what has had all its starts, and says why', async () => {
        const id = await asked();
        for (const starts of [1, 2]) {
          expect(await admitted()).to.deep.equal([id]);
          expect(await started(id)).to.include({ starts });
          await ports.passes(LEASE_OVER);
        }
        expect(await admitted()).to.deep.equal([]);
        const [job] = await ports.jobsOf(tenant);
        expect(job).to.include({ status: 'quarantined', starts: 2, isFinished: false });
        expect(job?.problem).to.deep.equal({ code: 'shared.job-orphaned', detail: 'Its process ended while it ran. It was started 2 times.' });
      });

      it('ends what was cancelled meanwhile', async () => {
        const id = await asked();
        await admit();
        await started(id);
        await cancelled(id);
        await ports.passes(LEASE_OVER);
        expect(await admitted()).to.deep.equal([]);
        expect((await ports.jobsOf(tenant))[0]).to.include({ status: 'cancelled', isFinished: true });
      });

      it('leaves alone what ends in that very moment', async () => {
        const [id, left] = [await asked(), await asked(other)];
        await admit();
        const start = await started(id);
        await started(left, other);
        await ports.passes(LEASE_OVER);

        await ports.transactions.run(tenant, async (transaction) => {
          await ports.records.succeed(tenant, start, null, transaction);
          expect(await admitted()).to.include(left);
        });

        expect((await ports.jobsOf(tenant))[0]).to.include({ status: 'succeeded', starts: 1, isFinished: true });
        expect(await admit()).to.deep.equal([]);
        expect(await ports.records.start(tenant, id)).to.equal(null);
      });
    });

    it('leaves alone what is cancelled in the moment at which it would be admitted', async () => {
      const [id, theirs] = [await asked(), await asked(other)];

      await ports.transactions.run(tenant, async (transaction) => {
        await ports.cancel(tenant, transaction, id);
        expect(await admitted()).to.include(theirs);
      });

      expect(await admit()).to.deep.equal([]);
      expect((await ports.jobsOf(tenant))[0]).to.include({ status: 'cancelled', isFinished: true });
    });

    if (home === 'memory') return;

    describe('by Agenda', () => {
      let triggers: Triggers;
      beforeEach(() => {
        triggers = ports.triggers as Triggers;
      });
      const theOne = (jobId: JobId, name = dig.name) => [{ name, tenantId: tenant.tenantId, jobId, isDue: true }];

      it('gives it one trigger for each job that is admitted, and none for others', async () => {
        const [digging, filling] = [await asked(), await asked(tenant, fill)];
        await asked(tenant, dig, { runAt: new Date(Date.now() + 60_000) });
        expect(await triggers.of(tenant)).to.deep.equal([]);

        await admit();
        await admit();

        expect(await triggers.of(tenant)).to.have.deep.members([...theOne(digging), ...theOne(filling, fill.name)]);
        expect(await triggers.of(other)).to.deep.equal([]);
      });

      it('gives what is taken up one trigger, and no other', async () => {
        const id = await asked();
        await admit();
        await started(id);
        await triggers.lock(tenant);
        await ports.passes(LEASE_OVER);
        await admit();
        expect(await triggers.of(tenant)).to.deep.equal(theOne(id));
      });

      for (const [what, happen] of [['taken', 'lock'], ['gone', 'remove']] as const) {
        it(`takes up what has not begun for long although its trigger is ${what}`, async () => {
          const id = await asked();
          await admit();
          await triggers[happen](tenant);
          await ports.passes(UNSTARTED - 2);
          expect(await admitted()).to.deep.equal([]);

          await ports.passes(2);
          expect(await admitted()).to.deep.equal([id]);
          expect(await triggers.of(tenant)).to.deep.equal(theOne(id));
          expect(await started(id)).to.include({ starts: 1 });
        });
      }

      const ends = {
        'was taken': async (id: JobId) => {
          await triggers.lock(tenant);
          await done(id);
        },
        waits: cancelled,
      };
      for (const [how, end] of Object.entries(ends)) {
        it(`keeps no trigger that ${how}, when the job has ended`, async () => {
          const [id, goesOn] = [await asked(), await asked(tenant, fill)];
          await admit();
          await end(id);

          await admit();
          expect((await triggers.of(tenant)).map(({ jobId }) => jobId)).to.deep.equal([goesOn]);
        });
      }

      it('leaves alone what has not begun for long because its trigger waits', async () => {
        await asked();
        await admit();
        await ports.passes(1_000);
        expect(await admitted()).to.deep.equal([]);
      });
    });
  });
}
