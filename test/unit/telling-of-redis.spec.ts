import { expect } from 'chai';
import { pino } from 'pino';
import { tellingOfRedis } from '../../infrastructure/redis.js';
import { SetClock } from '../support/set-clock.js';

describe('telling of Redis', () => {
  function opened() {
    const lines: { readonly level: number; readonly msg: string; readonly cause?: string; readonly times?: number }[] = [];
    const clock = new SetClock();
    const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
    return { lines, clock, redis: tellingOfRedis(log, () => clock.now()) };
  }

  it('says once a minute that it does not answer, and how often', () => {
    const { lines, clock, redis } = opened();
    for (let times = 0; times < 1_000; times += 1) redis.onFailed(new Error('connect ECONNREFUSED'));
    clock.pass(60_000);
    redis.onFailed(new Error('Redis has not answered in time.'));

    expect(lines).to.deep.equal([
      { level: 40, cause: 'connect ECONNREFUSED', times: 1, msg: 'Redis does not answer' },
      { level: 40, cause: 'Redis has not answered in time.', times: 1_000, msg: 'Redis does not answer' },
    ]);
  });

  it('says that it is away, and back, and not each time when it comes and goes', () => {
    const { lines, redis } = opened();
    for (let times = 0; times < 10; times += 1) {
      redis.onAway();
      redis.onBack();
    }
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['Redis is away: until it is back, this process remembers for itself and wakes nobody', 'Redis is back']);
  });

  it('says nothing of what was sent', () => {
    const { lines, redis } = opened();
    redis.onFailed(Object.assign(new Error('OOM command not allowed'), { command: { name: 'set', args: ['hunter2'] } }));
    expect(JSON.stringify(lines)).not.to.include('hunter2');
  });

  it('says nothing when it is there from the beginning', () => {
    const { lines, redis } = opened();
    redis.onBack();
    expect(lines).to.deep.equal([]);
  });
});
