import { expect } from 'chai';
import { median, quantile, ratiosOf } from '../../performance/statistics.js';

describe('summing up what was measured', () => {
  it('takes the value in the middle, however they came', () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });

  it('finds the value below which a share lies', () => {
    expect(quantile([10, 20, 30, 40, 50], 0.25)).to.equal(20);
    expect(quantile([10, 20], 0.75)).to.equal(17.5);
  });

  it('says nothing of nothing', () => {
    expect(() => median([])).to.throw(RangeError);
  });

  it('compares within each pair, so that one slow minute counts once', () => {
    expect(ratiosOf([[30, 10], [4, 2], [1, 1]])).to.deep.equal({ least: 1, median: 2, most: 3 });
  });
});
