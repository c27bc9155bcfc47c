/** Seconds that must pass after so many failures before the next attempt: the first few are slips of the hand, and a minute is the most. */
export const delaysInSeconds = [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60] as const;

/** For so long after the last one failures count. */
export const FAILURES_COUNT_FOR_MS = 24 * 60 * 60 * 1000;

/** From when on the next attempt may be made, after so many failures of which the last was then. */
export function nextAttemptFrom(failures: number, lastAt: Date): Date {
  const seconds = delaysInSeconds[Math.min(failures, delaysInSeconds.length) - 1] ?? 0;
  return new Date(lastAt.getTime() + seconds * 1000);
}
