import { createHash } from 'node:crypto';
import type { RowReader } from './column-values.js';
import type { StatementName } from './statement.js';

/** One statement of a flight: SQL with Slonik's placeholders, and the values for them. */
export type Step = { readonly text: string; readonly values: readonly unknown[]; readonly name?: StatementName };

export type PreparedStatement = {
  /** By which it is found again: of two statements that are called differently, each has its own, also where they read the same. */
  readonly key: string;
  /** Empty when it is not kept. */
  readonly name: string;
  readonly text: string;
  /** How its rows are read. Known once PostgreSQL has described it; PostgreSQL refuses it (0A000) when that changes. */
  reader: RowReader | null;
};

/** What is prepared on one connection: the most recently used statements, `max` of them; 0 keeps none. */
export class PreparedStatements {
  readonly #byKey = new Map<string, PreparedStatement>();
  #discarded: string[] = [];

  constructor(private readonly max: number) {}

  find(step: Step): PreparedStatement | null {
    const key = keyOf(step);
    const found = this.#byKey.get(key);
    if (found === undefined) return null;
    this.#byKey.delete(key);
    this.#byKey.set(key, found);
    return found;
  }

  add(step: Step): PreparedStatement {
    const { text, name } = step;
    const key = keyOf(step);
    const sent = `${name === undefined ? '' : `/* ${name} */ `}${text.replaceAll('$slonik_', '$')}`;
    if (this.max === 0) return { key, name: '', text: sent, reader: null };
    // Named after its text: even where a pooler hands connections around, one name can never mean another statement.
    const statement = { key, name: createHash('sha256').update(sent).digest('base64url'), text: sent, reader: null };
    this.#byKey.set(key, statement);
    return statement;
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) {
      const statement = this.#byKey.get(key);
      if (statement === undefined) continue;
      this.#byKey.delete(key);
      this.#discarded.push(statement.name);
    }
  }

  /** Discards what was not used for longest. */
  trim(): void {
    for (const key of this.#byKey.keys()) {
      if (this.#byKey.size <= this.max) return;
      this.forget([key]);
    }
  }

  /** The names that the next flight closes before anything else, where nothing can make PostgreSQL skip it. */
  takeDiscarded(): readonly string[] {
    const names = this.#discarded;
    if (names.length > 0) this.#discarded = [];
    return names;
  }
}

const keyOf = ({ name, text }: Step): string => (name === undefined ? text : `${name} ${text}`);
