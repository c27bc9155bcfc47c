import { TenantContext } from '../../domain/shared/tenant-context.js';
import { Turns } from '../shared/turns.js';
import { batchOf } from './batch.js';
import { EventFollower, type Telling } from './event-follower.js';
import { FollowedStream, type Surroundings } from './followed-stream.js';

/** What somebody is to be told. */
export type Wish = {
  readonly types: readonly string[];
  /** What happened behind this position, then what happens; null: what happens from now on. */
  readonly at: number | null;
};

/** So many who come back together read what they have missed at once; the others wait for their turn. */
const READING_AT_ONCE = 4;
const CATCHING_UP = 200;
/** No event is behind it. */
const END = Number.MAX_SAFE_INTEGER;

/** All who follow events in this process. Each tenant's stream is read once for all of them, and from PostgreSQL alone. */
export class EventHub {
  readonly #streams = new Map<string, FollowedStream>();
  readonly #heads = new Map<string, Promise<number>>();
  readonly #turns = new Turns(READING_AT_ONCE);

  constructor(private readonly around: Surroundings) {}

  /** Tells each event behind the position once, in order. */
  follow(tenant: TenantContext, wish: Wish, telling: Telling): EventFollower {
    const follower = new EventFollower(telling, () => this.#streams.get(tenant.tenantId)?.leave(follower));
    this.#catchUp(tenant, wish, follower).catch((error: unknown) => follower.lost(error));
    return follower;
  }

  /** Tells them what they have missed, then has them told with the others. */
  async #catchUp(tenant: TenantContext, { types, at }: Wish, follower: EventFollower): Promise<void> {
    const current = this.#streams.get(tenant.tenantId)?.position ?? null;
    let caughtUp = at === null || at === current;
    if (caughtUp) follower.begin(at ?? current ?? (await this.#headOf(tenant)));
    while (!follower.hasEnded && !(caughtUp && this.#streamOf(tenant).admit(follower))) {
      await follower.ready();
      const after = follower.position ?? at ?? 0;
      const stretch = await this.#turns.take(() => this.around.stream.read(tenant, { after, types, limit: CATCHING_UP }));
      const batch = batchOf(stretch, after, CATCHING_UP);
      if (follower.hasEnded) return;
      if (batch.gap === null && follower.position === null) follower.begin(after);
      follower.take(batch);
      caughtUp = !batch.more;
    }
  }

  #streamOf({ tenantId }: TenantContext): FollowedStream {
    const known = this.#streams.get(tenantId);
    if (known !== undefined) return known;
    const stream = new FollowedStream(TenantContext.visitor(tenantId), this.around, () => this.#streams.delete(tenantId));
    this.#streams.set(tenantId, stream);
    return stream;
  }

  /** Asked once for all who begin together. */
  #headOf(tenant: TenantContext): Promise<number> {
    const { tenantId } = tenant;
    const known = this.#heads.get(tenantId);
    if (known !== undefined) return known;
    const head = this.#turns.take(() => this.around.stream.read(tenant, { after: END, limit: 1 })).then(({ last }) => last);
    this.#heads.set(tenantId, head);
    void head.catch(() => undefined).then(() => this.#heads.delete(tenantId));
    return head;
  }
}
