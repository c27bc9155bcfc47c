import { expect } from 'chai';
import fc from 'fast-check';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { tenants } from '../../support/library/library-api.js';

const cursors = new Cursors(Buffer.alloc(32, 1));
const [ours, theirs] = [TenantContext.visitor(tenants.ours), TenantContext.visitor(tenants.theirs)];

describe('a cursor', () => {
  it('is verified where it was signed', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        (position) => cursors.verify(ours, 'q', cursors.sign(ours, 'q', position)) === position,
      ),
    );
  });

  it('is verified for no other tenant, no other query, and under no other key', () => {
    const cursor = cursors.sign(ours, 'q', 'here');
    expect(cursors.verify(theirs, 'q', cursor)).to.equal(null);
    expect(cursors.verify(ours, 'other', cursor)).to.equal(null);
    expect(new Cursors(Buffer.alloc(32, 2)).verify(ours, 'q', cursor)).to.equal(null);
  });

  it('is verified in no other spelling', () => {
    const cursor = cursors.sign(ours, 'q', 'here');
    for (const other of [`${cursor}=`, `${cursor}!`, ` ${cursor}`, cursor.slice(0, -1), `${cursor}A`, '', 'x', '!!!!'])
      expect(cursors.verify(ours, 'q', other), other).to.equal(null);
    for (let at = 0; at < cursor.length; at += 1) {
      const forged = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(cursors.verify(ours, 'q', forged), forged).to.equal(null);
    }
  });

  it('is not signed with a short key', () => {
    expect(() => new Cursors(Buffer.alloc(31))).to.throw('32 bytes');
  });
});
