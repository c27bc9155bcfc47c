import pg from 'pg';
import type { ConnectionTarget } from './link.js';

/** Called with the message. */
type Heard = (message: string) => void;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** PostgreSQL may say nothing at all. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Hears what PostgreSQL's NOTIFY says, on a connection of its own. Behind a pooler in transaction mode nothing is heard: whoever
 * listens has to look by itself as well.
 */
export class Listener {
  readonly #channels = new Map<string, Heard>();
  #client: pg.Client | null = null;
  #pause = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | null = null;
  #hasEnded = false;

  constructor(
    private readonly connection: ConnectionTarget,
    private readonly onLost: (error: unknown) => void,
  ) {}

  /** To be said before `start`. Also called, with an empty message, when the connection was lost for a while. */
  on(channel: string, heard: Heard): void {
    this.#channels.set(channel, heard);
  }

  /** Comes back when it listens, or has failed to once; it goes on trying. */
  async start(): Promise<void> {
    const client = new pg.Client({
      ...this.connection,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      application_name: 'atrium listener',
    });
    this.#client = client;
    const gone = (error: unknown): void => {
      if (this.#client !== client || this.#hasEnded) return;
      this.#client = null;
      void ended(client);
      this.onLost(error);
      this.#timer = setTimeout(() => void this.start(), this.#pause);
      this.#pause = Math.min(LONGEST_PAUSE_MS, 2 * this.#pause);
    };
    client.on('error', gone);
    client.on('end', () => gone(new Error('The connection was closed.')));
    client.on('notification', ({ channel, payload }) => this.#channels.get(channel)?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.#channels.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      this.#pause = FIRST_PAUSE_MS;
      for (const heard of this.#channels.values()) heard('');
    } catch (error) {
      gone(error);
    }
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#client !== null) await ended(this.#client);
  }
}

/** Whatever state it is in. */
async function ended(client: pg.Client): Promise<void> {
  try {
    await client.end();
  } catch {
    // it was gone already
  }
}
