// Measures that a refused sign-in takes as long whatever was wrong with it: nobody learns from the clock which tenants
// and users there are. Exits 1 when the medians differ by more than a tenth. Each attempt comes from an address of its
// own, so that none has to wait for those that failed before.
import { parseArgs } from 'node:util';
import { randomFrom } from '../../application/shared/seeded-random.js';
import { inTemporaryDirectory } from '../support/temporary-directory.js';
import { type Server, startAtrium } from './servers.js';
import { median, quantile } from './statistics.js';

const MOST_APART = 0.1;
const WARM_UPS = 20;

const { values } = parseArgs({ options: { times: { type: 'string', default: '300' } } });
const times = Number(values.times);
if (!(times >= 1)) {
  console.error('--times must be a number.');
  process.exit(1);
}

const person = { tenant: 'sign-in-bench', email: 'ada@sign-in-bench.example', password: 'a password for measuring' };
const attempts = {
  'unknown tenant': { ...person, tenant: 'sign-in-banch' },
  'unknown user': { ...person, email: 'eve@sign-in-bench.example' },
  'wrong password': { ...person, password: 'a password for guessing.' },
};
type Kind = keyof typeof attempts;

let addresses = 0;
const anotherAddress = (): string => `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;

const failed = await inTemporaryDirectory(async (directory) => {
  const atrium = await startAtrium(directory, null, { ATRIUM_LOG_LEVEL: 'error', ATRIUM_TRUSTED_PROXIES: '127.0.0.1' });
  try {
    return report(await measure(atrium));
  } finally {
    await atrium.stop();
  }
}).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return true;
});
process.exit(failed ? 1 : 0);

/** How long each kind of attempt took, in ms: one after the other, the kinds taking turns in a changing order. */
async function measure(atrium: Server): Promise<ReadonlyMap<Kind, readonly number[]>> {
  await expectAnswer(atrium, '/v1/tenants', { name: 'Sign-in', slug: person.tenant, owner: { name: 'Ada', email: person.email, password: person.password } }, 201);
  await expectAnswer(atrium, '/v1/sessions', person, 201);
  const kinds = Object.keys(attempts) as Kind[];
  const taken = new Map(kinds.map((kind) => [kind, [] as number[]]));
  const random = randomFrom(1);
  for (let turn = 1; turn <= WARM_UPS + times; turn++) {
    const places = new Map(kinds.map((kind) => [kind, random()]));
    for (const kind of kinds.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))) {
      const began = performance.now();
      await expectAnswer(atrium, '/v1/sessions', attempts[kind], 401);
      if (turn > WARM_UPS) taken.get(kind)?.push(performance.now() - began);
    }
  }
  return taken;
}

async function expectAnswer({ port }: Server, path: string, body: object, expected: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': anotherAddress() },
    body: JSON.stringify(body),
  });
  const said = await response.text();
  if (response.status !== expected) throw new Error(`POST ${path} was answered ${response.status}, not ${expected}: ${said}`);
}

/** @returns whether the medians are too far apart. */
function report(taken: ReadonlyMap<Kind, readonly number[]>): boolean {
  for (const [kind, ms] of taken) {
    const [low, middle, high] = [quantile(ms, 0.25), median(ms), quantile(ms, 0.75)].map((value) => value.toFixed(2));
    console.log(`${kind.padEnd(16)} median ${middle ?? ''} ms, half of ${times} between ${low ?? ''} and ${high ?? ''} ms`);
  }
  const medians = [...taken.values()].map(median);
  const apart = Math.max(...medians) / Math.min(...medians) - 1;
  const isTooFar = apart > MOST_APART;
  console.log(`The medians differ by ${(apart * 100).toFixed(1)} %: ${isTooFar ? `FAILED, ${MOST_APART * 100} % is allowed` : 'passed'}`);
  return isTooFar;
}
