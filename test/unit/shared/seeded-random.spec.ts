import { expect } from 'chai';
import { between, oneOf, randomFrom } from '../../../application/shared/seeded-random.js';

describe('what looks random', () => {
  it('is the same each time, by its seed', () => {
    const drawn = (seed: number) => Array.from({ length: 5 }, randomFrom(seed));
    expect(drawn(7)).to.deep.equal(drawn(7));
    expect(drawn(7)).not.to.deep.equal(drawn(8));
  });

  it('is spread evenly, within its bounds', () => {
    const random = randomFrom(1);
    const dice = Array.from({ length: 6_000 }, () => between(random, 1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) expect(dice.filter((one) => one === face).length).to.be.within(850, 1_150);
    expect(Math.min(...dice)).to.equal(1);
    expect(Math.max(...dice)).to.equal(6);
  });

  it('chooses each of what there is', () => {
    const random = randomFrom(1);
    expect(new Set(Array.from({ length: 100 }, () => oneOf(random, ['a', 'b', 'c'])))).to.have.length(3);
  });
});
