/** How far a feature is rolled out: not at all, to everybody, or to so many of a hundred. */
export type RollOut = boolean | number;

const BUCKETS = 10_000;

/**
 * Where somebody stands in the roll-out of one feature, from 0 to 9,999: always at the same place, and at another one for each
 * feature, so that it is not always the same who are first. FNV-1a over the UTF-16 units, mixed at the end as MurmurHash3 does.
 */
export function bucketOf(key: string, subject: string): number {
  const text = `${key} ${subject}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % BUCKETS;
}

/**
 * Whether a feature is on for somebody: more of a hundred are always those who had it, and others. Where there is nobody to tell
 * apart, it is on when it is for all.
 */
export function isRolledOut(rollOut: RollOut, key: string, subject: string | null): boolean {
  if (typeof rollOut === 'boolean') return rollOut;
  if (subject === null) return rollOut >= 100;
  return bucketOf(key, subject) < rollOut * (BUCKETS / 100);
}
