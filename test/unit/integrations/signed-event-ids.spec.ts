import { expect } from 'chai';
import { SignedEventIds } from '../../../adapters/integrations/http/signed-event-ids.js';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import { aTenant } from '../../support/tenants.js';

const cursors = new Cursors(Buffer.alloc(32, 1));
const ids = new SignedEventIds(cursors);
const [tenant, other] = [aTenant(), aTenant()];

describe('the id of an event', () => {
  it('leads back to its position, in any process that has the key', () => {
    for (const position of [0, 1, 35, 36, 1_000_000, Number.MAX_SAFE_INTEGER])
      expect(new SignedEventIds(new Cursors(Buffer.alloc(32, 1))).positionOf(tenant, ids.idAt(tenant, position))).to.equal(position);
  });

  it('is good for its tenant alone', () => {
    expect(ids.positionOf(other, ids.idAt(tenant, 7))).to.equal(null);
  });

  it('cannot be made up, changed or made under another key', () => {
    const id = ids.idAt(tenant, 7);
    const foreign = new SignedEventIds(new Cursors(Buffer.alloc(32, 2))).idAt(tenant, 7);
    for (const made of ['', '7', `${id}A`, id.slice(0, -1), id.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), foreign])
      expect(ids.positionOf(tenant, made), made).to.equal(null);
  });

  it('is no cursor, nor is a cursor an id', () => {
    expect(cursors.verify(tenant, '["listEvents",[]]', ids.idAt(tenant, 7))).to.equal(null);
    expect(ids.positionOf(tenant, cursors.sign(tenant, '["listEvents",[]]', '7'))).to.equal(null);
  });

  it('is short', () => {
    expect(ids.idAt(tenant, 1_000_000)).to.have.lengthOf.at.most(32);
  });
});
