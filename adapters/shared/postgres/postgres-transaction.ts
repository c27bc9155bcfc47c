import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { Asking } from './asking.js';
import type { Conversation } from './conversation.js';
import type { Answer } from './flight.js';
import type { Narrowing } from './narrowing.js';
import type { Statement } from './statement.js';

/** A transaction of one tenant, or of the system: it refuses every other context. */
export class PostgresTransaction<Context> extends Asking<Context> implements OpenTransaction {
  readonly store = 'postgres';
  readonly #conversation: Conversation;
  readonly #narrowing: Narrowing<Context>;
  readonly #whose: string;
  readonly #onceKept: (() => Promise<void>)[] = [];
  #state: 'open' | 'waits for a step of its own' | 'has ended' = 'open';

  constructor(conversation: Conversation, narrowing: Narrowing<Context>, whose: string) {
    super();
    this.#conversation = conversation;
    this.#narrowing = narrowing;
    this.#whose = whose;
  }

  /** A step that is undone alone when it throws: a savepoint. Nothing else goes on in this transaction meanwhile. */
  async nested<T>(context: Context, work: (transaction: PostgresTransaction<Context>) => Promise<T>): Promise<T> {
    this.#assertMayGoOn(context);
    const savepoint = this.#conversation.savepoint();
    const inner = new PostgresTransaction(this.#conversation, this.#narrowing, this.#whose);
    this.#state = 'waits for a step of its own';
    try {
      const result = await work(inner);
      savepoint.keep();
      this.#onceKept.push(...inner.#onceKept);
      return result;
    } catch (error) {
      savepoint.undo();
      throw error;
    } finally {
      inner.end();
      this.#state = 'open';
    }
  }

  onceKept(step: () => Promise<void>): void {
    if (this.#state === 'has ended') throw new Error('This transaction has ended: nothing can be done with it any more.');
    this.#onceKept.push(step);
  }

  /** Does what was to be done once it is kept. */
  async kept(): Promise<void> {
    await Promise.allSettled(this.#onceKept.map(async (step) => step()));
  }

  /** Whoever kept hold of it cannot go on with it. */
  end(): void {
    this.#state = 'has ended';
  }

  protected override async ask(context: Context, statement: Statement<unknown>): Promise<Answer> {
    this.#assertMayGoOn(context);
    return this.#conversation.execute({ text: statement.sql, values: statement.values, name: statement.name });
  }

  #assertMayGoOn(context: Context): void {
    if (this.#narrowing.whose(context) !== this.#whose) throw new Error('This transaction belongs to another tenant.');
    if (this.#state !== 'open') throw new Error(`This transaction ${this.#state}: nothing else may use it now.`);
  }
}
