import type { Connection, FieldDef, Submittable } from 'pg';
import { type RawRow, readerOf, type Row, written, type WrittenValue } from './column-values.js';
import type { PreparedStatement, PreparedStatements, Step } from './prepared-statements.js';

/** What came back for the last step of a flight. */
export type Answer = { readonly rows: readonly Row[]; readonly command: string; readonly rowCount: number };

type CodedError = Error & { readonly code?: string };

/**
 * Several statements under one Sync, in one round trip. PostgreSQL runs them as one transaction, unless one is open,
 * and skips whatever follows the first that fails. Only the last step may have rows to tell of.
 * `submit` is called by pg once; the `handle…` methods are called by pg as the answers come in.
 */
export class Flight implements Submittable {
  /** The first thing that went wrong. */
  error: CodedError | null = null;
  readonly #steps: readonly (readonly [Step, WrittenValue[]])[];
  readonly #statements: PreparedStatements;
  readonly #reused: string[] = [];
  readonly #parsed: string[] = [];
  readonly #rows: Row[] = [];
  #last: PreparedStatement | null = null;
  #completed = 0;
  #tag = '';

  /** @throws when a value cannot be written: before anything is sent. */
  constructor(steps: readonly Step[], statements: PreparedStatements) {
    this.#steps = steps.map((step) => [step, written(step.values)]);
    this.#statements = statements;
  }

  submit(connection: Connection): null {
    connection.stream.cork();
    try {
      for (const name of this.#statements.takeDiscarded()) connection.close({ type: 'S', name }, true);
      for (const [step, values] of this.#steps) this.#send(connection, step, values);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    this.#statements.trim();
    return null;
  }

  #send(connection: Connection, step: Step, values: WrittenValue[]): void {
    const known = this.#statements.find(step);
    const statement = known ?? this.#statements.add(step);
    if (known === null) {
      connection.parse({ name: statement.name, text: statement.text, types: [] }, true);
      if (step === this.#steps.at(-1)?.[0]) connection.describe({ type: 'S', name: statement.name }, true);
    }
    (known === null ? this.#parsed : this.#reused).push(statement.key);
    connection.bind({ statement: statement.name, values }, true);
    connection.execute({}, true);
    this.#last = statement;
  }

  get answer(): Answer {
    const words = this.#tag.split(' ');
    return { rows: this.#rows, command: words[0] ?? '', rowCount: words.length > 1 ? Number(words.at(-1)) : 0 };
  }

  /**
   * It failed only because something prepared no longer fits: after DDL (0A000, "cached plan must not change result
   * type"), or because somebody deallocated it (26000). Sent once more, it is prepared anew.
   */
  get isStale(): boolean {
    return this.#reused.length > 0 && (this.error?.code === '0A000' || this.error?.code === '26000');
  }

  /** After a failure, nothing that this flight parsed is relied on, as it may have been skipped; nor what is stale. */
  settleStatements(): void {
    if (this.error === null) return;
    this.#statements.forget(this.#parsed);
    if (this.isStale) this.#statements.forget(this.#reused);
  }

  handleRowDescription({ fields }: { readonly fields: readonly FieldDef[] }): void {
    if (this.#last !== null) this.#last.reader = readerOf(fields);
  }

  handleDataRow({ fields }: { readonly fields: RawRow }): void {
    if (this.#completed < this.#steps.length - 1 || this.error !== null) return;
    try {
      if (!this.#last?.reader) throw new Error('PostgreSQL sent a row that it had not described.');
      this.#rows.push(this.#last.reader(fields));
    } catch (error) {
      this.handleError(error as Error);
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#completed += 1;
    this.#tag = text;
  }

  handleEmptyQuery(): void {
    this.#completed += 1;
  }

  handleError(error: CodedError): void {
    this.error ??= error;
  }

  /** COPY has a protocol of its own, which nobody here speaks: hanging up is the one safe answer. */
  handleCopyInResponse(connection: Connection): void {
    this.handleError(new Error('COPY … FROM STDIN is not supported.'));
    connection.stream.destroy();
  }

  handleCopyData(): void {
    this.handleError(new Error('COPY … TO STDOUT is not supported.'));
  }

  /** The link looks at the connection's own message, which comes after a failure too. */
  handleReadyForQuery(): void {}

  handlePortalSuspended(): void {
    this.handleError(new Error('PostgreSQL suspended a portal that was to be read whole.'));
  }
}
