import type { Batch } from './batch.js';
import type { Follower } from './followed-stream.js';

/** How somebody is told. */
export type Telling = {
  /** They are told what is behind this position. */
  began(position: number): void;
  /** @param from of the batch, they have been told all up to here already */
  tell(batch: Batch, from: number): void;
  /** When they can take more. */
  ready(): Promise<void>;
  /** They can be told no more. */
  lost(cause: unknown): void;
};

/** Somebody who follows, and how far they have been told. */
export class EventFollower implements Follower {
  #position: number | null = null;
  #hasEnded = false;

  constructor(
    private readonly telling: Telling,
    private readonly onEnd: () => void,
  ) {}

  /** Null before it is known from where on they are told. */
  get place(): number | null {
    return this.#position;
  }

  get position(): number {
    return this.#position ?? 0;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  begin(position: number): void {
    if (this.#hasEnded) return;
    this.#position = position;
    this.telling.began(position);
  }

  take(batch: Batch): void {
    if (this.#hasEnded) return;
    const from = this.#position ?? batch.after;
    if (batch.gap === null && batch.upTo <= from) return;
    this.#position = batch.upTo;
    this.telling.tell(batch, from);
  }

  ready(): Promise<void> {
    return this.telling.ready();
  }

  lost(cause: unknown): void {
    if (this.#hasEnded) return;
    this.end();
    this.telling.lost(cause);
  }

  end(): void {
    this.#hasEnded = true;
    this.onEnd();
  }
}
