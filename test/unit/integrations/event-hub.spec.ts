import { expect } from 'chai';
import { Unavailable } from '../../../application/shared/refusals.js';
import { aTenant } from '../../support/tenants.js';
import { aHub, settled, upTo } from './streams.js';

describe('following a stream', () => {
  it('begins where the stream is now', async () => {
    const { hub: _, happen, follow, signals, ...time } = aHub();
    const tenant = aTenant();
    await happen(tenant, 3);

    const { heard } = follow(tenant);
    await settled();
    signals.tell(tenant, await happen(tenant, 2));
    time.timing.passes(0.06);
    await settled();

    expect(heard.told).to.deep.equal(['open 3', 4, 5]);
  });

  it('tells what was missed, page by page, then what happens, each once', async () => {
    const { happen, follow, signals, timing } = aHub();
    const tenant = aTenant();
    await happen(tenant, 450);

    const { heard } = follow(tenant, { at: 17 });
    await settled();
    for (let n = 0; n < 5; n++) {
      signals.tell(tenant, await happen(tenant, 10));
      timing.passes(0.06);
      await settled();
    }

    expect(heard.told).to.deep.equal(['open 17', ...upTo(500, 18)]);
    expect(heard.batches.length).to.be.greaterThan(3);
  });

  it('loses and repeats nothing while events happen between the pages', async () => {
    const { happen, follow, signals, timing } = aHub();
    const tenant = aTenant();
    await happen(tenant, 300);
    const first = follow(tenant, { at: 0 });
    await settled();

    const late = follow(tenant, { at: 100 });
    for (let n = 0; n < 40; n++) {
      signals.tell(tenant, await happen(tenant, 7));
      timing.passes(0.06);
      for (let turn = 0; turn < n % 3; turn++) await new Promise(setImmediate);
    }
    timing.passes(1);
    await settled();

    expect(first.heard.told).to.deep.equal(['open 0', ...upTo(580)]);
    expect(late.heard.told).to.deep.equal(['open 100', ...upTo(580, 101)]);
  });

  it('takes nobody in who was told less than the others meanwhile', async () => {
    const { happen, follow, signals, timing, stream } = aHub();
    const tenant = aTenant();
    const first = follow(tenant);
    await settled();

    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    stream.held = held;
    const late = follow(tenant, { at: await happen(tenant, 2) - 1 });
    await settled();
    signals.tell(tenant, await happen(tenant, 3));
    timing.passes(0.06);
    await settled();
    release();
    await settled();

    expect(first.heard.told).to.deep.equal(['open 0', 1, 2, 3, 4, 5]);
    expect(late.heard.told).to.deep.equal(['open 1', 2, 3, 4, 5]);
  });

  it('looks by itself, should no signal come', async () => {
    const { happen, follow, timing } = aHub();
    const tenant = aTenant();
    const { heard } = follow(tenant);
    await settled();

    await happen(tenant, 2);
    timing.passes(0.06);
    await settled();
    expect(heard.told).to.deep.equal(['open 0']);
    timing.passes(1);
    await settled();

    expect(heard.told).to.deep.equal(['open 0', 1, 2]);
  });

  it('reads once for all who follow, however many signals come', async () => {
    const { happen, follow, signals, timing, stream } = aHub();
    const tenant = aTenant();
    const all = upTo(50).map(() => follow(tenant));
    await settled();
    const before = stream.reads;

    for (const position of upTo(await happen(tenant, 20))) signals.tell(tenant, position);
    timing.passes(0.06);
    await settled();

    expect(stream.reads - before).to.equal(1);
    for (const { heard } of all) expect(heard.told).to.deep.equal(['open 0', ...upTo(20)]);
    expect(new Set(all.map(({ heard }) => heard.batches.at(-1)))).to.have.lengthOf(1);
  });

  it('asks once where the stream is for all who come together', async () => {
    const { follow, stream } = aHub();
    const tenant = aTenant();

    for (let n = 0; n < 50; n++) follow(tenant);
    await settled();

    // where it is, and what happened since
    expect(stream.reads).to.equal(2);
  });

  it('tells nobody of another tenant’s', async () => {
    const { happen, follow, signals, timing } = aHub();
    const [tenant, other] = [aTenant(), aTenant()];
    const { heard } = follow(tenant);
    await settled();

    signals.tell(other, await happen(other, 3));
    signals.tell(tenant, await happen(tenant, 1));
    timing.passes(1);
    await settled();

    expect(heard.told).to.deep.equal(['open 0', 1]);
  });

  it('says so where what was missed is kept no longer', async () => {
    const { happen, follow, forget, signals, timing } = aHub();
    const tenant = aTenant();
    await happen(tenant, 10);
    await forget(tenant, 6);

    const [lost, still] = [follow(tenant, { at: 5 }), follow(tenant, { at: 6 })];
    await settled();
    signals.tell(tenant, await happen(tenant, 1));
    timing.passes(0.06);
    await settled();

    expect(lost.heard.told).to.deep.equal(['forgotten 10', 11]);
    expect(still.heard.told).to.deep.equal(['open 6', 7, 8, 9, 10, 11]);
  });

  it('says so where the stream was restored to what it was before', async () => {
    const { happen, follow, restore, signals, timing } = aHub();
    const tenant = aTenant();
    await happen(tenant, 10);
    const live = follow(tenant);
    await settled();

    await restore(tenant, 4);
    timing.passes(0.06);
    await settled();
    timing.passes(1);
    await settled();
    const late = follow(tenant, { at: 9 });
    await settled();
    signals.tell(tenant, await happen(tenant, 1));
    timing.passes(0.06);
    await settled();

    expect(live.heard.told).to.deep.equal(['open 10', 'ahead 4', 5]);
    expect(late.heard.told).to.deep.equal(['ahead 4', 5]);
  });

  it('waits with what was missed until whoever follows can take more', async () => {
    const { happen, follow } = aHub();
    const tenant = aTenant();
    await happen(tenant, 450);
    const { promise: room, resolve: makeRoom } = Promise.withResolvers<void>();

    const { heard } = follow(tenant, { at: 0 });
    heard.room = room;
    await settled();
    expect(heard.told).to.have.lengthOf.at.most(1 + 200);
    makeRoom();
    await settled();

    expect(heard.told).to.deep.equal(['open 0', ...upTo(450)]);
  });

  it('goes on when the store is back, and gives up on a defect', async () => {
    const { happen, follow, stream, timing } = aHub();
    const tenant = aTenant();
    const { heard } = follow(tenant);
    await settled();

    stream.failure = new Unavailable();
    await happen(tenant, 1);
    timing.passes(1);
    await settled();
    timing.passes(0.06);
    stream.failure = null;
    timing.passes(1);
    await settled();
    expect([heard.told, heard.cause]).to.deep.equal([['open 0', 1], null]);

    stream.failure = new TypeError('a defect');
    for (let n = 0; n < 3; n++) {
      timing.passes(1);
      await settled();
    }
    expect(heard.cause).to.equal(stream.failure);
  });

  it('tells nothing after the end, and then looks no more', async () => {
    const { happen, follow, stream, timing } = aHub();
    const tenant = aTenant();
    const { heard, follower } = follow(tenant);
    await settled();

    follower.end();
    await happen(tenant, 1);
    timing.passes(1);
    await settled();
    const before = stream.reads;
    timing.passes(1);
    await settled();

    expect(heard.told).to.deep.equal(['open 0']);
    expect(stream.reads).to.equal(before);
  });

  it('goes on elsewhere, from where it ended', async () => {
    const { happen, follow, open, signals, timing } = aHub();
    const tenant = aTenant();
    const here = follow(tenant);
    await settled();
    signals.tell(tenant, await happen(tenant, 3));
    timing.passes(0.06);
    await settled();
    here.follower.end();
    await happen(tenant, 3);

    const there = follow(tenant, { at: here.follower.place }, open());
    await settled();

    expect([...here.heard.told, ...there.heard.told]).to.deep.equal(['open 0', 1, 2, 3, 'open 3', 4, 5, 6]);
  });
});
