import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { EventStreamClient } from '../../performance/realtime/event-stream-client.js';
import { compared } from '../../performance/realtime/compared.js';
import { relayed } from '../../performance/realtime/publishing.js';
import { streamedEvent } from '../../performance/realtime/streamed-event.js';
import { tenantIdOf } from '../../performance/sample.js';
import type { Asked } from './load.js';

const TYPE = 'invoicing.invoice-drafted';
const LATEST_MS = 10_000;
const AGAIN_MS = 200;

/** What the streams have had, against what happened. */
export type StreamsHeard = { readonly streams: number; readonly events: number; readonly missing: number; readonly twice: number; readonly outOfOrder: number; readonly ended: number };

/** Streams of the first tenants on both processes; one that is ended is taken up again on the other. */
export class Streams {
  readonly #followed: { readonly client: EventStreamClient; readonly tenant: number; readonly had: string[] }[] = [];
  readonly #began = new Map<number, number>();
  #ended = 0;
  #isOver = false;

  constructor(
    private readonly db: pg.Client,
    private readonly asked: Asked,
    private readonly tell: (text: string) => void,
  ) {}

  async open(tenants: number): Promise<void> {
    const { ports, tokens } = this.asked;
    for (let tenant = 1; tenant <= tenants; tenant++) {
      this.#began.set(tenant, await this.lastPosition(tenant));
      for (const [at, port] of ports.entries()) {
        const had: string[] = [];
        const client = new EventStreamClient({
          token: tokens[tenant - 1] ?? '',
          onFrame: ({ data }) => {
            if (data === '') return;
            const { type, invoiceId } = streamedEvent(data);
            if (type === TYPE) had.push(invoiceId);
          },
          onEnded: (reason) => {
            if (this.#isOver) return;
            this.#ended += 1;
            if (this.#ended <= 3) this.tell(`  A stream was ended: ${reason}`);
            setTimeout(() => void client.open(ports[1 - at] ?? port).catch(() => undefined), AGAIN_MS);
          },
        });
        await client.open(port);
        this.#followed.push({ client, tenant, had });
      }
    }
  }

  /** Once nothing happens any more: what has happened has a while to come. */
  async close(): Promise<StreamsHeard> {
    await relayed(this.db);
    const total = { streams: this.#followed.length, events: 0, missing: 0, twice: 0, outOfOrder: 0, ended: 0 };
    const deadline = performance.now() + LATEST_MS;
    for (const { tenant, had } of this.#followed) {
      const { length } = await this.happened(tenant);
      while (had.length < length && performance.now() < deadline) await delay(50);
    }
    // what comes once more may come late
    await delay(500);
    this.#isOver = true;
    for (const { client, tenant, had } of this.#followed) {
      client.cut();
      const happened = await this.happened(tenant);
      const heard = compared(had, happened);
      total.events += happened.length;
      total.missing += heard.missing;
      total.twice += heard.twice;
      total.outOfOrder += heard.outOfOrder;
    }
    return { ...total, ended: this.#ended };
  }

  private async happened(tenant: number): Promise<readonly string[]> {
    const { rows } = await this.db.query<{ id: string }>(
      'select aggregate_id as id from shared.event where tenant_id = $1 and type = $2 and position > $3 order by position',
      [tenantIdOf(tenant), TYPE, this.#began.get(tenant)],
    );
    return rows.map(({ id }) => id);
  }

  private async lastPosition(tenant: number): Promise<number> {
    const { rows } = await this.db.query<{ last: number }>('select last_position::float8 as last from shared.stream where tenant_id = $1', [tenantIdOf(tenant)]);
    return rows[0]?.last ?? 0;
  }
}
