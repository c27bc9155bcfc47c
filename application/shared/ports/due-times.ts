import type { Rule } from '../schedule.js';

/** A rule by which nothing could ever come due. Its message is a sentence that says why. */
export class RuleRefused extends Error {}

/**
 * Reckons when something comes due. A cron line names local times, and each of them comes once: one that does not exist, because
 * the clocks went forward over it, comes as long after the change as it would have come after the moment of the change (half past
 * two at half past three); one that exists twice, because they went back, comes the first time. Only a line for every hour
 * comes in both of the hours that have one name.
 */
export abstract class DueTimes {
  /** The first moment after this one. @throws RuleRefused */
  abstract next(rule: Rule, after: Date): Date;

  /** The last moment up to and with `until`, but no earlier than `since`, which is taken for one. @throws RuleRefused */
  latest(rule: Rule, since: Date, until: Date): Date {
    for (let span = MINUTE_MS; ; span *= 2) {
      const from = new Date(Math.max(since.getTime(), until.getTime() - span));
      const last = this.lastBetween(rule, from, until);
      if (last !== null) return last;
      if (from <= since) return since;
    }
  }

  private lastBetween(rule: Rule, from: Date, until: Date): Date | null {
    let last: Date | null = null;
    for (let next = this.next(rule, from); next <= until; next = this.next(rule, next)) last = next;
    return last;
  }
}

const MINUTE_MS = 60_000;
