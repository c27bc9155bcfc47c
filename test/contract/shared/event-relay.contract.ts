import { expect } from 'chai';
import { v7 } from 'uuid';
import { jobType } from '../../../application/shared/job-type.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { type JobPorts, type OpenJobs, published, system } from './job-homes.js';

const noon = new Date('2030-01-01T12:00:00.123Z');
const lightsOut = new Error('the lights went out');
const greet = { event: 'tests.guest-came', job: 'tests.greet-guest', starts: 4 };
const takeCoat = { event: 'tests.guest-came', job: 'tests.take-coat', starts: 2 };
const ring = { event: 'tests.bell-rang', job: 'tests.answer-bell', starts: 1 };

/** What the relay of events promises. */
export function describeEventRelay(home: string, open: OpenJobs): void {
  describe(`the relay of events in ${home}`, () => {
    let ports: Home<JobPorts>;
    let tenant: TenantContext;
    let other: TenantContext;

    beforeEach(async () => {
      ports = await open();
      await published(ports);
      await ports.clear();
      [tenant, other] = [aTenant(), aTenant()];
    });

    const came = ({ tenantId }: TenantContext, guest: unknown, type = 'tests.guest-came'): DomainEvent & { guest: unknown } => ({ type, tenantId, occurredAt: noon, guest });
    const happen = (who: TenantContext, house: string, ...events: readonly DomainEvent[]) =>
      ports.transactions.run(who, (transaction) => ports.announce(who, transaction, house, events));
    const guestsOf = async (who: TenantContext) => (await ports.streamOf(who)).map(({ payload }) => (payload as { guest: unknown }).guest);
    const positionsOf = async (who: TenantContext) => (await ports.streamOf(who)).map(({ position }) => position);

    it('publishes each event once, with its place', async () => {
      await happen(tenant, v7(), came(tenant, 'Ada'), came(tenant, { amountMinor: 9_007_199_254_740_993n }, 'tests.gift-brought'));

      expect(await ports.relay.publish(system, [])).to.deep.include({ events: 2 });
      expect(await ports.relay.publish(system, [])).to.deep.equal({ events: 0, advanced: [] });

      expect(await ports.streamOf(tenant)).to.deep.equal([
        { position: 1, type: 'tests.guest-came', payload: { guest: 'Ada' }, occurredAt: noon },
        { position: 2, type: 'tests.gift-brought', payload: { guest: { amountMinor: '9007199254740993' } }, occurredAt: noon },
      ]);
      expect(await ports.unpublishedOf(tenant)).to.equal(0);
    });

    it('goes on where it stopped, in each tenant’s own stream', async () => {
      await happen(tenant, v7(), came(tenant, 'Ada'), came(tenant, 'Bob'));
      await happen(other, v7(), came(other, 'Eve'));
      await published(ports);
      await happen(other, v7(), came(other, 'Mallory'));
      await happen(tenant, v7(), came(tenant, 'Cleo'));
      await published(ports);

      expect(await guestsOf(tenant)).to.deep.equal(['Ada', 'Bob', 'Cleo']);
      expect(await positionsOf(tenant)).to.deep.equal([1, 2, 3]);
      expect(await guestsOf(other)).to.deep.equal(['Eve', 'Mallory']);
      expect(await positionsOf(other)).to.deep.equal([1, 2]);
    });

    it('tells in order what was announced, whether it is published or not', async () => {
      await happen(tenant, v7(), came(tenant, 'Ada'));
      await published(ports);
      await happen(tenant, v7(), came(tenant, 'Bob'));

      expect(await ports.unpublishedOf(tenant)).to.equal(1);
      expect((await ports.eventsOf(tenant)).map((event) => event['guest'])).to.deep.equal(['Ada', 'Bob']);
    });

    it('publishes nothing that was undone', async () => {
      const failing = ports.transactions.run(tenant, async (transaction) => {
        await ports.announce(tenant, transaction, v7(), [came(tenant, 'Nobody')]);
        throw lightsOut;
      });
      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      await happen(tenant, v7(), came(tenant, 'Ada'));
      await published(ports);

      expect(await guestsOf(tenant)).to.deep.equal(['Ada']);
      expect(await positionsOf(tenant)).to.deep.equal([1]);
    });

    it('publishes much in batches, without gaps', async () => {
      const guests = Array.from({ length: 2_500 }, (_, n) => n);
      await happen(tenant, v7(), ...guests.map((guest) => came(tenant, guest)));
      await happen(other, v7(), came(other, 'Eve'));
      await published(ports);

      expect(await guestsOf(tenant)).to.deep.equal(guests);
      expect(await positionsOf(tenant)).to.deep.equal(guests.map((n) => n + 1));
      expect(await guestsOf(other)).to.deep.equal(['Eve']);
    });

    it('asks for a job for each who hears of it, with what happened', async () => {
      await happen(tenant, v7(), came(tenant, 'Ada'), came(tenant, 'Bob', 'tests.guest-left'), came(tenant, 'Cleo'));
      await published(ports, [greet, takeCoat, ring]);

      const jobs = (await ports.jobsOf(tenant)).map(({ type, data, ordinal, startsAllowed, status }) => ({ type, data, ordinal, startsAllowed, status }));
      const job = ({ job: type, starts: startsAllowed }: typeof greet, guest: string, ordinal: number) =>
        ({ type, data: { guest, occurredAt: '2030-01-01T12:00:00.123Z' }, ordinal, startsAllowed, status: 'waiting' });
      expect(jobs).to.have.deep.members([job(greet, 'Ada', 1), job(takeCoat, 'Ada', 1), job(greet, 'Cleo', 3), job(takeCoat, 'Cleo', 3)]);
      expect(await ports.jobsOf(other)).to.deep.equal([]);
    });

    it('lets what hears of one aggregate be one sequence for each who hears, and of another aggregate another', async () => {
      const [house, barn] = [v7(), v7()];
      await happen(tenant, house, came(tenant, 'Ada'), came(tenant, 'Bob'));
      await happen(tenant, barn, came(tenant, 'Cleo'));
      await published(ports, [greet, takeCoat]);

      const sequences = (await ports.jobsOf(tenant)).map(({ type, sequence }) => [type, sequence]);
      expect(sequences).to.have.length(6);
      expect(new Set(sequences.map(([, sequence]) => sequence))).to.have.length(4);
      for (const { job } of [greet, takeCoat]) {
        expect(new Set(sequences.filter(([type]) => type === job).map(([, sequence]) => sequence))).to.have.length(2);
      }
    });

    it('starts them as the platform', async () => {
      await happen(tenant, v7(), came(tenant, 'Ada'));
      await published(ports, [greet]);
      const [admitted] = await ports.admitting().admit(system, [jobType(greet.job as 'tests.greet-guest', {}).name]);
      const start = admitted === undefined ? null : await ports.records.start(tenant, admitted.jobId);
      expect(start?.principal).to.deep.equal({ kind: 'platform' });
    });

    it('loses nothing and mixes nothing up when several relay at once what is written meanwhile', async () => {
      const tenants = [tenant, other];
      const houses = tenants.flatMap((who) => [1, 2, 3].map(() => ({ who, house: v7() })));
      const VISITS = 25;
      let writing = houses.length;

      /** One after the other in a house: in the order of commits. Every third is undone once. */
      const write = async ({ who, house }: (typeof houses)[number]): Promise<void> => {
        for (let visit = 1; visit <= VISITS; visit++) {
          if (visit % 3 === 0) {
            await ports.transactions.run(who, async (transaction) => {
              await ports.announce(who, transaction, house, [came(who, { house, visit: 'undone' })]);
              throw lightsOut;
            }).catch(() => undefined);
          }
          await happen(who, house, came(who, { house, visit }));
        }
        writing -= 1;
      };
      const relay = async (): Promise<number> => {
        let count = 0;
        for (let last = 1; writing > 0 || last > 0; count += last) {
          last = (await ports.relay.publish(system, [greet])).events;
          await new Promise(setImmediate);
        }
        return count;
      };
      const [counts] = await Promise.all([Promise.all([1, 2, 3].map(relay)), Promise.all(houses.map(write))]);
      await published(ports, [greet]);

      expect(counts.reduce((sum, count) => sum + count, 0)).to.be.at.most(houses.length * VISITS);
      for (const who of tenants) {
        const guests = (await guestsOf(who)) as readonly { house: string; visit: number }[];
        expect(await positionsOf(who)).to.deep.equal(Array.from({ length: 3 * VISITS }, (_, n) => n + 1));
        for (const { house } of houses.filter((one) => one.who === who)) {
          expect(guests.filter((guest) => guest.house === house).map(({ visit }) => visit)).to.deep.equal(Array.from({ length: VISITS }, (_, n) => n + 1));
        }
        expect((await ports.jobsOf(who)).map(({ ordinal }) => ordinal)).to.deep.equal(await positionsOf(who));
        expect(await ports.unpublishedOf(who)).to.equal(0);
      }
    });
  });
}
