import { createHash } from 'node:crypto';
import type { RowReader } from './column-values.js';
import type { StatementName } from './statement.js';

/** One statement of a flight: SQL with Slonik's placeholders, and the values for them. */
export type Step = { readonly text: string; readonly values: readonly unknown[]; readonly name?: StatementName };

export type PreparedStatement = {
  /** Empty when it is not kept. */
  readonly name: string;
  readonly text: string;
  /** How its rows are read. Known once PostgreSQL has described it; PostgreSQL refuses it (0A000) when that changes. */
  reader: RowReader | null;
};

/** What is prepared on one connection: the most recently used statements, `max` of them; 0 keeps none. */
export class PreparedStatements {
  readonly #byText = new Map<string, PreparedStatement>();
  #discarded: string[] = [];

  constructor(private readonly max: number) {}

  find(text: string): PreparedStatement | null {
    const found = this.#byText.get(text);
    if (found === undefined) return null;
    this.#byText.delete(text);
    this.#byText.set(text, found);
    return found;
  }

  add({ text, name }: Step): PreparedStatement {
    const sent = `${name === undefined ? '' : `/* ${name} */ `}${text.replaceAll('$slonik_', '$')}`;
    if (this.max === 0) return { name: '', text: sent, reader: null };
    // Named after its text: even where a pooler hands connections around, one name can never mean another statement.
    const statement = { name: createHash('sha256').update(sent).digest('base64url'), text: sent, reader: null };
    this.#byText.set(text, statement);
    return statement;
  }

  forget(texts: readonly string[]): void {
    for (const text of texts) {
      const statement = this.#byText.get(text);
      if (statement === undefined) continue;
      this.#byText.delete(text);
      this.#discarded.push(statement.name);
    }
  }

  /** Discards what was not used for longest. */
  trim(): void {
    for (const text of this.#byText.keys()) {
      if (this.#byText.size <= this.max) return;
      this.forget([text]);
    }
  }

  /** The names that the next flight closes before anything else, where nothing can make PostgreSQL skip it. */
  takeDiscarded(): readonly string[] {
    const names = this.#discarded;
    if (names.length > 0) this.#discarded = [];
    return names;
  }
}
