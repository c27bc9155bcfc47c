import { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { Conversation } from './conversation.js';
import type { Narrowing } from './narrowing.js';
import type { Queries } from './queries.js';
import { atMostOneRow, checkedRows, exactlyOneRow } from './rows.js';
import type { Statement } from './statement.js';

/** A transaction of one tenant, or of the system: it refuses every other context. */
export class PostgresTransaction<Context> extends OpenTransaction implements Queries<Context> {
  protected override readonly store = 'postgres';
  readonly #conversation: Conversation;
  readonly #narrowing: Narrowing<Context>;
  readonly #whose: string;
  #state: 'open' | 'waits for a step of its own' | 'has ended' = 'open';

  constructor(conversation: Conversation, narrowing: Narrowing<Context>, whose: string) {
    super();
    this.#conversation = conversation;
    this.#narrowing = narrowing;
    this.#whose = whose;
  }

  async any<Row>(context: Context, statement: Statement<Row>): Promise<readonly Row[]> {
    return checkedRows(statement, (await this.#say(context, statement)).rows);
  }

  async maybeOne<Row>(context: Context, statement: Statement<Row>): Promise<Row | null> {
    return atMostOneRow(statement, (await this.#say(context, statement)).rows);
  }

  async one<Row>(context: Context, statement: Statement<Row>): Promise<Row> {
    return exactlyOneRow(statement, (await this.#say(context, statement)).rows);
  }

  async run(context: Context, statement: Statement<unknown>): Promise<number> {
    return (await this.#say(context, statement)).rowCount;
  }

  /** A step that is undone alone when it throws: a savepoint. Nothing else goes on in this transaction meanwhile. */
  async nested<T>(context: Context, work: (transaction: PostgresTransaction<Context>) => Promise<T>): Promise<T> {
    this.#assertMayGoOn(context);
    const mark = this.#conversation.mark();
    const inner = new PostgresTransaction(this.#conversation, this.#narrowing, this.#whose);
    this.#state = 'waits for a step of its own';
    try {
      const result = await work(inner);
      mark.keep();
      return result;
    } catch (error) {
      mark.undo();
      throw error;
    } finally {
      inner.end();
      this.#state = 'open';
    }
  }

  /** Whoever kept hold of it cannot go on with it. */
  end(): void {
    this.#state = 'has ended';
  }

  async #say(context: Context, statement: Statement<unknown>) {
    this.#assertMayGoOn(context);
    return this.#conversation.say({ text: statement.sql, values: statement.values, name: statement.name });
  }

  #assertMayGoOn(context: Context): void {
    if (this.#narrowing.whose(context) !== this.#whose) throw new Error('This transaction belongs to another tenant.');
    if (this.#state !== 'open') throw new Error(`This transaction ${this.#state}: nothing else may use it now.`);
  }
}
