import { EventSignals } from '../../../application/shared/ports/event-signals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { RedisKeys } from './redis-keys.js';
import type { RedisChannels } from './redis-channels.js';
import type { RedisLink } from './redis-link.js';

/** Wakes those who follow in all processes. A tenant's channel is subscribed to as long as somebody in this process hears it. */
export class RedisEventSignals extends EventSignals {
  constructor(
    private readonly link: RedisLink,
    private readonly channels: RedisChannels,
    private readonly keys: RedisKeys,
  ) {
    super();
  }

  override tell(tenant: TenantContext, position: number): void {
    void this.link.ask((client) => client.publish(this.keys.events(tenant), String(position)));
  }

  override hear(tenant: TenantContext, heard: (position: number) => void): () => void {
    return this.channels.hear(this.keys.events(tenant), {
      heard: (message) => {
        if (/^\d{1,15}$/.test(message)) heard(Number(message));
      },
      began: () => heard(0),
    });
  }
}
