import { expect } from 'chai';
import fc from 'fast-check';
import { bucketOf, isRolledOut } from '../../../domain/settings/roll-out.js';

const SUBJECTS = 20_000;
const subjects = Array.from({ length: SUBJECTS }, (_, n) => `01980f3c-5a7e-7c3d-8e4f-${n.toString(16).padStart(12, '0')}`);

describe('rolling a feature out', () => {
  it('gives it to so many of a hundred, for each share and each feature', () => {
    for (const key of ['library.new-shelf', 'library.reading-room']) {
      for (const share of [1, 5, 25, 50, 75, 99]) {
        const on = subjects.filter((subject) => isRolledOut(share, key, subject)).length;
        const deviation = Math.sqrt(SUBJECTS * (share / 100) * (1 - share / 100));
        expect(Math.abs(on - (SUBJECTS * share) / 100), `${key} at ${share} %`).to.be.below(4 * deviation);
      }
    }
  });

  it('spreads neighbours evenly over all tenths', () => {
    const tenths = Map.groupBy(subjects, (subject) => Math.floor(bucketOf('library.new-shelf', subject) / 1_000));
    const expected = SUBJECTS / 10;
    const chiSquare = [...tenths.values()].reduce((sum, { length }) => sum + (length - expected) ** 2 / expected, 0);
    expect(tenths.size).to.equal(10);
    expect(chiSquare).to.be.below(27.9); // 99.9 % of what is even, at 9 degrees of freedom
  });

  it('never takes it away when the share is raised', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string(), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (subject, key, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(isRolledOut(less, key, subject) && !isRolledOut(more, key, subject)).to.equal(false);
      }),
    );
  });

  it('gives it to nobody at 0, and to everybody at 100', () => {
    expect(subjects.filter((subject) => isRolledOut(0, 'library.new-shelf', subject))).to.have.length(0);
    expect(subjects.filter((subject) => isRolledOut(100, 'library.new-shelf', subject))).to.have.length(SUBJECTS);
  });

  it('stays with whom it was given to, from version to version of this product', () => {
    expect(['a', 'b', 'c'].map((subject) => bucketOf('library.new-shelf', subject))).to.deep.equal([6_291, 2_900, 3_939]);
  });

  it('chooses others first for another feature', () => {
    const [one, other] = ['library.new-shelf', 'library.reading-room'].map((key) => new Set(subjects.filter((subject) => isRolledOut(10, key, subject))));
    const both = [...(one ?? [])].filter((subject) => other?.has(subject)).length;
    expect(both).to.be.within(SUBJECTS / 200, SUBJECTS / 50);
  });

  it('is on for nobody in particular only when it is on for all', () => {
    expect([99, 100, true, false].map((share) => isRolledOut(share, 'library.new-shelf', null))).to.deep.equal([false, true, true, false]);
  });
});
