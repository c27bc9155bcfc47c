const TELL_EVERY_MS = 1_000;

/** Tells once a second how far the seeding is, and sums it up. */
export class SeedProgress {
  /** In the order in which they were founded. */
  readonly newTenants: string[] = [];
  readonly #began: number;
  readonly #made = new Map<string, number>();
  #told: number;
  #filled = 0;

  constructor(
    private readonly tenants: number,
    private readonly tell: (text: string) => void,
    /** A monotonic clock in milliseconds; tests pass their own. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#began = now();
    this.#told = now();
  }

  made(counted: string, count: number): void {
    this.#made.set(counted, (this.#made.get(counted) ?? 0) + count);
    if (this.now() - this.#told < TELL_EVERY_MS) return;
    this.#told = this.now();
    this.tell(`${this.#filled} of ${this.tenants} tenants are filled; ${this.#madeInWords('made so far')}\n`);
  }

  filled(): void {
    this.#filled += 1;
  }

  /** The rates are of all that was done, founding the tenants included. */
  summary(): string {
    const seconds = (this.now() - this.#began) / 1_000;
    const news = `${this.tenants} tenants are filled, ${this.newTenants.length} of them new.`;
    if (this.#made.size === 0) return `${news} Nothing was missing.\n`;
    const rates = [...this.#made].map(([counted, count]) => `${Math.round(count / seconds).toLocaleString('en')} ${counted} a second`);
    return `${news} ${this.#madeInWords('made')} in ${seconds.toFixed(1)} s: ${rates.join(', ')}.\n`;
  }

  #madeInWords(verb: string): string {
    return [...this.#made].map(([counted, count]) => `${count.toLocaleString('en')} ${counted} ${verb}`).join(', ');
  }
}
