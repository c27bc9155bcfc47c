import { isDeepStrictEqual } from 'node:util';
import { sample } from './sample.js';
import { type Ask, asksOf, type Workload } from './workloads.js';

/** A server to ask, and the bearer token of each tenant, the first at 0. */
export type Asked = { readonly port: number; readonly tokens: readonly string[] };

const SAMPLES = { W1: 200, W2: 50, W3: 50 } as const satisfies Partial<Record<Workload, number>>;
const PATIENCE_MS = 10_000;

/**
 * Asks both the same, of many tenants at once, and compares status, type and content of the answers; of what is
 * created, all but its ids and time.
 * @returns how many answers were the same.
 * @throws Error at the first that differs, with both.
 */
export async function compareAnswers(atrium: Asked, floor: Asked): Promise<number> {
  let compared = 0;
  for (const workload of ['W1', 'W2', 'W3'] as const) {
    const nextAsk = asksOf(workload, 1);
    const asks = Array.from({ length: SAMPLES[workload] }, nextAsk);
    await Promise.all(asks.map((ask) => compareOne(ask, atrium, floor)));
    compared += asks.length;
  }
  const { tenant, ...other } = asksOf('W1', 2)();
  await compareOne({ ...other, tenant: 1 + (tenant % sample.tenantsAsked) }, atrium, floor, ['status']);
  await compareOne({ ...other, tenant: 0 }, atrium, floor, ['status']);
  return compared + 2;
}

type Content = { readonly status: number; readonly type: string | null; readonly location: string | null; readonly body: unknown };

async function compareOne(ask: Ask, atrium: Asked, floor: Asked, what: readonly (keyof Content)[] = ['status', 'type', 'location', 'body']): Promise<void> {
  const [ours, theirs] = [await contentOf(ask, atrium), await contentOf(ask, floor)];
  const differs = what.filter((part) => !isDeepStrictEqual(ours[part], theirs[part]));
  const isExpected = what.length === 1 || ours.status === ask.expects;
  if (differs.length === 0 && isExpected) return;
  throw new Error(
    `${ask.method} ${ask.path} is answered differently (${differs.join(', ') || 'not as expected'}):\n` +
      `Atrium ${JSON.stringify(ours)}\nfloor  ${JSON.stringify(theirs)}`,
  );
}

async function contentOf({ tenant, method, path, body }: Ask, { port, tokens }: Asked): Promise<Content> {
  const token = tokens[tenant - 1];
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === '' ? {} : { body }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((failure: Error) => {
    throw new Error(`${method} ${path} was not answered: ${failure.message}`);
  });
  const content = (await response.json()) as Record<string, unknown>;
  const location = response.headers.get('location');
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    location: location?.replace(String(content['id']), '{id}') ?? null,
    body: comparable(content, response.status),
  };
}

/** A cursor is opaque, and each server's own: that there is one is what they agree on. */
function comparable(content: Record<string, unknown>, status: number): unknown {
  if (status === 201) {
    const lines = content['lines'] as readonly { readonly id: string }[];
    return { ...content, id: typeof content['id'], lines: lines.map((line) => ({ ...line, id: typeof line.id })), createdAt: typeof content['createdAt'] };
  }
  return 'nextCursor' in content ? { ...content, nextCursor: typeof content['nextCursor'] } : content;
}
