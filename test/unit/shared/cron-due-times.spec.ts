import { expect } from 'chai';
import { CronDueTimes } from '../../../adapters/shared/cron/cron-due-times.js';
import { RuleRefused } from '../../../application/shared/ports/due-times.js';
import type { Rule } from '../../../application/shared/schedule.js';

const dueTimes = new CronDueTimes();
const at = (moment: string) => new Date(moment);

/** The due times from one moment to another, each reckoned from the one before, and a while after it. */
function between(rule: Rule, from: string, to: string, lateMs = 0): string[] {
  const found: string[] = [];
  for (let next = dueTimes.next(rule, at(from)); next < at(to); next = dueTimes.next(rule, new Date(next.getTime() + lateMs))) found.push(next.toISOString().slice(5, 16));
  return found;
}

describe('reckoning due times', () => {
  it('comes next after a moment, not at it', () => {
    const rule = { cron: '15 12 * * *', zone: 'UTC' };
    expect(dueTimes.next(rule, at('2027-04-03T12:14:59.999Z'))).to.deep.equal(at('2027-04-03T12:15:00Z'));
    expect(dueTimes.next(rule, at('2027-04-03T12:15:00Z'))).to.deep.equal(at('2027-04-04T12:15:00Z'));
  });

  it('reads names, steps, ranges and lists, and takes either of two days', () => {
    expect(between({ cron: '0 9-10/1 * FEB MON', zone: 'UTC' }, '2027-02-07T00:00Z', '2027-02-14T00:00Z')).to.deep.equal(['02-08T09:00', '02-08T10:00']);
    expect(between({ cron: '0 0 1 * mon', zone: 'UTC' }, '2027-04-30T12:00Z', '2027-05-05T00:00Z')).to.deep.equal(['05-01T00:00', '05-03T00:00']);
    expect(dueTimes.next({ cron: '0 0 29 2 *', zone: 'UTC' }, at('2097-01-01T00:00Z'))).to.deep.equal(at('2104-02-29T00:00Z'));
    expect(dueTimes.next({ cron: '0 0 31 1,2 *', zone: 'UTC' }, at('2027-02-01T00:00Z'))).to.deep.equal(at('2028-01-31T00:00Z'));
    expect(dueTimes.next({ cron: '0 0 * * THU', zone: 'UTC' }, at('2027-02-01T00:00Z'))).to.deep.equal(at('2027-02-04T00:00Z'));
  });

  it('keeps to the clocks of a zone', () => {
    expect(between({ cron: '0 9 * * *', zone: 'Asia/Kathmandu' }, '2027-01-01T00:00Z', '2027-01-02T00:00Z')).to.deep.equal(['01-01T03:15']);
    expect(between({ cron: '0 9 * * *', zone: 'America/New_York' }, '2027-03-13T00:00Z', '2027-03-15T00:00Z')).to.deep.equal(['03-13T14:00', '03-14T13:00']);
  });

  // the nights of a time that does not exist, and of one that exists twice
  for (const [zone, cron, from, due] of [
    ['Europe/Berlin', '30 2 * * *', '2027-03-27T12:00Z', ['03-28T01:30', '03-29T00:30']],
    ['Europe/Berlin', '30 2 * * *', '2027-10-30T12:00Z', ['10-31T00:30', '11-01T01:30']],
    ['America/New_York', '30 2 * * *', '2027-03-13T12:00Z', ['03-14T07:30', '03-15T06:30']],
    ['America/New_York', '30 1 * * *', '2027-11-06T12:00Z', ['11-07T05:30', '11-08T06:30']],
    ['America/Havana', '0 0 * * *', '2027-03-13T12:00Z', ['03-14T05:00', '03-15T04:00']],
    ['America/Havana', '30 0 * * *', '2027-11-06T12:00Z', ['11-07T04:30', '11-08T05:30']],
    ['Australia/Lord_Howe', '15 2 * * *', '2027-10-02T00:00Z', ['10-02T15:45', '10-03T15:15']],
    ['Australia/Lord_Howe', '45 1 * * *', '2027-04-03T00:00Z', ['04-03T14:45', '04-04T15:15']],
  ] as const) {
    it(`comes once a day for ${cron} in ${zone} from ${from} on, however late after it the next is asked for`, () => {
      const to = new Date(at(from).getTime() + 2 * 86_400_000).toISOString();
      for (const lateMs of [0, 5_000, 40 * 60_000, 70 * 60_000]) expect(between({ cron, zone }, from, to, lateMs), `${lateMs} ms`).to.deep.equal(due);
    });
  }

  it('comes once at a moment at which two local times meet, and in the order of the moments', () => {
    expect(between({ cron: '30 2,3 * * *', zone: 'Europe/Berlin' }, '2027-03-27T12:00Z', '2027-03-29T00:00Z')).to.deep.equal(['03-28T01:30']);
    expect(between({ cron: '15,30 2,3 * * *', zone: 'Europe/Berlin' }, '2027-03-27T12:00Z', '2027-03-29T00:00Z')).to.deep.equal(['03-28T01:15', '03-28T01:30']);
    expect(between({ cron: '*/30 2-3 * * *', zone: 'Europe/Berlin' }, '2027-10-30T12:00Z', '2027-10-31T12:00Z')).to.deep.equal([
      '10-31T00:00', '10-31T00:30', '10-31T02:00', '10-31T02:30',
    ]);
  });

  it('goes through both of two hours of one name when it comes every hour, and through none that is not there', () => {
    expect(between({ cron: '30 * * * *', zone: 'Europe/Berlin' }, '2027-10-30T23:00Z', '2027-10-31T03:00Z')).to.deep.equal([
      '10-30T23:30', '10-31T00:30', '10-31T01:30', '10-31T02:30',
    ]);
    expect(between({ cron: '*/30 * * * *', zone: 'Europe/Berlin' }, '2027-10-30T23:59Z', '2027-10-31T02:10Z', 1_000)).to.deep.equal([
      '10-31T00:00', '10-31T00:30', '10-31T01:00', '10-31T01:30', '10-31T02:00',
    ]);
    expect(between({ cron: '*/30 * * * *', zone: 'Europe/Berlin' }, '2027-03-27T23:59Z', '2027-03-28T02:10Z')).to.deep.equal([
      '03-28T00:00', '03-28T00:30', '03-28T01:00', '03-28T01:30', '03-28T02:00',
    ]);
  });

  it('comes at the multiples of an interval since 1970', () => {
    expect(dueTimes.next({ every: { minutes: 10 } }, at('2027-04-03T12:14:00.001Z'))).to.deep.equal(at('2027-04-03T12:20:00Z'));
    expect(dueTimes.next({ every: { minutes: 10 } }, at('2027-04-03T12:20:00Z'))).to.deep.equal(at('2027-04-03T12:30:00Z'));
    expect(dueTimes.next({ every: { hours: 24 } }, at('2027-04-03T12:20:00Z'))).to.deep.equal(at('2027-04-04T00:00:00Z'));
    expect(dueTimes.next({ every: { seconds: 7 } }, new Date(0))).to.deep.equal(new Date(7_000));
  });

  it('finds the latest up to a moment, however long nobody looked', () => {
    const hourly = { cron: '15 * * * *', zone: 'UTC' };
    expect(dueTimes.latest(hourly, at('2027-04-03T12:15Z'), at('2027-04-03T12:15Z'))).to.deep.equal(at('2027-04-03T12:15Z'));
    expect(dueTimes.latest(hourly, at('2027-04-03T12:15Z'), at('2027-04-03T13:14:59Z'))).to.deep.equal(at('2027-04-03T12:15Z'));
    expect(dueTimes.latest(hourly, at('2017-04-03T12:15Z'), at('2027-04-03T13:15Z'))).to.deep.equal(at('2027-04-03T13:15Z'));
    expect(dueTimes.latest({ cron: '* 9 1 * *', zone: 'UTC' }, at('2020-04-01T09:00Z'), at('2027-04-30T13:15Z'))).to.deep.equal(at('2027-04-01T09:59Z'));
    expect(dueTimes.latest({ cron: '0 0 29 2 *', zone: 'UTC' }, at('2020-02-29T00:00Z'), at('2028-02-28T00:00Z'))).to.deep.equal(at('2024-02-29T00:00Z'));
    expect(dueTimes.latest({ every: { minutes: 10 } }, at('2020-04-01T09:00Z'), at('2027-04-30T13:15Z'))).to.deep.equal(at('2027-04-30T13:10Z'));
  });

  it('takes the moment from which it looks for one, when there is none after it', () => {
    expect(dueTimes.latest({ every: { hours: 1 } }, at('2027-04-03T12:07Z'), at('2027-04-03T12:20Z'))).to.deep.equal(at('2027-04-03T12:07Z'));
  });

  for (const [rule, why] of [
    [{ cron: '0 0 30 2 *', zone: 'UTC' }, /"0 0 30 2 \*" names a day that none of its months has\./],
    [{ cron: '0 0 31 2,4,6 *', zone: 'UTC' }, /names a day that none of its months has/],
    [{ cron: '61 * * * *', zone: 'UTC' }, /"61 \* \* \* \*" is no cron line/],
    [{ cron: '*/0 * * * *', zone: 'UTC' }, /is no cron line/],
    [{ cron: 'every hour on the hour', zone: 'UTC' }, /is no cron line/],
    [{ cron: '* * * *', zone: 'UTC' }, /has five fields/],
    [{ cron: '* * * * * *', zone: 'UTC' }, /has five fields/],
    [{ cron: '@daily', zone: 'UTC' }, /has five fields/],
    [{ cron: '', zone: 'UTC' }, /has five fields/],
    [{ cron: 'H * * * *', zone: 'UTC' }, /leaves a field to chance/],
    [{ cron: '1,H(0-5) * * * *', zone: 'UTC' }, /leaves a field to chance/],
    [{ cron: '0 * * * *', zone: 'Mars/Olympus' }, /^Mars\/Olympus is no time zone/],
    [{ cron: '0 * * * *', zone: '' }, /is no time zone/],
    [{ every: { minutes: 0 } }, /^every 0 s is no interval/],
    [{ every: { hours: -1 } }, /is no interval/],
    [{ every: { seconds: 0.5 } }, /is no interval/],
    [{ every: { minutes: Number.NaN } }, /is no interval/],
    [{ every: { hours: 10_000 } }, /is no interval/],
  ] as const) {
    it(`refuses ${JSON.stringify(rule)}`, () => {
      expect(() => dueTimes.next(rule, at('2027-04-03T12:00Z'))).to.throw(RuleRefused, why);
    });
  }
});
