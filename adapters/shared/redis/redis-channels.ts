import type { Redis } from 'ioredis';

/** What somebody does with a channel. */
export type Hearer = {
  readonly heard: (message: string) => void;
  /** It is followed from now on, for the first time or again: what was said before may have been missed. */
  readonly began: () => void;
};

type Kind = 'channel' | 'pattern';
type Followed = { readonly kind: Kind; readonly hearers: Set<Hearer> };

const PING_MS = 1_000;

/** What is said to all processes, over a connection that does nothing else. A channel is followed as long as somebody hears it. */
export class RedisChannels {
  readonly #followed = new Map<string, Followed>();
  readonly #pings: NodeJS.Timeout;

  constructor(
    /** It does not subscribe anew by itself. */
    private readonly client: Redis,
  ) {
    const tell = (name: string, message: string): void => this.#followed.get(name)?.hearers.forEach(({ heard }) => heard(message));
    client.on('message', tell);
    client.on('pmessage', (pattern: string, _channel: string, message: string) => tell(pattern, message));
    client.on('ready', () => void this.#follow([...this.#followed.keys()]));
    // a connection that is silent because it is dead is given up by its client, when this is not answered
    this.#pings = setInterval(() => void (this.#isThere && client.ping().catch(() => undefined)), PING_MS).unref();
  }

  /** @returns what ends it */
  hear(channel: string, hearer: Hearer): () => void {
    return this.#hear(channel, 'channel', hearer);
  }

  /** Hears all channels that are called so. @returns what ends it */
  hearAll(pattern: string, hearer: Hearer): () => void {
    return this.#hear(pattern, 'pattern', hearer);
  }

  end(): void {
    clearInterval(this.#pings);
  }

  get #isThere(): boolean {
    return this.client.status === 'ready';
  }

  #hear(name: string, kind: Kind, hearer: Hearer): () => void {
    const followed = this.#followed.get(name) ?? { kind, hearers: new Set() };
    followed.hearers.add(hearer);
    if (!this.#followed.has(name)) {
      this.#followed.set(name, followed);
      if (this.#isThere) void this.#follow([name]);
    }
    return () => {
      if (!followed.hearers.delete(hearer) || followed.hearers.size > 0) return;
      this.#followed.delete(name);
      if (this.#isThere) void (kind === 'channel' ? this.client.unsubscribe(name) : this.client.punsubscribe(name)).catch(() => undefined);
    };
  }

  /** A connection on which that fails is made anew. */
  async #follow(names: readonly string[]): Promise<void> {
    const of = (kind: Kind) => names.filter((name) => this.#followed.get(name)?.kind === kind);
    const [channels, patterns] = [of('channel'), of('pattern')];
    try {
      await Promise.all([
        ...(channels.length > 0 ? [this.client.subscribe(...channels)] : []),
        ...(patterns.length > 0 ? [this.client.psubscribe(...patterns)] : []),
      ]);
    } catch {
      if (this.#isThere) this.client.disconnect(true);
      return;
    }
    for (const name of names) this.#followed.get(name)?.hearers.forEach(({ began }) => began());
  }
}
