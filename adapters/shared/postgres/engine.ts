import { Conversation } from './conversation.js';
import { errorOf, TransactionConflict, unavailable } from './errors.js';
import { type Answer } from './flight.js';
import type { Narrowing } from './narrowing.js';
import { Pool, type PoolOptions, type PoolState } from './pool.js';
import { PostgresTransaction } from './postgres-transaction.js';
import type { Statement } from './statement.js';

/** How often a transaction is carried out before a conflict with others is taken for lasting. */
const ATTEMPTS = 4;

/** Statements and transactions over one pool, each narrowed to its context. */
export class Engine<Context> {
  readonly #pool: Pool;
  readonly #narrowing: Narrowing<Context>;

  constructor(
    options: PoolOptions,
    narrowing: Narrowing<Context>,
    private readonly onCommitted: () => void = () => undefined,
  ) {
    this.#pool = new Pool(options);
    this.#narrowing = narrowing;
  }

  get state(): PoolState {
    return this.#pool.state;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** A transaction of one statement, in one round trip. */
  async ask(context: Context, { sql, values, name }: Statement<unknown>): Promise<Answer> {
    const steps = [...this.#narrowing.entering(this.#narrowing.whose(context)), { text: sql, values, name }];
    return retryOnConflict(async () => {
      try {
        const link = await this.#pool.acquire();
        try {
          return await link.fly(steps, 'over');
        } finally {
          this.#pool.release(link);
        }
      } catch (failure) {
        throw errorOf(failure, name);
      }
    });
  }

  /** Kept when the step returns, undone when it throws; carried out again, whole, when other transactions were in its way. */
  async transact<T>(context: Context, work: (transaction: PostgresTransaction<Context>) => Promise<T>): Promise<T> {
    const whose = this.#narrowing.whose(context);
    return retryOnConflict(async () => {
      const conversation = new Conversation(this.#pool, this.#narrowing.entering(whose));
      const transaction = new PostgresTransaction(conversation, this.#narrowing, whose);
      try {
        const result = await work(transaction);
        transaction.end();
        await conversation.commit();
        this.onCommitted();
        await transaction.kept();
        return result;
      } catch (error) {
        transaction.end();
        await conversation.rollback();
        throw error;
      }
    });
  }
}

/** Retries after a conflict, up to ATTEMPTS times. @throws Unavailable when none went through. */
async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransactionConflict)) throw error;
      if (left === 1) throw unavailable(error);
    }
  }
}
