const TELL_EVERY_MS = 1_000;

/** Tells once a second how far the rebuilding is, and sums it up. */
export class RebuildProgress {
  readonly #began: number;
  readonly #written = new Map<string, number>();
  #told: number;
  #tenants = 0;

  constructor(
    private readonly tell: (text: string) => void,
    /** A monotonic clock in milliseconds; tests pass their own. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#began = now();
    this.#told = now();
  }

  wrote(context: string, count: number): void {
    this.#written.set(context, (this.#written.get(context) ?? 0) + count);
  }

  /** All of a tenant is done. */
  done(slug: string): void {
    this.#tenants += 1;
    if (this.now() - this.#told < TELL_EVERY_MS) return;
    this.#told = this.now();
    this.tell(`${this.#tenants.toLocaleString('en')} tenants are done, up to ${slug}: ${this.#writtenInWords()}\n`);
  }

  summary(): string {
    const seconds = ((this.now() - this.#began) / 1_000).toFixed(1);
    return `${this.#tenants.toLocaleString('en')} tenants are done: ${this.#writtenInWords()}, in ${seconds} s.\n`;
  }

  #writtenInWords(): string {
    return [...this.#written].map(([context, count]) => `${count.toLocaleString('en')} ${count === 1 ? 'document' : 'documents'} of ${context}`).join(', ');
  }
}
