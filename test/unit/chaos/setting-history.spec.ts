import { expect } from 'chai';
import { EVERYWHERE_MS, SettingHistory } from '../../chaos/redis/setting-history.js';

const [HERE, THERE] = [1, 2];

/** 1 was written here and answered at 1,000, 2 there at 2,000, 3 here at 5,000; 4 is on its way. */
function aHistory(): SettingHistory {
  const history = new SettingHistory(0);
  for (const [value, port, at] of [[1, HERE, 1_000], [2, THERE, 2_000], [3, HERE, 5_000]] as const) {
    history.began(value, port);
    history.kept(value, at);
  }
  history.began(4, THERE);
  return history;
}

describe('what a reader of a setting may be given', () => {
  it('is what the process that is asked has written itself, at once', () => {
    expect(aHistory().least(HERE, 999)).to.equal(0);
    expect(aHistory().least(HERE, 1_000)).to.equal(1);
    expect(aHistory().least(THERE, 2_000)).to.equal(2);
  });

  it('is what another process has written, when that is old enough', () => {
    expect(aHistory().least(HERE, 2_000 + EVERYWHERE_MS - 1)).to.equal(1);
    expect(aHistory().least(HERE, 2_000 + EVERYWHERE_MS)).to.equal(2);
  });

  it('is what it was before, until something was written', () => {
    const history = new SettingHistory(46);
    expect([history.least(HERE, 9_000), history.most]).to.deep.equal([46, 46]);
  });

  it('may be what is on its way, and nothing beyond', () => {
    expect(aHistory().most).to.equal(4);
    expect(aHistory().least(THERE, 60_000)).to.equal(3);
  });

  it('is behind by as long as there has been something newer', () => {
    expect(aHistory().behindMs(3, 9_000)).to.equal(0);
    expect(aHistory().behindMs(2, 9_000)).to.equal(4_000);
    expect(aHistory().behindMs(1, 4_000)).to.equal(2_000);
    expect(aHistory().behindMs(1, 1_999)).to.equal(0);
  });
});
