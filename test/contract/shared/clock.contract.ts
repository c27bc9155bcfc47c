import { expect } from 'chai';
import type { Clock } from '../../../application/shared/ports/clock.js';

/** What every clock promises. */
export function describeClock(home: string, open: () => Clock): void {
  describe(`a clock ${home}`, () => {
    it('tells a moment that can be written down', () => {
      const now = open().now();
      expect(new Date(now.toISOString())).to.deep.equal(now);
    });

    it('does not let what it told change afterwards', () => {
      const clock = open();
      const told = clock.now();
      const before = told.getTime();
      clock.now().setFullYear(1970);
      expect(told.getTime()).to.equal(before);
      expect(clock.now().getFullYear()).not.to.equal(1970);
    });
  });
}
