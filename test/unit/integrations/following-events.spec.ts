import { expect } from 'chai';
import { SignedEventIds } from '../../../adapters/integrations/http/signed-event-ids.js';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import { FollowEvents } from '../../../application/integrations/follow-events.js';
import { PublicEvents, type ShownEvent } from '../../../application/integrations/public-events.js';
import { ToldEvents } from '../../../application/integrations/told-events.js';
import { publishedEvent } from '../../../application/shared/job-handling.js';
import type { Told } from '../../../application/shared/live.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import { aHub, settled } from './streams.js';

const ofBells = 'tests:bells:read';
const ofGuests = 'tests:guests:read';

/** Following events over a hub whose time passes when it is told. */
function opened() {
  const { hub, ...rest } = aHub();
  const events = new PublicEvents([
    publishedEvent('tests.bell-rang', {}, { needs: ofBells, means: 'The bell rang' }),
    publishedEvent('tests.guest-came', {}, { needs: ofGuests, means: 'A guest came' }),
  ]);
  const ids = new SignedEventIds(new Cursors(Buffer.alloc(32, 1)));
  const follows = new FollowEvents(hub, events, ids, new ToldEvents(events, ids));
  const heard = async (...[tenant, command, at]: [...Parameters<FollowEvents['execute']>, at?: number | null]) => {
    const parts: Told<ShownEvent>[] = [];
    const live = await follows.execute(tenant, command);
    const following = live.follow({ tell: (part) => parts.push(part), ready: async () => undefined, lost: () => undefined }, at);
    return { parts, following, told: () => parts.flatMap(({ notice, items, id }) => [...(notice === null ? [] : [`${notice.name} ${ids.positionOf(tenant, id)}`]), ...items.map(({ type, id: itsId }) => `${type} ${ids.positionOf(tenant, itsId)}`)]) };
  };
  return { ...rest, ids, heard };
}

describe('following events', () => {
  it('tells each what their rights admit, and makes it once for all who see the same', async () => {
    const { happen, heard, signals, timing, ids } = opened();
    const both = aTenant(ofBells, ofGuests);
    const { tenantId, principal, standing } = both;
    const bells = TenantContext.of(tenantId, principal, [ofBells], standing);
    const [one, other, few] = [await heard(both, {}), await heard(both, {}), await heard(bells, {})];
    await settled();

    await happen(both, 1, 'tests.guest-came');
    await happen(both, 1, 'tests.bell-rang');
    signals.tell(both, await happen(both, 1, 'tests.secret-told'));
    timing.passes(0.06);
    await settled();

    expect(one.told()).to.deep.equal(['open 0', 'tests.guest-came 1', 'tests.bell-rang 2']);
    expect(few.told()).to.deep.equal(['open 0', 'tests.bell-rang 2']);
    expect(one.parts.at(-1)).to.equal(other.parts.at(-1));
    expect(few.parts.at(-1)?.items[0]).to.equal(one.parts.at(-1)?.items[1]);
    expect(ids.positionOf(both, few.following.id() ?? '')).to.equal(3);
  });

  it('goes on with other rights from where it ended', async () => {
    const { happen, heard } = opened();
    const tenant = aTenant(ofBells, ofGuests);
    const before = await heard(tenant, {});
    await settled();
    const at = before.following.end();
    await happen(tenant, 1);
    const after = await heard(tenant, {}, at);
    await settled();

    expect(after.told()).to.deep.equal(['open 0', 'tests.bell-rang 1']);
  });

  it('goes on from the last id, should it end before it has begun', async () => {
    const { happen, heard, ids } = opened();
    const tenant = aTenant(ofBells);
    const last = await happen(tenant, 3);
    const command = { lastEventId: ids.idAt(tenant, last - 2) };

    const { following } = await heard(tenant, command);
    const again = await heard(tenant, command, following.end());
    await settled();

    expect(again.told()).to.deep.equal(['open 1', 'tests.bell-rang 2', 'tests.bell-rang 3']);
  });
});
