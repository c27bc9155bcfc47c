import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobDesk, ParkedEvent, Some } from './ports/job-desk.js';

/** Lists the events that their subscriptions failed to take, with what they hold up. */
export class ListParkedEvents {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  execute(system: SystemContext, { limit }: { readonly limit: number }): Promise<Some<ParkedEvent>> {
    return this.desk.parked(system, limit);
  }
}
