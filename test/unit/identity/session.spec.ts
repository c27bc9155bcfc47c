import { expect } from 'chai';
import { RefreshRefused } from '../../../domain/identity/identity-refusals.js';
import { Session } from '../../../domain/identity/session.js';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant, userOf } from '../../support/tenants.js';

const DAY = 24 * 60 * 60 * 1000;
const noon = new Date('2026-03-01T12:00:00.000Z');
const later = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const tenant = aTenant();
const { tenantId } = tenant;
const userId = userOf(tenant).id;
const id = SessionId.from(idNumber(1));
const session = Session.start({ id, tenantId, userId, refreshHash: 'first' }, noon);

describe('a session', () => {
  it('starts active, and announces it', () => {
    expect(session.isActive(noon)).to.equal(true);
    expect(session.state).to.deep.equal({
      id, tenantId, userId, refreshHash: 'first', startedAt: noon, expiresAt: later(30 * DAY), endedAt: null, version: 0,
    });
    expect(session.events).to.deep.equal([{ type: 'identity.session-started', tenantId, sessionId: id, userId, occurredAt: noon }]);
  });

  it('lasts thirty days, to the millisecond, however often it is refreshed', () => {
    const refreshed = session.refresh('first', 'second', later(29 * DAY));
    expect(refreshed.isActive(later(30 * DAY - 1))).to.equal(true);
    expect(refreshed.isActive(later(30 * DAY))).to.equal(false);
  });

  it('is refreshed by the one token that is good, which is used up by it', () => {
    const refreshed = session.refresh('first', 'second', later(1));
    expect(refreshed.state.refreshHash).to.equal('second');
    expect(() => refreshed.refresh('first', 'third', later(2))).to.throw(RefreshRefused);
    expect(refreshed.refresh('second', 'third', later(2)).state.refreshHash).to.equal('third');
  });

  it('is not refreshed by another token, nor when it has expired or ended', () => {
    expect(() => session.refresh('forged', 'second', noon)).to.throw(RefreshRefused);
    expect(() => session.refresh('first', 'second', later(30 * DAY))).to.throw(RefreshRefused);
    expect(() => session.end(noon).refresh('first', 'second', later(1))).to.throw(RefreshRefused);
  });

  it('ends at once, and announces it', () => {
    const ended = Session.restore(session.state).end(later(5));
    expect(ended.isActive(later(5))).to.equal(false);
    expect(ended.state.endedAt).to.deep.equal(later(5));
    expect(ended.events).to.deep.equal([{ type: 'identity.session-ended', tenantId, sessionId: id, userId, occurredAt: later(5) }]);
  });

  it('ends once: to end it again changes nothing', () => {
    const ended = Session.restore(session.end(later(5)).state);
    expect(ended.end(later(9))).to.equal(ended);
  });

  it('comes back from storage with nothing to announce', () => {
    expect(Session.restore(session.state).events).to.deep.equal([]);
  });
});
