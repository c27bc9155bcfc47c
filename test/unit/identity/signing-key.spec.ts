import { expect } from 'chai';
import { activeFromAfter, type SigningKey, usesOf } from '../../../domain/identity/signing-key.js';

const MINUTE = 60_000;
const noon = new Date('2026-03-01T12:00:00.000Z');
const at = (minutes: number) => new Date(noon.getTime() + minutes * MINUTE);
const key = (kid: string, activeFrom: Date, revokedAt: Date | null = null): SigningKey => ({ kid, createdAt: noon, activeFrom, revokedAt });
const uses = (keys: readonly SigningKey[], now: Date) => Object.fromEntries(usesOf(keys, now));

describe('a signing key', () => {
  it('waits for ten minutes after it is made, or for nothing at once', () => {
    expect(activeFromAfter(noon, false)).to.deep.equal(at(10));
    expect(activeFromAfter(noon, true)).to.deep.equal(noon);
  });

  it('signs from its moment on, to the millisecond; the one before verifies for eleven minutes more', () => {
    const keys = [key('old', at(-60)), key('new', at(10))];
    const just = (moment: Date) => new Date(moment.getTime() - 1);
    expect(uses(keys, just(at(10)))).to.deep.equal({ old: 'signing', new: 'waiting' });
    expect(uses(keys, at(10))).to.deep.equal({ old: 'retired', new: 'signing' });
    expect(uses(keys, just(at(21)))).to.deep.equal({ old: 'retired', new: 'signing' });
    expect(uses(keys, at(21))).to.deep.equal({ old: 'past', new: 'signing' });
  });

  it('is followed by the next alone: how old it is makes no difference', () => {
    const keys = [key('first', at(-900)), key('second', at(-500)), key('third', at(-5))];
    expect(uses(keys, noon)).to.deep.equal({ first: 'past', second: 'retired', third: 'signing' });
  });

  it('is good for nothing when it is revoked, whatever else it would be', () => {
    const keys = [key('old', at(-60), noon), key('waiting', at(10), noon), key('new', noon)];
    expect(uses(keys, noon)).to.deep.equal({ old: 'revoked', waiting: 'revoked', new: 'signing' });
  });

  it('does not make the one before it past when it is revoked itself', () => {
    expect(uses([key('old', at(-60)), key('revoked', at(-30), at(-20))], noon)).to.deep.equal({ old: 'signing', revoked: 'revoked' });
  });

  it('signs before its time when there is no other', () => {
    expect(uses([key('first', at(10)), key('second', at(20))], noon)).to.deep.equal({ first: 'signing', second: 'waiting' });
  });

  it('is one for everybody, of those that begin in the same moment: the one of the later kid', () => {
    expect(uses([key('b', noon), key('a', noon)], noon)).to.deep.equal({ a: 'retired', b: 'signing' });
    expect(uses([key('a', noon), key('b', noon)], noon)).to.deep.equal({ a: 'retired', b: 'signing' });
  });

  it('is not there where all are revoked', () => {
    expect(uses([key('old', at(-60), noon)], noon)).to.deep.equal({ old: 'revoked' });
    expect(uses([], noon)).to.deep.equal({});
  });
});
