import { expect } from 'chai';
import { compared } from '../../performance/realtime/compared.js';

describe('comparing what came with what happened', () => {
  const happened = ['a', 'b', 'c', 'd'];

  it('finds nothing where each came once, in order', () => {
    expect(compared(happened, happened)).to.deep.equal({ missing: 0, twice: 0, outOfOrder: 0, foreign: 0 });
  });

  it('counts what is missing, wherever it is', () => {
    expect(compared(['a', 'd'], happened).missing).to.equal(2);
    expect(compared(['b', 'c'], happened).missing).to.equal(2);
    expect(compared([], happened).missing).to.equal(4);
  });

  it('counts what came twice, at once or later', () => {
    expect(compared(['a', 'a', 'b', 'c', 'd', 'a'], happened)).to.deep.equal({ missing: 0, twice: 2, outOfOrder: 0, foreign: 0 });
  });

  it('counts what came too late, and what never happened', () => {
    expect(compared(['a', 'c', 'b', 'd', 'x'], happened)).to.deep.equal({ missing: 0, twice: 0, outOfOrder: 1, foreign: 1 });
  });
});
