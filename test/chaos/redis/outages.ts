import { setTimeout as delay } from 'node:timers/promises';
import type { OwnRedis } from '../../support/redis.js';
import type { Account } from './account.js';

const AWAY_MS = 3_000;
const BETWEEN_MS = 5_000;

/** What was done to Redis. */
export type Outages = { kills: number; restarts: number; freezes: number; thaws: number };

/** Kills servers and starts them again, in turns, so many times. What they held is lost with them. */
export async function killed(nodes: readonly OwnRedis[], times: number, account: Account, outages: Outages): Promise<void> {
  await inTurns(nodes, times, account, 'killed', {
    async begin(redis) {
      await redis.kill();
      outages.kills += 1;
    },
    async end(redis) {
      await redis.restart();
      outages.restarts += 1;
    },
  });
}

/** Stops servers as they are, and lets them go on: they take connections, and say nothing. */
export async function frozen(nodes: readonly OwnRedis[], times: number, account: Account, outages: Outages): Promise<void> {
  await inTurns(nodes, times, account, 'frozen', {
    begin(redis) {
      redis.freeze();
      outages.freezes += 1;
    },
    end(redis) {
      redis.thaw();
      outages.thaws += 1;
    },
  });
}

type Outage = { begin(redis: OwnRedis): Promise<void> | void; end(redis: OwnRedis): Promise<void> | void };

async function inTurns(nodes: readonly OwnRedis[], times: number, account: Account, phase: 'killed' | 'frozen', { begin, end }: Outage): Promise<void> {
  for (let time = 0; time < times; time++) {
    const redis = nodes[time % nodes.length] as OwnRedis;
    account.healthySince = Infinity;
    account.phase = phase;
    await begin(redis);
    // long and short ones: an outage may end while somebody is still waiting for it to
    await delay(time % 3 === 2 ? AWAY_MS / 10 : AWAY_MS * (0.7 + 0.6 * Math.random()));
    await end(redis);
    account.healthySince = performance.now();
    account.phase = 'recovering';
    await delay(1_000);
    account.phase = 'healthy';
    await delay(BETWEEN_MS - 1_000);
  }
}
