import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { customerIdOf, tenantIdOf } from '../sample.js';
import { median, quantile } from '../statistics.js';
import { sharedNow } from './event-stream-client.js';
import type { Published } from './subscribers.js';

/** What happens when an invoice is drafted. */
const TYPE = 'invoicing.invoice-drafted';
const RELAY_LIMIT_MS = 30_000;

type Publishing = {
  /** Of the API that takes the commands. */
  readonly port: number;
  /** Of each tenant, the first at 0: they take turns. */
  readonly tokens: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  readonly client: pg.Client;
};

/**
 * Drafts invoices at a steady rate, whatever the answers take, and waits until all that has happened is published. When each was
 * sent is noted before it goes: what the command takes, its commit too, is a part of what is measured.
 */
export async function publish({ port, tokens, perSecond, seconds, client }: Publishing): Promise<Published> {
  const began = await lastPositions(client);
  const sentAt: Record<string, number> = {};
  /** By the clock of the database, which is this machine's. */
  const dates = new Map<string, number>();
  const start = performance.now();
  const commands: Promise<void>[] = [];
  for (let at = 0; at < perSecond * seconds; at++) {
    await delay(Math.max(0, start + (at * 1_000) / perSecond - performance.now()));
    const tenant = 1 + (at % tokens.length);
    const [sent, date] = [sharedNow(), Date.now()];
    const command = drafted(port, tokens[tenant - 1] ?? '', tenant).then((id) => {
      sentAt[id] = sent;
      dates.set(id, date);
    });
    commands.push(command);
  }
  await Promise.all(commands);
  await relayed(client);
  const ofTenant: Record<number, readonly string[]> = {};
  const waits: number[] = [];
  for (let tenant = 1; tenant <= tokens.length; tenant++) {
    const { rows } = await client.query<{ id: string; at: Date }>(
      'select aggregate_id as id, published_at as at from shared.event where tenant_id = $1 and type = $2 and position > $3 order by position',
      [tenantIdOf(tenant), TYPE, began.get(tenantIdOf(tenant)) ?? 0],
    );
    ofTenant[tenant] = rows.map(({ id }) => id);
    waits.push(...rows.map(({ id, at }) => at.getTime() - (dates.get(id) ?? 0)));
  }
  const published = Object.values(ofTenant).reduce((sum, { length }) => sum + length, 0);
  if (published !== commands.length) throw new Error(`${commands.length} invoices were drafted, and ${published} events published.`);
  return { type: TYPE, ofTenant, sentAt, p50PublishedMs: median(waits), p99PublishedMs: quantile(waits, 0.99) };
}

async function drafted(port: number, token: string, tenant: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/invoices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      customerId: customerIdOf(tenant, 1),
      currency: 'EUR',
      lines: [{ description: 'Consulting, per day', quantity: '1', unitPrice: { amountMinor: '125000', currency: 'EUR' } }],
    }),
  });
  const answer = (await response.json()) as { id?: string };
  if (answer.id === undefined) throw new Error(`Drafting was answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer.id;
}

async function lastPositions(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  await relayed(client);
  const { rows } = await client.query<{ tenant: string; last: number }>('select tenant_id as tenant, last_position::float8 as last from shared.stream');
  return new Map(rows.map(({ tenant, last }) => [tenant, last]));
}

/** When all that has happened is published. @throws Error when that takes too long */
export async function relayed(client: pg.Client): Promise<void> {
  const deadline = performance.now() + RELAY_LIMIT_MS;
  for (;;) {
    const { rows } = await client.query<{ waiting: number }>('select count(*)::integer as waiting from shared.outbox');
    if (rows[0]?.waiting === 0) return;
    if (performance.now() > deadline) throw new Error(`${rows[0]?.waiting} events wait and are not published: is there a worker?`);
    await delay(20);
  }
}
