import { EventEmitter, once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Client } from './client.js';

/** A server-sent event as it came; `id` is the last that was said. */
export type Heard = { readonly name: string; readonly id: string; readonly said: Readonly<Record<string, unknown>> };

const PATIENCE_MS = 10_000;

/** Reads one stream, as the HTML standard has it, without a library that writes or reads them. */
export class StreamReader {
  readonly heard: Heard[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);
  #text = '';
  #lastId = '';
  #isOver = false;

  private constructor(private readonly answer: IncomingMessage) {
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => this.#take(chunk));
    answer.on('error', () => undefined);
    answer.once('close', () => {
      this.#isOver = true;
      this.#news.emit('news');
    });
  }

  /** Resolves with the answer's head; rejects where that is no stream. */
  static async open({ url, token }: Client, { types, lastEventId }: { readonly types?: string; readonly lastEventId?: string } = {}): Promise<StreamReader> {
    const asking = request(new URL(`/v1/events/stream${types === undefined ? '' : `?types=${types}`}`, url), {
      agent: false,
      headers: { authorization: `Bearer ${token ?? ''}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    });
    asking.end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    if (answer.statusCode !== 200) throw new Error(`The stream was answered ${answer.statusCode}.`);
    asking.on('error', () => undefined);
    return new StreamReader(answer);
  }

  get headers(): IncomingMessage['headers'] {
    return this.answer.headers;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The id to come back with. */
  get lastId(): string {
    return this.#lastId;
  }

  /** What happened, without what the stream says of itself. */
  get events(): readonly Heard[] {
    return this.heard.filter(({ name }) => name.includes('.'));
  }

  /** Waits until it has heard something like that, before or from now on. */
  async until(isIt: (heard: readonly Heard[]) => boolean): Promise<readonly Heard[]> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!isIt(this.heard)) {
      if (this.#isOver) throw new Error(`The stream is over after ${JSON.stringify(this.heard.slice(-3))}.`);
      await once(this.#news, 'news', { signal });
    }
    return this.heard;
  }

  async untilNamed(name: string): Promise<Heard> {
    const heard = await this.until((all) => all.some((one) => one.name === name));
    return heard.find((one) => one.name === name) as Heard;
  }

  async untilOver(): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!this.#isOver) await once(this.#news, 'news', { signal });
  }

  /** Reads no more, and keeps the connection open. */
  pause(): void {
    this.answer.pause();
  }

  resume(): void {
    this.answer.resume();
  }

  close(): void {
    this.answer.destroy();
  }

  #take(chunk: string): void {
    const blocks = (this.#text + chunk).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const));
      this.#lastId = fields.get('id') ?? this.#lastId;
      const data = fields.get('data');
      if (data !== undefined) this.heard.push({ name: fields.get('event') ?? 'message', id: this.#lastId, said: JSON.parse(data) as Heard['said'] });
    }
    this.#news.emit('news');
  }
}
