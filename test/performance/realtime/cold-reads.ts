import { aCountingProxy, type CountingProxy } from '../../support/counting-proxy.js';
import { HeardStatements } from '../../support/heard-statements.js';
import { tenantIdOf } from '../sample.js';
import { signIn, urlOf } from '../stage.js';
import type { Installation, Running } from './installation.js';
import { settingReader, settingRoute } from './measured-setting.js';

const TIMES = 1_000;
const LOAD = 'settings.read-sheets';

/**
 * A thousand who ask for the same setting at once, of a tenant of which no process knows anything, and how often it is loaded:
 * counted on the wire to PostgreSQL, by the names of the statements in what is sent on the tenant's behalf.
 */
export async function coldReads({ database, start }: Installation, redis: Readonly<Record<string, string>>, tell: (text: string) => void): Promise<readonly string[]> {
  const statements = new HeardStatements();
  let [counted, ofTenant] = ['', [] as string[]];
  const hear = (said: Buffer): void => {
    statements.hear(said);
    const names = statements.take();
    // a parameter is sent as text; others refresh what the platform says meanwhile
    if (counted !== '' && said.includes(counted)) ofTenant.push(...names);
  };
  const [readers, proxies] = [[] as Running[], [] as CountingProxy[]];
  for (const number of [1, 2]) {
    const proxy = await aCountingProxy(database, hear);
    proxies.push(proxy);
    // a thousand may have to wait for one another: what is counted is what they ask for
    const settings = { ...redis, ATRIUM_ROLE: 'api', ATRIUM_DATABASE_POOL_WAIT_MS: '60000', DATABASE_URL: urlOf({ ...database, port: proxy.port }) };
    readers.push(await start({ name: `cold reader ${number}`, script: settingReader, settings }));
  }
  const [first, second] = readers as [Running, Running];
  const tokens = await Promise.all([1, 2, 3].map((tenant) => signIn(first, tenant)));
  const asked = (reader: Running, tenant: number): Promise<void> => askedAtOnce(reader.port, tokens[tenant - 1] ?? '', TIMES);
  const failures: string[] = [];
  const count = async (what: string, processes: number, tenant: number, work: () => Promise<unknown>): Promise<void> => {
    [counted, ofTenant] = [tenantIdOf(tenant), []];
    await work();
    counted = '';
    const times = Map.groupBy(ofTenant, (name) => name);
    const loads = times.get(LOAD)?.length ?? 0;
    const besides = [...times].filter(([name]) => name !== LOAD).map(([name, all]) => `${name} ${all.length}`);
    const isOne = loads >= 1 && loads <= processes;
    tell(`${TIMES.toLocaleString('en')} cold reads ${what}: ${loads === 1 ? '1 load' : `${loads} loads`}${besides.length === 0 ? '' : ` (besides: ${besides.join(', ')})`}: ${isOne ? 'passed' : `FAILED, ${processes} allowed`}`);
    if (!isOne) failures.push('Cold reads stampede.');
  };
  // statements have names for whoever listens once they were prepared
  for (const reader of readers) await askedAtOnce(reader.port, tokens[0] ?? '', 1);
  await count('over the API of one process', 1, 2, () => asked(first, 2));
  await count('over the API of two processes, as many on each', 2, 3, () => Promise.all([asked(first, 3), asked(second, 3)]));
  await count('in one process', 1, 4, () => first.ask('cold', { tenantId: tenantIdOf(4), times: TIMES }));
  await Promise.all(readers.map((reader) => reader.stop()));
  for (const proxy of proxies) proxy.close();
  return failures;
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
