/**
 * So long after a change was answered it counts in every process, whatever Redis does: a process goes by its own copy for a second,
 * and may wait a moment for Redis.
 */
export const EVERYWHERE_MS = 2_000;

type Written = { readonly value: number; readonly port: number; keptAt: number | null };

/** What one writer has written to one setting, rising numbers, and what a reader may be given. Times are of one clock, in ms. */
export class SettingHistory {
  readonly #written: Written[] = [];

  constructor(
    /** What it was before. */
    private readonly before: number,
  ) {}

  /** It is on its way: from now on somebody may read it. */
  began(value: number, port: number): void {
    this.#written.push({ value, port, keptAt: null });
  }

  /** It was answered. */
  kept(value: number, at: number): void {
    const written = this.#written.findLast((one) => one.value === value);
    if (written !== undefined) written.keptAt = at;
  }

  /** The most that there is to be read. */
  get most(): number {
    return this.#written.at(-1)?.value ?? this.before;
  }

  /**
   * The least that a reader may be given who asks this process at this time: what it has written itself, at once; what others
   * have, when the change is old enough.
   */
  least(port: number, askedAt: number): number {
    const counts = ({ port: writtenAt, keptAt }: Written): boolean => keptAt !== null && keptAt + (writtenAt === port ? 0 : EVERYWHERE_MS) <= askedAt;
    return this.#written.findLast(counts)?.value ?? this.before;
  }

  /** How old what was read was, when it was asked for: since when there had been something newer. 0 for the newest. */
  behindMs(value: number, askedAt: number): number {
    const since = this.#written.find((one) => one.value > value && one.keptAt !== null && one.keptAt <= askedAt)?.keptAt ?? askedAt;
    return askedAt - since;
  }
}
