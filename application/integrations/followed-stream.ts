import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { EventSignals } from '../shared/ports/event-signals.js';
import type { EventStream } from '../shared/ports/event-stream.js';
import type { Timing } from '../shared/ports/timing.js';
import { Unavailable } from '../shared/refusals.js';
import { type Batch, batchOf } from './batch.js';

/** Somebody who has been told all up to a position, and is now told what happens. */
export type Follower = {
  readonly position: number;
  take(batch: Batch): void;
  /** Is told no more. */
  lost(cause: unknown): void;
};

export type Surroundings = {
  readonly stream: EventStream;
  readonly signals: EventSignals;
  readonly timing: Timing;
};

/** What happens within this is read and told together. */
const TOGETHER_SECONDS = 0.06;
/** Signals may be lost. */
const LOOK_EVERY_SECONDS = 1;
const AT_ONCE = 500;

/** One tenant's stream, read once for all in this process who follow it. It is looked at for as long as somebody does. */
export class FollowedStream {
  readonly #live = new Set<Follower>();
  #position = 0;
  #isFollowed = false;
  #wake = (): void => undefined;

  constructor(
    private readonly tenant: TenantContext,
    private readonly around: Surroundings,
    private readonly onLeft: () => void,
  ) {}

  /** How far those who are live have been told; null when there is nobody. */
  get position(): number | null {
    return this.#live.size > 0 ? this.#position : null;
  }

  /** Takes in whoever has been told as much as the others: else what those have been told meanwhile would be missing. */
  admit(follower: Follower): boolean {
    if (this.#isFollowed && follower.position < this.#position) return false;
    this.#live.add(follower);
    if (!this.#isFollowed) {
      this.#position = follower.position;
      void this.#follow();
    }
    return true;
  }

  leave(follower: Follower): void {
    this.#live.delete(follower);
    if (this.#live.size === 0) this.#wake();
  }

  async #follow(): Promise<void> {
    this.#isFollowed = true;
    let heardOf = 0;
    const stop = this.around.signals.hear(this.tenant, (position) => {
      heardOf = Math.max(heardOf, position);
      this.#wake();
    });
    while (this.#live.size > 0) {
      await this.#look();
      await this.#passed(TOGETHER_SECONDS);
      if (this.#live.size > 0 && heardOf <= this.#position) await this.#passed(LOOK_EVERY_SECONDS, true);
      heardOf = 0;
    }
    stop();
    this.#isFollowed = false;
    this.onLeft();
  }

  async #look(): Promise<void> {
    try {
      for (let more = true; more && this.#live.size > 0; ) {
        const after = this.#position;
        const batch = batchOf(await this.around.stream.read(this.tenant, { after, limit: AT_ONCE }), after, AT_ONCE);
        this.#position = batch.upTo;
        if (batch.upTo !== after || batch.gap !== null) for (const follower of this.#live) follower.take(batch);
        ({ more } = batch);
      }
    } catch (error) {
      // a store that is away comes back, and nothing has been missed by then
      if (!(error instanceof Unavailable)) for (const follower of this.#live) follower.lost(error);
    }
  }

  #passed(seconds: number, unlessWoken = false): Promise<void> {
    const passed = this.around.timing.deadline(seconds);
    return new Promise((resolve) => {
      if (unlessWoken) this.#wake = resolve;
      passed.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
