import { aCountingProxy } from '../../support/counting-proxy.js';
import { HeardStatements } from '../../support/heard-statements.js';
import { tenantIdOf } from '../sample.js';
import { signIn, urlOf } from '../stage.js';
import type { Installation, Running } from './installation.js';
import { settingReader, settingRoute } from './measured-setting.js';

const TIMES = 1_000;

type Counted = { readonly what: string; readonly statements: readonly string[]; readonly processes: number };

/**
 * A thousand who ask for the same setting at once, of a tenant of which no process knows anything, and how often it is loaded:
 * counted on the wire to PostgreSQL, by the names of the statements.
 */
export async function coldReads({ database, start }: Installation, redis: Readonly<Record<string, string>>, tell: (text: string) => void): Promise<readonly string[]> {
  const heard = new HeardStatements();
  const readers: Running[] = [];
  const proxies = [];
  for (const number of [1, 2]) {
    const proxy = await aCountingProxy(database, (said) => heard.hear(said));
    proxies.push(proxy);
    const settings = { ...redis, ATRIUM_ROLE: 'api', DATABASE_URL: urlOf({ ...database, port: proxy.port }) };
    readers.push(await start({ name: `cold reader ${number}`, script: settingReader, settings }));
  }
  const [first, second] = readers as [Running, Running];
  const tokens = await Promise.all([1, 2, 3].map((tenant) => signIn(first, tenant)));
  const asked = (reader: Running, tenant: number): Promise<void> => askedAtOnce(reader.port, tokens[tenant - 1] ?? '', TIMES);
  const counted: Counted[] = [];
  const count = async (what: string, processes: number, work: () => Promise<unknown>): Promise<void> => {
    heard.take();
    await work();
    counted.push({ what, processes, statements: heard.take() });
  };
  // what the platform says to all tenants is no longer cold
  for (const reader of readers) await askedAtOnce(reader.port, tokens[0] ?? '', 1);
  await count('over the API of one process', 1, () => asked(first, 2));
  await count('over the API of two processes, as many on each', 2, () => Promise.all([asked(first, 3), asked(second, 3)]));
  await count('in one process', 1, () => first.ask('cold', { tenantId: tenantIdOf(4), times: TIMES }));
  await Promise.all(readers.map((reader) => reader.stop()));
  for (const proxy of proxies) proxy.close();

  return counted.flatMap(({ what, statements, processes }) => {
    const loads = statements.filter((name) => name.startsWith('settings.')).length;
    const others = new Map<string, number>();
    for (const name of statements) if (!name.startsWith('settings.')) others.set(name, (others.get(name) ?? 0) + 1);
    const isOne = loads >= 1 && loads <= processes;
    const besides = [...others].map(([name, times]) => `${name} ${times}`).join(', ');
    tell(`${TIMES.toLocaleString('en')} cold reads ${what}: ${loads === 1 ? '1 load' : `${loads} loads`}${besides === '' ? '' : ` (besides ${besides})`}: ${isOne ? 'passed' : `FAILED, ${processes === 1 ? '1 is' : `${processes} are`} allowed`}`);
    return isOne ? [] : ['Cold reads stampede.'];
  });
}

async function askedAtOnce(port: number, token: string, times: number): Promise<void> {
  const statuses = await Promise.all(
    Array.from({ length: times }, async () => {
      const response = await fetch(`http://127.0.0.1:${port}${settingRoute}`, { headers: { authorization: `Bearer ${token}` } });
      await response.arrayBuffer();
      return response.status;
    }),
  );
  const wrong = statuses.find((status) => status !== 200);
  if (wrong !== undefined) throw new Error(`${settingRoute} was answered ${wrong}.`);
}
