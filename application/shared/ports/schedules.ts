import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { Schedule } from '../schedule.js';

/** What became of a due time. */
export type Firing =
  /** So many tenants were reached. */
  | { readonly schedule: string; readonly outcome: 'fired'; readonly dueAt: Date; readonly tenants: number }
  /** It was noticed too late. */
  | { readonly schedule: string; readonly outcome: 'skipped'; readonly dueAt: Date }
  /** Nothing was kept of it, and it is still due. */
  | { readonly schedule: string; readonly outcome: 'failed'; readonly error: unknown };

/** What became of the due times that nobody else had, and when to come again. */
export type Fired = {
  readonly firings: readonly Firing[];
  /** Until the next one is due; a few, when one still is; null when there are no schedules. */
  readonly nextInSeconds: number | null;
};

/** Keeps the due times of schedules, over any number of processes. Its clock is the database's. */
export abstract class Schedules {
  /**
   * Fires what is due: in one transaction for each schedule, asks for its job in every active tenant, once for a due time whoever
   * else does the same, and sets its next due time. Of due times that were missed, the latest is fired, or none, as is declared.
   * A schedule that is new, or has another rule than before, comes due after now; one that is not declared any more does not fire.
   */
  abstract fireDue(system: SystemContext, schedules: readonly Schedule[]): Promise<Fired>;
}
