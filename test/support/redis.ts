import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../infrastructure/free-port.js';
import { debianProgram, type Program } from './debian-program.js';

/** A server that nobody else uses, to be treated badly. It keeps nothing on the disk: killed, it has lost everything. */
export type OwnRedis = {
  readonly url: string;
  /** It takes connections and says nothing, until it is thawed. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  /** On the same port, empty. */
  restart(): Promise<void>;
  end(): Promise<void>;
};

/** Three masters that share the slots among them. */
export type OwnCluster = { readonly nodes: readonly OwnRedis[]; readonly urls: readonly string[]; end(): Promise<void> };

const SLOTS = 16_384;

let single: Promise<{ readonly url: string; end(): Promise<void> }> | null = null;
let cluster: Promise<OwnCluster> | null = null;

/** The server of this run: that of REDIS_URL, or else one that starts with the first who asks. @throws NotToBeHad */
export async function theRedis(): Promise<string> {
  const { REDIS_URL: given } = process.env;
  single ??= given ? tell(given).then(() => ({ url: given, end: async () => undefined })) : aRedis().then(async (redis) => (await tell(redis.url), redis));
  return (await single).url;
}

/** The cluster of this run, which starts with the first who asks. @throws NotToBeHad */
export async function theRedisCluster(): Promise<readonly string[]> {
  return (await (cluster ??= aRedisCluster())).urls;
}

/** A server of one's own, on 127.0.0.1. @throws NotToBeHad */
export function aRedis(): Promise<OwnRedis> {
  return started([]);
}

/** A cluster of one's own, on 127.0.0.1, which serves all slots. @throws NotToBeHad */
export async function aRedisCluster(): Promise<OwnCluster> {
  // nodes that are frozen for a test are not to be given up by each other
  const busPorts = [await freePort(), await freePort(), await freePort()];
  const nodes = await Promise.all(busPorts.map((bus) => started(['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '30000'])));
  const clients = nodes.map(({ url }) => new Redis(url));
  try {
    const share = Math.ceil(SLOTS / nodes.length);
    for (const [index, client] of clients.entries()) {
      await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, Math.min(SLOTS, (index + 1) * share) - 1);
      await client.call('CLUSTER', 'MEET', '127.0.0.1', new URL(nodes[0]?.url ?? '').port, String(busPorts[0]));
    }
    for (const client of clients) await until(async () => /cluster_state:ok[^]*cluster_known_nodes:3/.test(await client.cluster('INFO')));
  } finally {
    for (const client of clients) client.disconnect();
  }
  return { nodes, urls: nodes.map(({ url }) => url), end: async () => void (await Promise.all(nodes.map((node) => node.end()))) };
}

/** Ends what this run has started. */
export async function stop(): Promise<void> {
  const running = [single, cluster];
  [single, cluster] = [null, null];
  for (const one of running) await (await one?.catch(() => null))?.end();
}

async function started(options: readonly string[]): Promise<OwnRedis> {
  const program = await debianProgram({ commands: ['redis-server'], debian: 'redis-server', file: 'usr/bin/redis-server' });
  const directory = await mkdtemp(join(tmpdir(), 'atrium-test-redis-'));
  const port = await freePort();
  let running = await served(program, directory, port, options);
  const kill = async (): Promise<void> => {
    const { server, guard } = running;
    if (server.exitCode === null && server.signalCode === null) {
      server.ref();
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    guard.kill('SIGKILL');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => void running.server.kill('SIGSTOP'),
    thaw: () => void running.server.kill('SIGCONT'),
    kill,
    async restart() {
      await kill();
      running = await served(program, directory, port, options);
    },
    async end() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

type Running = { readonly server: ChildProcess; readonly guard: ChildProcess };

async function served({ path, env }: Program, directory: string, port: number, options: readonly string[]): Promise<Running> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no', ...options];
  const server = spawn(path, settings, { env: { ...process.env, ...env }, stdio: 'ignore' });
  server.unref();
  const guard = endsWithUs(server.pid ?? 0, directory);
  const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    await Promise.race([
      client.ping(),
      once(server, 'exit').then(([code]) => Promise.reject(new Error(`redis-server ended with ${String(code)} as it started`))),
    ]);
  } finally {
    client.disconnect();
  }
  return { server, guard };
}

/** A run that is killed takes the server and its directory along: the pipe's end is the news. */
function endsWithUs(pid: number, directory: string): ChildProcess {
  const guard = spawn('sh', ['-c', 'cat > /dev/null; kill -KILL "$0"; rm -rf -- "$1"', String(pid), directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => undefined);
  guard.unref();
  return guard;
}

/** Says under CI=true what the suites ran on. */
async function tell(url: string): Promise<void> {
  if (process.env['CI'] !== 'true') return;
  const client = new Redis(url);
  const said = await client.info('server').finally(() => client.disconnect());
  console.error(`The server is Redis ${/redis_version:(\S+)/.exec(said)?.[1] ?? 'of an unknown version'}.`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(50);
}
