import { expect } from 'chai';
import { Session } from '../../../domain/identity/session.js';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { refreshed } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const GRACE = 30_000;
const noon = new Date('2026-03-01T12:00:00.000Z');
const later = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const tenant = aTenant();
const { tenantId } = tenant;
const userId = userOf(tenant).id;
const id = SessionId.from(idNumber(1));
const session = Session.start({ id, tenantId, userId, device: 'a laptop', seed: 'a seed' }, noon);
const event = (type: string, occurredAt: Date) => ({ type, tenantId, sessionId: id, userId, occurredAt });

describe('a session', () => {
  it('starts active, and announces it', () => {
    expect(session.isActive(noon)).to.equal(true);
    expect(session.state).to.deep.equal({
      id, tenantId, userId, device: 'a laptop', seed: 'a seed', generation: 0,
      rotatedAt: noon, startedAt: noon, expiresAt: later(30 * DAY), endedAt: null, version: 0,
    });
    expect(session.events).to.deep.equal([event('identity.session-started', noon)]);
  });

  it('lasts thirty days, to the millisecond, however often it is refreshed', () => {
    const lasting = refreshed(session, later(29 * DAY));
    expect(lasting.isActive(later(30 * DAY - 1))).to.equal(true);
    expect(lasting.isActive(later(30 * DAY))).to.equal(false);
  });

  it('is refreshed by the one token that is good, which is used up by it', () => {
    const outcome = session.refresh(0, later(1));
    expect(outcome.kind).to.equal('continued');
    expect(refreshed(session, later(1)).state).to.deep.equal({ ...session.state, generation: 1, rotatedAt: later(1) });
  });

  it('gives the same successor again for half a minute, to the millisecond, and does not change by it', () => {
    const rotated = Session.restore(refreshed(session, later(1)).state);
    for (const ago of [0, GRACE]) expect(rotated.refresh(0, later(1 + ago)), `${ago} ms after`).to.deep.equal({ kind: 'repeated', session: rotated });
    expect(rotated.refresh(0, later(1 + GRACE + 1)).kind).to.equal('reused');
  });

  it('gives the successor again for the token before alone', () => {
    const twice = refreshed(refreshed(session, later(1)), later(2));
    expect(twice.refresh(1, later(3)).kind).to.equal('repeated');
    expect(twice.refresh(0, later(3)).kind).to.equal('reused');
  });

  it('counts the half minute from the refresh, however old the token before is', () => {
    const rotated = refreshed(session, later(20 * DAY));
    expect(rotated.refresh(0, later(20 * DAY + GRACE)).kind).to.equal('repeated');
  });

  it('ends when a token is shown again later than that, and announces why', () => {
    const outcome = Session.restore(refreshed(session, later(1)).state).refresh(0, later(DAY));
    if (outcome.kind !== 'reused') throw new Error(`It was ${outcome.kind}.`);
    expect(outcome.session.state.endedAt).to.deep.equal(later(DAY));
    expect(outcome.session.isActive(later(DAY))).to.equal(false);
    expect(outcome.session.events).to.deep.equal([event('identity.refresh-reused', later(DAY)), event('identity.session-ended', later(DAY))]);
  });

  it('is not refreshed when it has expired or ended, by whatever token', () => {
    const rotated = refreshed(session, later(1));
    for (const shown of [0, 1]) {
      expect(rotated.refresh(shown, later(30 * DAY))).to.deep.equal({ kind: 'over' });
      expect(rotated.end(later(2)).refresh(shown, later(2))).to.deep.equal({ kind: 'over' });
    }
  });

  it('knows nothing of a token that is yet to come, and does not end for it', () => {
    expect(session.refresh(1, later(1))).to.deep.equal({ kind: 'over' });
  });

  it('ends at once, and announces it', () => {
    const ended = Session.restore(session.state).end(later(5));
    expect(ended.isActive(later(5))).to.equal(false);
    expect(ended.state.endedAt).to.deep.equal(later(5));
    expect(ended.events).to.deep.equal([event('identity.session-ended', later(5))]);
  });

  it('ends once: to end it again changes nothing', () => {
    const ended = Session.restore(session.end(later(5)).state);
    expect(ended.end(later(9))).to.equal(ended);
  });

  it('comes back from storage with nothing to announce', () => {
    expect(Session.restore(session.state).events).to.deep.equal([]);
  });
});
