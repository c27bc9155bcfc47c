import { expect } from 'chai';
import { CronDueTimes } from '../../../adapters/shared/cron/cron-due-times.js';
import { assertSchedules, ScheduleRefused } from '../../../application/shared/assert-schedules.js';
import { jobType } from '../../../application/shared/job-type.js';
import { instant, whole } from '../../../application/shared/json-members.js';
import { isToBeKept, type Rule, ruleText, type Schedule, schedule } from '../../../application/shared/schedule.js';

const takeStock = jobType('library.take-stock-of-one', { dueAt: instant });
const hourly = { cron: '15 * * * *', zone: 'UTC' };
const aSchedule = (rule: Rule = hourly, missed: Schedule['missed'] = 'skip'): Schedule =>
  schedule('library.take-stock', { ...rule, fansOut: takeStock, data: (dueAt) => ({ dueAt }), missed });

const asserting = (...schedules: readonly Schedule[]) => () => assertSchedules(schedules, new CronDueTimes(), [takeStock.name, 'library.count']);

describe('declaring a schedule', () => {
  it('is accepted when it can be kept', () => {
    expect(asserting()).to.not.throw();
    expect(asserting(aSchedule(), { ...aSchedule({ every: { hours: 1 } }), name: 'library.another' })).to.not.throw();
  });

  for (const [what, declared, sentence] of [
    ['a day that never comes', [aSchedule({ cron: '0 0 30 2 *', zone: 'UTC' })], 'The schedule library.take-stock never comes due: "0 0 30 2 *" names a day that none of its months has.'],
    ['a line that is none', [aSchedule({ cron: '61 * * * *', zone: 'UTC' })], 'The schedule library.take-stock never comes due: "61 * * * *" is no cron line: Constraint error, got value 61 expected range 0-59.'],
    ['a zone that nobody knows', [aSchedule({ cron: '0 0 * * *', zone: 'Mars/Olympus' })], 'The schedule library.take-stock never comes due: Mars/Olympus is no time zone: name one as Europe/Berlin, or UTC.'],
    ['an interval of nothing', [aSchedule({ every: { minutes: 0 } })], 'The schedule library.take-stock never comes due: every 0 s is no interval: it is a whole number of seconds, from one to those of a year.'],
    ['a name that two have', [aSchedule(), aSchedule({ every: { hours: 1 } })], 'Two schedules are called library.take-stock: give one of them another name.'],
    [
      'a job that nobody does',
      [schedule('library.lend', { ...hourly, fansOut: jobType('library.lend-one', {}), data: () => ({}), missed: 'skip' })],
      'The schedule library.lend asks for library.lend-one, which no context handles.',
    ],
    [
      'data that the job refuses',
      [schedule('library.count', { ...hourly, fansOut: jobType('library.count', { at: whole }), data: () => ({ at: 0.5 }), missed: 'skip' })],
      'The schedule library.count gives library.count data that it refuses: at must be a whole number.',
    ],
  ] as const) {
    it(`is refused with ${what}, by a sentence that names it`, () => {
      expect(asserting(...declared)).to.throw(ScheduleRefused).with.property('message', sentence);
    });
  }

  it('tells one rule from another, and writes one interval one way', () => {
    expect(ruleText(hourly)).to.equal('15 * * * * in UTC');
    expect(ruleText({ every: { minutes: 60 } })).to.equal(ruleText({ every: { hours: 1 } }));
    expect(ruleText({ every: { seconds: 60 } })).to.equal('every 60 s');
  });

  it('keeps a due time up to a minute after it, and later only where it catches up', () => {
    const dueAt = new Date('2027-04-03T12:15:00Z');
    const later = (milliseconds: number) => new Date(dueAt.getTime() + milliseconds);
    expect([0, 60_000, 60_001].map((late) => isToBeKept(aSchedule(), dueAt, later(late)))).to.deep.equal([true, true, false]);
    expect(isToBeKept(aSchedule(hourly, 'catch up'), dueAt, later(1e12))).to.equal(true);
  });
});
