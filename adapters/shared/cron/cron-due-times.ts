import { CronExpressionParser } from 'cron-parser';
import { DueTimes, RuleRefused } from '../../../application/shared/ports/due-times.js';
import { type Rule, secondsOf } from '../../../application/shared/schedule.js';
import { type Offset, zoneOffset } from './zone-offset.js';

/**
 * Reads cron lines with cron-parser, as if all days had 24 hours, and finds the moments of those local times itself: asked in the
 * second of two hours of one name, cron-parser comes a second time, and over a gap of half an hour it leaves out a day.
 */
export class CronDueTimes extends DueTimes {
  override next(rule: Rule, after: Date): Date {
    return 'every' in rule ? nextMultiple(secondsOf(rule.every), after) : nextLocal(rule.cron, zoneOffset(rule.zone), after.getTime());
  }
}

const LONGEST_SECONDS = 366 * 86_400;

function nextMultiple(seconds: number, after: Date): Date {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SECONDS) {
    throw new RuleRefused(`every ${seconds} s is no interval: it is a whole number of seconds, from one to those of a year.`);
  }
  const length = seconds * 1000;
  return new Date((Math.floor(after.getTime() / length) + 1) * length);
}

/**
 * Local times are kept as if they were UTC. Where the clocks change, a later local time may come before an earlier one: they are
 * looked at for as long as one of them can.
 */
function nextLocal(line: string, offsetAt: Offset, after: number): Date {
  const { next, isHourly } = localTimes(line, after + Math.min(...offsetsAround(after, offsetAt)));
  let first = Number.POSITIVE_INFINITY;
  for (let local = next(); ; local = next()) {
    const offsets = offsetsAround(local, offsetAt);
    if (local - Math.max(...offsets) >= first) return new Date(first);
    const moments = momentsOf(local, offsetAt, offsets);
    const later = (isHourly ? moments : moments.slice(0, 1)).filter((moment) => moment > after);
    first = Math.min(first, ...later);
  }
}

const DAY_MS = 86_400_000;

/** By how much local time is ahead of UTC on either side of a moment: no zone changes its clocks twice in two days. */
const offsetsAround = (moment: number, offsetAt: Offset): readonly [before: number, after: number] => [offsetAt(moment - DAY_MS), offsetAt(moment + DAY_MS)];

/** When the clocks show a local time: at one moment, or at two; one that they go over, when they would have shown it otherwise. */
function momentsOf(local: number, offsetAt: Offset, [before, after]: readonly [number, number]): readonly number[] {
  const moments = [...new Set([local - before, local - after])].filter((moment) => moment + offsetAt(moment) === local);
  return moments.length === 0 ? [local - before] : moments.toSorted((one, other) => one - other);
}

/** The local times of a line after one of them, in their order; and whether it comes in every hour. @throws RuleRefused */
function localTimes(line: string, after: number): { readonly next: () => number; readonly isHourly: boolean } {
  const fields = line.trim().split(/\s+/);
  if (fields.length !== 5) throw new RuleRefused(`"${line}" is no cron line, which has five fields: minute, hour, day of the month, month, day of the week.`);
  if (fields.some((field) => LEFT_TO_CHANCE.test(field))) throw new RuleRefused(`"${line}" leaves a field to chance: every process would reckon another time.`);
  const times = orRefused(line, () => CronExpressionParser.parse(line, { tz: 'UTC', currentDate: new Date(after) }));
  return { next: () => orRefused(line, () => times.next().getTime()), isHourly: times.fields.hour.values.length === 24 };
}

/** An H, not that of a month or a day. */
const LEFT_TO_CHANCE = /(?:^|[^a-z])H(?![a-z])/i;

function orRefused<T>(line: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    const { message } = error as Error;
    throw new RuleRefused(
      message.startsWith('Invalid explicit day of month') ? `"${line}" names a day that none of its months has.` : `"${line}" is no cron line: ${message}.`,
      { cause: error },
    );
  }
}
