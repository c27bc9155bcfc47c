import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventSignals } from '../../../application/shared/ports/event-signals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant, anotherUserOf } from '../../support/tenants.js';

/** Signals as one process or two have them. */
export type Signals = { readonly here: EventSignals; readonly there: EventSignals; close(): Promise<void> };

/** What all signals promise, whoever tells and whoever hears. */
export function describeEventSignals(home: string, open: () => Promise<Signals>): void {
  describe(`signals of events ${home}`, () => {
    let signals: Signals;
    before(async () => void (signals = await open()));
    after(() => signals.close());

    it('tell how far the stream of a tenant goes', async () => {
      const tenant = aTenant();
      const heard = await hearing(signals, tenant);

      signals.there.tell(tenant, 7);

      await heard.until(7);
    });

    it('wake all who hear, whichever user of the tenant they are', async () => {
      const tenant = aTenant();
      const [first, second] = [await hearing(signals, tenant), await hearing(signals, anotherUserOf(tenant))];

      signals.there.tell(anotherUserOf(tenant), 7);

      await Promise.all([first.until(7), second.until(7)]);
    });

    it('tell nobody of another tenant', async () => {
      const tenant = aTenant();
      const [heard, stranger] = [await hearing(signals, tenant), await hearing(signals, aTenant())];

      signals.there.tell(tenant, 7);

      await heard.until(7);
      expect(stranger.positions).to.deep.equal([]);
    });

    it('tell nobody who does not hear any more, and go on telling the others', async () => {
      const tenant = aTenant();
      const [stays, goes] = [await hearing(signals, tenant), await hearing(signals, tenant)];

      goes.end();
      goes.end();
      signals.there.tell(tenant, 7);

      await stays.until(7);
      expect(goes.positions).to.deep.equal([]);
    });

    it('are heard again by whoever comes back', async () => {
      const tenant = aTenant();
      (await hearing(signals, tenant)).end();
      const heard = await hearing(signals, tenant);

      signals.there.tell(tenant, 7);

      await heard.until(7);
    });
  });
}

/** Hears a tenant's signals, once they arrive. */
async function hearing({ here, there }: Signals, tenant: TenantContext) {
  const positions: number[] = [];
  let isThere = false;
  const end = here.hear(tenant, (position) => {
    if (position === 1) isThere = true;
    else if (position > 1) positions.push(position);
  });
  // a signal may be lost as long as the hearer is on the way
  for (let times = 0; !isThere; times += 1) {
    if (times % 50 === 0) there.tell(tenant, 1);
    await delay(2);
  }
  return {
    positions,
    end,
    async until(position: number) {
      while (!positions.includes(position)) await delay(2);
    },
  };
}
