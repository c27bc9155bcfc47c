import { UnknownEventType } from '../../domain/integrations/integrations-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { PublicEvent } from '../shared/job-handling.js';
import type { StreamedEvent } from '../shared/ports/event-stream.js';
import { PermissionMissing } from '../shared/refusals.js';

/** An event, as it is shown. */
export type ShownEvent = {
  /** Where it is in the stream; opaque, and good for this tenant alone. */
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Which events can be seen at all, and what of them. Whatever no context declares is never shown. */
export class PublicEvents {
  readonly #byType: ReadonlyMap<string, PublicEvent>;

  constructor(declared: readonly PublicEvent[]) {
    this.#byType = new Map(declared.map((event) => [event.type, event]));
    const twice = declared.find((event) => this.#byType.get(event.type) !== event);
    if (twice !== undefined) throw new Error(`The event ${twice.type} is declared twice.`);
  }

  get types(): readonly string[] {
    return [...this.#byType.keys()];
  }

  /** Of these types, or of all, those that somebody may see. @throws UnknownEventType, PermissionMissing when that is none of them */
  seenBy({ permissions }: TenantContext, wanted: readonly string[] = this.types): readonly string[] {
    const unknown = wanted.find((type) => !this.#byType.has(type));
    if (unknown !== undefined) throw new UnknownEventType(`There is no such type of event; there are ${this.types.join(', ')}.`);
    const [first, ...more] = new Set(wanted.map((type) => this.#of(type).needs));
    const seen = [...new Set(wanted)].filter((type) => permissions.has(this.#of(type).needs)).sort();
    if (seen.length === 0) throw new PermissionMissing(`This needs the permission ${[first, ...more].join(' or ')}.`);
    return seen;
  }

  show(id: string, { type, occurredAt, payload }: StreamedEvent): ShownEvent {
    return { id, type, occurredAt, data: this.#of(type).show(payload) };
  }

  #of(type: string): PublicEvent {
    const event = this.#byType.get(type);
    if (event === undefined) throw new TypeError(`The event ${type} is not public.`);
    return event;
  }
}
