import { expect } from 'chai';
import { seldom } from '../../infrastructure/seldom.js';

describe('telling seldom', () => {
  it('tells an error of one kind once in a while, and how often it was met since', () => {
    const told: (readonly [string, number])[] = [];
    let now = 0;
    const tell = seldom(100, (error) => (error as Error).name, (unsaid, error) => told.push([(error as Error).name, unsaid]), () => now);
    const named = (name: string) => Object.assign(new Error(), { name });

    for (const at of [0, 10, 99, 100, 150]) {
      now = at;
      tell(named('Away'));
    }
    tell(named('Denied'));
    expect(told).to.deep.equal([['Away', 0], ['Away', 2], ['Denied', 0]]);
  });
});
