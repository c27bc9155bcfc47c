import { EventIds } from '../../../application/integrations/ports/event-ids.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Cursors } from '../../shared/http/cursor.js';

/** Positions, signed as cursors are: the query of a cursor is written as JSON, so none is taken for the other. */
const WHAT = 'event';

/** Whoever has an id can read the position in it, and learns how much happens in their own tenant. */
export class SignedEventIds extends EventIds {
  constructor(private readonly cursors: Cursors) {
    super();
  }

  override idAt(tenant: TenantContext, position: number): string {
    return this.cursors.sign(tenant, WHAT, position.toString(36));
  }

  override positionOf(tenant: TenantContext, id: string): number | null {
    const position = this.cursors.verify(tenant, WHAT, id);
    return position === null ? null : Number.parseInt(position, 36);
  }
}
