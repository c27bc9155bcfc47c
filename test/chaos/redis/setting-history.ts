/** So long after a change was answered it counts in every process, while Redis is there. */
export const EVERYWHERE_MS = 1_500;

type Written = { readonly value: number; readonly port: number; keptAt: number | null };

/** What one writer has written to one setting, rising numbers, and what a reader may be given. Times are of one clock, in ms. */
export class SettingHistory {
  readonly #written: Written[] = [];

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
    return this.#written.at(-1)?.value ?? 0;
  }

  /**
   * The least that a reader may be given who asks this process at this time: what it has written itself, at once; what others
   * have, when both the change and the last outage are old enough.
   */
  least(port: number, askedAt: number, healthySince: number): number {
    const counts = ({ port: writtenAt, keptAt }: Written): boolean =>
      keptAt !== null && (writtenAt === port ? keptAt <= askedAt : Math.max(keptAt, healthySince) + EVERYWHERE_MS <= askedAt);
    return this.#written.findLast(counts)?.value ?? 0;
  }

  /** How old what was read was, when it was asked for: since when there had been something newer. 0 for the newest. */
  behindMs(value: number, askedAt: number): number {
    const newer = this.#written.find((one) => one.value > value && one.keptAt !== null && one.keptAt <= askedAt);
    return newer?.keptAt == null ? 0 : askedAt - newer.keptAt;
  }
}
