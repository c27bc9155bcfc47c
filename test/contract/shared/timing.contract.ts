import { expect } from 'chai';
import type { Timing } from '../../../application/shared/ports/timing.js';

/** A timing, and a way to let so many seconds pass. */
export type OpenTiming = () => { readonly timing: Timing; passes(seconds: number): Promise<void> | void };

/** What timing promises. */
export function describeTiming(home: string, open: OpenTiming): void {
  describe(`timing ${home}`, () => {
    it('aborts at a deadline, and not before', async () => {
      const { timing, passes } = open();
      const [soon, later] = [timing.deadline(0.02), timing.deadline(600)];
      const isOver = new Promise((resolve) => soon.addEventListener('abort', resolve, { once: true }));
      expect(soon.aborted).to.equal(false);

      await passes(0.02);
      await isOver;

      expect(soon.aborted).to.equal(true);
      expect(soon.reason).to.have.property('name', 'TimeoutError');
      expect(later.aborted).to.equal(false);
    });

    it('draws a number from 0 to 1', () => {
      const { timing } = open();
      for (let times = 0; times < 100; times++) expect(timing.chance()).to.be.within(0, 1);
    });
  });
}
