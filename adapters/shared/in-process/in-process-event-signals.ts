import { EventEmitter } from 'node:events';
import { EventSignals } from '../../../application/shared/ports/event-signals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Wakes those who follow in this process; others have to look by themselves. */
export class InProcessEventSignals extends EventSignals {
  readonly #heard = new EventEmitter().setMaxListeners(0);

  override tell({ tenantId }: TenantContext, position: number): void {
    setImmediate(() => this.#heard.emit(tenantId, position));
  }

  override hear({ tenantId }: TenantContext, heard: (position: number) => void): () => void {
    this.#heard.on(tenantId, heard);
    return () => void this.#heard.off(tenantId, heard);
  }
}
