// Measures what W2, the first page of 20 by status, costs among a million invoices and among a thousand: `npm start` on
// either database, taking turns. Exits 1 when the median latency grows by more than a tenth, for a large tenant or a small one.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabaseConnection } from '../../infrastructure/database-connection.js';
import { startEmbeddedPostgres } from '../../infrastructure/embedded-postgres.js';
import { prepareDatabase } from '../../infrastructure/prepared-database.js';
import { inTemporaryDirectory } from '../support/temporary-directory.js';
import { type Cores, shareCores } from './cores.js';
import { Generator } from './generator.js';
import type { Round } from './load.js';
import { aligned } from './report.js';
import { sample } from './sample.js';
import { type Amounts, seed } from './seed.js';
import { type Server, startAtrium } from './servers.js';
import { asAdmin, signIn, urlOf } from './stage.js';
import { median, ratiosOf, type Spread } from './statistics.js';

const MOST_GROWTH = 1.1;
/** So few that what is measured is the work, and not a queue in front of it. */
const CONNECTIONS = 4;
const WARM_UP_SECONDS = 3;
const TELLING_EVERY_MS = 5_000;

const thousand: Amounts = { ...sample, tenants: 1 };
const million: Amounts = { ...sample, tenants: 501, invoicesOfFirst: 500_000 };

/** Who asks, and among how many invoices. */
type Asker = { readonly name: string; readonly own: number; readonly among: number; readonly server: Server; readonly token: string };
type Rounds = ReadonlyMap<Asker, readonly Round[]>;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' }, rounds: { type: 'string', default: '10' } } });
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
if (!(seconds > 0) || !(rounds >= 1)) {
  console.error('--seconds and --rounds must be numbers.');
  process.exit(1);
}

const tell = (text: string): void => console.log(text);
const cores = shareCores();

const failed = await inTemporaryDirectory(async (directory) => {
  await using resources = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void resources.disposeAsync().finally(() => process.exit(1)));
  const [few, large, small] = await askers(directory, cores, resources);
  const generator = await Generator.start();
  resources.defer(() => generator.close());
  const taken = await measure([few, large, small], generator);
  return report(taken, few);
}).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return true;
});
process.exit(failed ? 1 : 0);

/** One PostgreSQL with both databases, and a server on either. */
async function askers(directory: string, cores: Cores | null, resources: AsyncDisposableStack): Promise<readonly [few: Asker, large: Asker, small: Asker]> {
  tell('PostgreSQL starts');
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable: false });
  resources.defer(() => postgres.stop());
  const masterKey = randomBytes(32);

  const serving = async (name: string, amounts: Amounts): Promise<Server> => {
    const database: DatabaseConnection = { ...postgres.connection, database: name };
    await asAdmin(postgres.connection, (admin) => admin.query(`create database ${name}`));
    await prepareDatabase(database, masterKey);
    await telling(`${invoicesIn(amounts).toLocaleString('en')} invoices are stored`, () => asAdmin(database, (admin) => seed(admin, amounts)));
    await mkdir(join(directory, name));
    const server = await startAtrium(join(directory, name), cores, { DATABASE_URL: urlOf(database), ATRIUM_MASTER_KEY: masterKey.toString('base64url') });
    resources.defer(() => server.stop());
    return server;
  };
  const [few, many] = [await serving('thousand', thousand), await serving('million', million)];
  const asker = async (name: string, server: Server, amounts: Amounts, tenant: number): Promise<Asker> => {
    const own = tenant === 1 ? (amounts.invoicesOfFirst ?? amounts.invoicesPerTenant) : amounts.invoicesPerTenant;
    const token = await signIn(server, tenant);
    await expectFullPage(server, token);
    return { name, own, among: invoicesIn(amounts), server, token };
  };
  return [await asker('alone', few, thousand, 1), await asker('the large tenant', many, million, 1), await asker('a small tenant', many, million, 2)];
}

function invoicesIn({ tenants, invoicesPerTenant, invoicesOfFirst = invoicesPerTenant }: Amounts): number {
  return invoicesOfFirst + (tenants - 1) * invoicesPerTenant;
}

/** Says what goes on, and for how long it has. */
async function telling<T>(what: string, work: () => Promise<T>): Promise<T> {
  tell(what);
  const began = performance.now();
  const again = setInterval(() => tell(`  … for ${((performance.now() - began) / 1_000).toFixed(0)} s`), TELLING_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(again);
  }
}

/** That there is as much to give for everybody. */
async function expectFullPage({ port }: Server, token: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/invoices?status=issued&limit=20&sort=-createdAt`, { headers: { authorization: `Bearer ${token}` } });
  const { data = [] } = (await answer.json()) as { readonly data?: readonly { readonly status: string }[] };
  if (data.length !== 20 || data.some(({ status }) => status !== 'issued')) throw new Error(`A page of 20 was answered ${answer.status} with ${data.length} items.`);
}

/** They take turns, and in who begins as well. */
async function measure(askers: readonly Asker[], generator: Generator): Promise<Rounds> {
  const taken = new Map(askers.map((asker) => [asker, [] as Round[]]));
  const run = async ({ server, token, name }: Asker, seed: number, duration: number): Promise<Round> => {
    const round = await generator.run({ port: server.port, tokens: [token], workload: 'W2', seed, connections: CONNECTIONS, seconds: duration });
    if (round.wrong > 0) throw new Error(`${name}: ${round.wrong} wrong answers; the first: ${round.firstWrong ?? ''}`);
    return round;
  };
  for (const asker of askers) await telling(`warming up: ${asker.name}`, () => run(asker, 0, WARM_UP_SECONDS));
  for (let turn = 1; turn <= rounds; turn++) {
    for (const [at] of askers.entries()) {
      const asker = askers[(at + turn) % askers.length];
      if (asker !== undefined) taken.get(asker)?.push(await run(asker, turn, seconds));
    }
    const p50s = [...taken].map(([{ name }, all]) => `${name} ${(all.at(-1)?.p50Ms ?? 0).toFixed(2)} ms`);
    tell(`round ${turn} of ${rounds}: ${p50s.join(', ')}`);
  }
  return taken;
}

/** @returns whether it grows too much for anybody. */
function report(taken: Rounds, few: Asker): boolean {
  const growthOf = (asker: Asker): Spread =>
    ratiosOf((taken.get(asker) ?? []).map(({ p50Ms }, turn) => [p50Ms, taken.get(few)?.[turn]?.p50Ms ?? NaN]));
  const rows = [...taken].map(([asker, all]) => {
    const { least, median: middle, most } = growthOf(asker);
    return [
      asker.name,
      asker.own.toLocaleString('en'),
      asker.among.toLocaleString('en'),
      median(all.map(({ p50Ms }) => p50Ms)).toFixed(2),
      median(all.map(({ p99Ms }) => p99Ms)).toFixed(2),
      asker === few ? '1' : `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`,
    ];
  });
  tell(`\nW2, ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s\n`);
  tell(aligned([['who asks', 'own invoices', 'of all', 'p50 ms', 'p99 ms', 'growth of p50'], ...rows]));
  tell('');
  const grown = [...taken.keys()].filter((asker) => asker !== few);
  for (const asker of grown) {
    const { median: growth } = growthOf(asker);
    const verdict = growth > MOST_GROWTH ? `FAILED, ${MOST_GROWTH} is allowed` : 'passed';
    tell(`W2 takes ${asker.name} ${growth.toFixed(2)} times as long among a million as among a thousand: ${verdict}`);
  }
  return grown.some((asker) => growthOf(asker).median > MOST_GROWTH);
}
