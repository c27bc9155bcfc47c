import { expect } from 'chai';
import type { Ids } from '../../../application/shared/ports/ids.js';

/** What every giver of identifiers promises. */
export function describeIds(home: string, open: () => Ids): void {
  describe(`identifiers ${home}`, () => {
    it('are UUIDs of version 7', () => {
      expect(open().next()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it('are never given twice, and sort in the order in which they were given', () => {
      const ids = open();
      const given = Array.from({ length: 10_000 }, () => ids.next());
      expect(new Set(given).size).to.equal(given.length);
      expect(given.toSorted()).to.deep.equal(given);
    });
  });
}
