import { MembersRefused } from './json-members.js';
import { type DueTimes, RuleRefused } from './ports/due-times.js';
import { askedFor, type Schedule } from './schedule.js';

/** A schedule that cannot be kept as it is declared. Its message is a sentence that names it, for whoever starts the process. */
export class ScheduleRefused extends Error {}

/**
 * Refuses what could not be kept, before anything starts: a rule by which nothing ever comes due, a name that two have, data that the
 * type of the job refuses, a type that is not among those that somebody handles.
 * @throws ScheduleRefused
 */
export function assertSchedules(schedules: readonly Schedule[], dueTimes: DueTimes, handled: readonly string[]): void {
  const names = new Set<string>();
  for (const schedule of schedules) {
    const { name, fansOut } = schedule;
    if (names.has(name)) throw new ScheduleRefused(`Two schedules are called ${name}: give one of them another name.`);
    names.add(name);
    if (!handled.includes(fansOut.name)) throw new ScheduleRefused(`The schedule ${name} asks for ${fansOut.name}, which no context handles.`);
    try {
      askedFor(schedule, dueTimes.next(schedule, new Date(0)));
    } catch (error) {
      if (error instanceof RuleRefused) throw new ScheduleRefused(`The schedule ${name} never comes due: ${error.message}`, { cause: error });
      if (!(error instanceof MembersRefused)) throw error;
      throw new ScheduleRefused(`The schedule ${name} gives ${fansOut.name} data that it refuses: ${error.message}`, { cause: error });
    }
  }
}
