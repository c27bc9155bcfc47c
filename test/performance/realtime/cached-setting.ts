import type { Cores } from '../cores.js';
import type { Generator } from '../generator.js';
import { sample, tenantIdOf, userIdOf } from '../sample.js';
import { signIn } from '../stage.js';
import { median } from '../statistics.js';
import type { Installation, Running } from './installation.js';
import { settingReader, settingRoute, zoneOf } from './measured-setting.js';
import type { Usage } from './usage-probe.js';

const ALLOWED = 0.03;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 6;

type Round = { readonly reading: number; readonly plain: number };

/**
 * What reading a setting with each request adds to the CPU time of W1. Two processes that are equal take turns, and in who of them
 * reads as well, so that neither the machine's better minutes nor a process's luck with its compiler counts for either.
 */
export async function cachedSetting(
  { start }: Installation,
  redis: Readonly<Record<string, string>>,
  { cores, generator, rounds, seconds, tell }: { readonly cores: Cores | null; readonly generator: Generator; readonly rounds: number; readonly seconds: number; readonly tell: (text: string) => void },
): Promise<readonly string[]> {
  const readers: Running[] = [];
  for (const number of [1, 2]) readers.push(await start({ name: `setting reader ${number}`, script: settingReader, settings: { ...redis, ATRIUM_ROLE: 'api' }, cores }));
  const [one, other] = readers as [Running, Running];
  const tokens: string[] = [];
  for (let tenant = 1; tenant <= sample.tenantsAsked; tenant++) tokens.push(await signIn(one, tenant));
  for (const token of tokens) await said(one, token);

  const cpuOfRequest = async (reader: Running, reads: boolean, seed: number, duration: number): Promise<number> => {
    await reader.ask('reads', reads);
    const before = await reader.ask<Usage>('usage');
    const round = await generator.run({ port: reader.port, tokens, workload: 'W1', seed, connections: CONNECTIONS, seconds: duration });
    const after = await reader.ask<Usage>('usage');
    if (round.wrong > 0) throw new Error(`${round.wrong} answers were wrong; the first: ${round.firstWrong ?? ''}`);
    return (after.cpuUs - before.cpuUs) / round.answeredAtAll;
  };
  for (const reader of readers) for (const reads of [true, false]) await cpuOfRequest(reader, reads, 0, WARM_UP_SECONDS);
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    const [reader, plainOne] = round % 2 === 1 ? [one, other] : [other, one];
    const isFirst = round % 4 < 2;
    const first = await cpuOfRequest(isFirst ? reader : plainOne, isFirst, round, seconds);
    const second = await cpuOfRequest(isFirst ? plainOne : reader, !isFirst, round, seconds);
    const [reading, plain] = isFirst ? [first, second] : [second, first];
    measured.push({ reading, plain });
    tell(`round ${round} of ${rounds}: ${reading.toFixed(1)} µs with the setting, ${plain.toFixed(1)} µs without`);
  }
  const alone = await one.ask<number>('timeOfOne', tokens.map((_, at) => ({ tenantId: tenantIdOf(at + 1), userId: userIdOf(at + 1) })));
  await Promise.all(readers.map((reader) => reader.stop()));

  // of two rounds that follow each other either process has read in one
  const ratios = Array.from({ length: Math.floor(rounds / 2) }, (_, pair) => {
    const [a, b] = [measured[2 * pair], measured[2 * pair + 1]] as [Round, Round];
    return Math.sqrt((a.reading / a.plain) * (b.reading / b.plain));
  });
  const added = median(ratios) - 1;
  const isLight = added <= ALLOWED;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  tell(`W1 takes ${median(measured.map(({ plain }) => plain)).toFixed(1)} µs of CPU, and ${median(measured.map(({ reading }) => reading)).toFixed(1)} µs with a setting; by itself a read of one takes ${alone.toFixed(2)} µs`);
  tell(`A cached setting adds ${percent(added)} (${percent(Math.min(...ratios) - 1)} to ${percent(Math.max(...ratios) - 1)}): ${isLight ? 'passed' : `FAILED, ${percent(ALLOWED)} are allowed`}`);
  return isLight ? [] : ['A setting that is cached costs too much.'];
}

/** Something is said at both levels, so that both are looked at. */
async function said({ port }: Running, token: string): Promise<void> {
  for (const [number, route] of [settingRoute, `${settingRoute}/mine`].entries()) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const shown = await fetch(`http://127.0.0.1:${port}${settingRoute}`, { headers });
    const etag = shown.headers.get('etag') ?? '';
    const { status } = await fetch(`http://127.0.0.1:${port}${route}`, { method: 'PUT', headers: { ...headers, 'if-match': etag }, body: JSON.stringify({ value: zoneOf(1 + number) }) });
    if (status !== 200) throw new Error(`PUT ${route} was answered ${status}.`);
  }
}
