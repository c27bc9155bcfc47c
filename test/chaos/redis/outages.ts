import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { OwnRedis } from '../../support/redis.js';
import type { Account } from './account.js';

const AWAY_MS = 3_000;
const RECOVERING_MS = 3_500;
const BETWEEN_MS = 8_000;
const WHOLE_LIMIT_MS = 30_000;

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
    account.phase = phase;
    await begin(redis);
    // long and short ones: an outage may end while somebody is still waiting for it to
    await delay(time % 3 === 2 ? AWAY_MS / 10 : AWAY_MS * (0.7 + 0.6 * Math.random()));
    await end(redis);
    account.phase = 'recovering';
    for (const node of nodes) await untilWhole(node);
    await delay(RECOVERING_MS);
    account.phase = 'healthy';
    await delay(BETWEEN_MS - RECOVERING_MS);
  }
}

/** It answers; and if it is one of a cluster, all slots are served, and it is connected to each of the others. */
async function untilWhole({ url }: OwnRedis): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    const deadline = performance.now() + WHOLE_LIMIT_MS;
    while (!(await isWhole(client))) {
      if (performance.now() > deadline) throw new Error('The cluster is not whole again.');
      await delay(50);
    }
  } finally {
    client.disconnect();
  }
}

async function isWhole(client: Redis): Promise<boolean> {
  if (!(await client.info('cluster')).includes('cluster_enabled:1')) return true;
  const [state, nodes] = [String(await client.call('CLUSTER', 'INFO')), String(await client.call('CLUSTER', 'NODES'))];
  return state.includes('cluster_state:ok') && !/ disconnected|fail/.test(nodes);
}
