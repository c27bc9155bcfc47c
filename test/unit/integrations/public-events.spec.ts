import { expect } from 'chai';
import { SignedEventIds } from '../../../adapters/integrations/http/signed-event-ids.js';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import { InMemoryEventStream } from '../../../adapters/shared/memory/in-memory-event-stream.js';
import { ListEvents } from '../../../application/integrations/list-events.js';
import { PublicEvents } from '../../../application/integrations/public-events.js';
import { publishedEvent } from '../../../application/shared/job-handling.js';
import { instant, money, text, texts } from '../../../application/shared/json-members.js';
import type { StreamedEvent } from '../../../application/shared/ports/event-stream.js';
import { PermissionMissing } from '../../../application/shared/refusals.js';
import { EventsForgotten, UnknownEventId, UnknownEventType } from '../../../domain/integrations/integrations-refusals.js';
import { aTenant } from '../../support/tenants.js';
import { contexts } from '../../../composition-root.js';
import { aHub } from './streams.js';

const ofBells = 'tests:bells:read';
const ofGuests = 'tests:guests:read';
const noon = new Date('2030-01-01T12:00:00Z');

const events = new PublicEvents([
  publishedEvent('tests.bell-rang', { note: text, occurredAt: instant }, { needs: ofBells, means: 'The bell rang' }),
  publishedEvent('tests.guest-came', { names: texts, gift: money, leavesAt: instant }, { needs: ofGuests, means: 'A guest came' }),
]);

const streamed = (type: string, payload: StreamedEvent['payload']): StreamedEvent => ({ position: 1, type, aggregateId: 'a', payload, occurredAt: noon, publishedAt: noon });

describe('what is seen of what happens', () => {
  it('is what is declared, as JSON, and nothing else', () => {
    const payload = { names: ['Ada'], gift: { minorUnits: '12345', currency: 'EUR' }, leavesAt: '2030-01-02T00:00:00.000Z', secret: 'x' };

    expect(events.show('id', streamed('tests.guest-came', payload))).to.deep.equal({
      id: 'id', type: 'tests.guest-came', occurredAt: noon,
      data: { names: ['Ada'], gift: { amountMinor: '12345', currency: 'EUR' }, leavesAt: '2030-01-02T00:00:00.000Z' },
    });
    expect(events.show('id', streamed('tests.bell-rang', { note: 'ding', occurredAt: '2030-01-01T12:00:00.000Z' })).data).to.deep.equal({ note: 'ding' });
  });

  it('lacks what an older event did not have, or what is not what it should be', () => {
    for (const gift of [undefined, null, '5', { minorUnits: 5, currency: 'EUR' }, { minorUnits: '5', currency: 'XXX' }, { minorUnits: '05', currency: 'EUR' }])
      expect(events.show('id', streamed('tests.guest-came', { names: ['Ada'], gift })).data).to.deep.equal({ names: ['Ada'] });
  });

  it('is never of a type that nobody declares', () => {
    expect(() => events.show('id', streamed('tests.secret-told', {}))).to.throw('The event tests.secret-told is not public.');
    expect(() => events.seenBy(aTenant(ofBells), ['tests.secret-told'])).to.throw(UnknownEventType, 'there are tests.bell-rang, tests.guest-came');
  });

  it('is what the permission of each type admits', () => {
    expect(events.seenBy(aTenant(ofBells))).to.deep.equal(['tests.bell-rang']);
    expect(events.seenBy(aTenant(ofBells, ofGuests))).to.deep.equal(['tests.bell-rang', 'tests.guest-came']);
    expect(events.seenBy(aTenant(ofBells), ['tests.guest-came', 'tests.bell-rang', 'tests.bell-rang'])).to.deep.equal(['tests.bell-rang']);
    expect(() => events.seenBy(aTenant(ofBells), ['tests.guest-came'])).to.throw(PermissionMissing, 'This needs the permission tests:guests:read.');
    expect(() => events.seenBy(aTenant())).to.throw(PermissionMissing, 'tests:bells:read or tests:guests:read');
  });

  it('is declared once', () => {
    const twice = publishedEvent('tests.bell-rang', {}, { needs: ofBells, means: 'Again' });
    expect(() => new PublicEvents([twice, twice, publishedEvent('tests.bell-rang', {}, { needs: ofBells, means: 'Again' })])).to.throw('declared twice');
  });

  it('needs, in the house, permissions that exist', () => {
    const declared = new Set<string>(contexts.flatMap(({ permissions }) => permissions.map(({ name }) => name)));
    const shown = contexts.flatMap((context) => context.events ?? []);
    expect(shown.filter(({ needs, means }) => !declared.has(needs) || means.length < 5)).to.deep.equal([]);
    expect(shown.length).to.be.greaterThan(15);
  });
});

describe('listing what happened', () => {
  const ids = new SignedEventIds(new Cursors(Buffer.alloc(32, 1)));

  function opened() {
    const { store, happen, forget, restore } = aHub();
    return { list: new ListEvents(new InMemoryEventStream(store), events, ids), happen, forget, restore };
  }

  it('goes on from an event, and refuses where that would leave something out', async () => {
    const { list, happen, forget, restore } = opened();
    const tenant = aTenant(ofBells);
    await happen(tenant, 6);
    await forget(tenant, 2);
    const since = (position: number) => list.execute(tenant, { limit: 2, since: ids.idAt(tenant, position) });

    expect((await since(2)).items.map(({ id }) => ids.positionOf(tenant, id))).to.deep.equal([3, 4]);
    expect((await since(2)).next).to.equal('4');
    expect((await list.execute(tenant, { limit: 2, after: '4' })).next).to.equal(null);
    expect((await since(6)).items).to.deep.equal([]);
    await expect(since(1)).to.be.rejectedWith(EventsForgotten);
    await expect(list.execute(tenant, { limit: 2, after: '1' })).to.be.rejectedWith(EventsForgotten);
    await restore(tenant, 5);
    await expect(since(6)).to.be.rejectedWith(EventsForgotten);
    expect((await list.execute(tenant, { limit: 2 })).items).to.have.lengthOf(2);
  });

  it('refuses an id of another tenant', async () => {
    const { list } = opened();
    await expect(list.execute(aTenant(ofBells), { limit: 2, since: ids.idAt(aTenant(), 0) })).to.be.rejectedWith(UnknownEventId);
  });
});
