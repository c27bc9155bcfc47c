/** A key pair that signs access tokens, as far as it says when. */
export type SigningKey = {
  readonly kid: string;
  readonly createdAt: Date;
  /** From when on it signs, until a later one does. */
  readonly activeFrom: Date;
  /** Since when nothing that it signed counts any more. */
  readonly revokedAt: Date | null;
};

/** What a key is good for at some moment: it waits and is published already, signs, only verifies still, or is over. */
export type SigningKeyUse = 'waiting' | 'signing' | 'retired' | 'past' | 'revoked';

/** Whoever keeps the published keys for the five minutes that they may, has a new one twice over before it signs. */
const PUBLISHED_BEFORE_MS = 10 * 60_000;

/** Tokens live for ten minutes; the eleventh is for clocks that differ, and for processes that learn late of the next key. */
const VERIFIES_AFTER_MS = 11 * 60_000;

/** When a key that is made now begins to sign. */
export const activeFromAfter = (now: Date, atOnce: boolean): Date => new Date(now.getTime() + (atOnce ? 0 : PUBLISHED_BEFORE_MS));

/** What each of the platform's keys is good for now, by its kid. One signs, as long as one is not revoked. */
export function usesOf(keys: readonly SigningKey[], now: Date): ReadonlyMap<string, SigningKeyUse> {
  const inOrder = keys
    .filter(({ revokedAt }) => revokedAt === null)
    .toSorted((one, other) => one.activeFrom.getTime() - other.activeFrom.getTime() || (one.kid < other.kid ? -1 : 1));
  // where none has begun, by a clock that is behind, the first does all the same
  const signing = Math.max(0, inOrder.findLastIndex(({ activeFrom }) => activeFrom <= now));
  const uses = new Map<string, SigningKeyUse>(keys.map(({ kid }) => [kid, 'revoked']));
  for (const [at, { kid }] of inOrder.entries()) {
    const next = inOrder[at + 1];
    const isPast = next !== undefined && now.getTime() >= next.activeFrom.getTime() + VERIFIES_AFTER_MS;
    uses.set(kid, at > signing ? 'waiting' : at === signing ? 'signing' : isPast ? 'past' : 'retired');
  }
  return uses;
}
