import { expect } from 'chai';
import { v7 } from 'uuid';
import type { EventStream } from '../../../application/shared/ports/event-stream.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { type JobPorts, published } from './job-homes.js';

export type StreamPorts = JobPorts & {
  readonly stream: EventStream;
  /** Keeps what is behind this position alone, as a sweep does. */
  forget(tenant: TenantContext, upTo: number): Promise<unknown>;
};

const noon = new Date('2030-01-01T12:00:00.123Z');

/** What the stream of events promises. */
export function describeEventStream(home: string, open: () => Promise<Home<StreamPorts>>): void {
  describe(`the stream of events in ${home}`, () => {
    let ports: Home<StreamPorts>;
    let tenant: TenantContext;
    let other: TenantContext;
    const house = v7();

    const happen = async (who: TenantContext, ...types: readonly string[]): Promise<void> => {
      const events = types.map((type, n): DomainEvent & { guest: string } => ({ type: `tests.${type}`, tenantId: who.tenantId, occurredAt: noon, guest: `${n}` }));
      await ports.transactions.run(who, (transaction) => ports.announce(who, transaction, house, events));
      await published(ports);
    };
    const positions = async (who: TenantContext, after: number, types?: readonly string[], limit = 100) => {
      const { events, ...stretch } = await ports.stream.read(who, { after, limit, ...(types === undefined ? {} : { types }) });
      return { ...stretch, events: events.map(({ position }) => position) };
    };

    beforeEach(async () => {
      ports = await open();
      await published(ports);
      [tenant, other] = [aTenant(), aTenant()];
    });

    it('is empty before anything has happened', async () => {
      expect(await positions(tenant, 0)).to.deep.equal({ events: [], forgottenUpTo: 0, last: 0 });
    });

    it('gives back what happened, as it was', async () => {
      await happen(tenant, 'guest-came');

      const { events: [event] } = await ports.stream.read(tenant, { after: 0, limit: 1 });

      expect(event).to.deep.include({ position: 1, type: 'tests.guest-came', aggregateId: house, payload: { guest: '0' }, occurredAt: noon });
      expect(event?.publishedAt).to.be.instanceOf(Date);
    });

    it('goes on behind a position, in order, as far as it is asked', async () => {
      await happen(tenant, 'a', 'b', 'c');
      await happen(tenant, 'd', 'e');

      expect(await positions(tenant, 1, undefined, 3)).to.deep.equal({ events: [2, 3, 4], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, 4)).to.deep.equal({ events: [5], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, 5)).to.deep.equal({ events: [], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, Number.MAX_SAFE_INTEGER)).to.deep.equal({ events: [], forgottenUpTo: 0, last: 5 });
    });

    it('gives some types alone, and says all the same how far it goes', async () => {
      await happen(tenant, 'a', 'b', 'a', 'c', 'b');

      expect(await positions(tenant, 0, ['tests.a', 'tests.c'])).to.deep.equal({ events: [1, 3, 4], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, 1, ['tests.b'], 1)).to.deep.equal({ events: [2], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, 0, ['tests.none'])).to.deep.equal({ events: [], forgottenUpTo: 0, last: 5 });
      expect(await positions(tenant, 0, [])).to.deep.equal({ events: [], forgottenUpTo: 0, last: 5 });
    });

    it('tells what is kept no longer', async () => {
      await happen(tenant, 'a', 'b', 'c');

      await ports.forget(tenant, 2);
      expect(await positions(tenant, 0)).to.deep.equal({ events: [3], forgottenUpTo: 2, last: 3 });
      await ports.forget(tenant, 3);
      expect(await positions(tenant, 0)).to.deep.equal({ events: [], forgottenUpTo: 3, last: 3 });
    });

    it('hides it from every other tenant', async () => {
      await happen(tenant, 'a', 'b');
      await happen(other, 'c');

      expect(await positions(other, 0)).to.deep.equal({ events: [1], forgottenUpTo: 0, last: 1 });
      expect(await positions(tenant, 0)).to.deep.equal({ events: [1, 2], forgottenUpTo: 0, last: 2 });
      expect(await positions(aTenant(), 0)).to.deep.equal({ events: [], forgottenUpTo: 0, last: 0 });
    });
  });
}
