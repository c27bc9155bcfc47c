import { RuleRefused } from '../../../application/shared/ports/due-times.js';

/** By how many milliseconds local time is ahead of UTC at a moment. */
export type Offset = (moment: number) => number;

const zones = new Map<string, Intl.DateTimeFormat>();

/** @throws RuleRefused when nobody knows the zone */
export function zoneOffset(zone: string): Offset {
  const format = zones.get(zone) ?? formatIn(zone);
  zones.set(zone, format);
  return (moment) => {
    const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = 0, minutes = 0, seconds = 0] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
    return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    throw new RuleRefused(`${timeZone === '' ? 'An empty text' : timeZone} is no time zone: name one as Europe/Berlin, or UTC.`);
  }
}
