import { DataIntegrityError } from 'slonik';
import { errorOf } from './errors.js';
import type { Answer } from './flight.js';
import type { Landing, Link } from './link.js';
import type { Pool } from './pool.js';
import type { Step } from './prepared-statements.js';

const step = (text: string): Step => ({ text, values: [] });

/**
 * One transaction on one connection, acquired with its first statement and released at its end. Statements go
 * out one after the other. What needs no answer (begin, whose rows are seen, savepoints) travels ahead of the next
 * statement in the same flight; without a statement, nothing is ever sent.
 */
export class Conversation {
  readonly #pool: Pool;
  readonly #opening: readonly Step[];
  /** Not sent yet, in order. */
  readonly #ahead: Step[];
  /** Nothing has been executed yet that could be undone. */
  #isFresh = true;
  #link: Promise<Link> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** @param entering narrows what the transaction may see: sent once, ahead of every savepoint, since undoing one would undo it. */
  constructor(pool: Pool, entering: readonly Step[]) {
    this.#pool = pool;
    this.#opening = [step('begin'), ...entering];
    this.#ahead = [...this.#opening];
  }

  /** @throws Slonik's error of the SQLSTATE, TransactionConflict or Unavailable. */
  execute(statement: Step & { readonly name: string }): Promise<Answer> {
    this.#isFresh = false;
    return this.#send(statement, 'open', statement.name);
  }

  /**
   * From here on, `undo` undoes what follows, and `keep` joins it to what was before. Where nothing was before, as in
   * most commands, that needs no savepoint: to undo all is to begin again.
   */
  savepoint(): Savepoint {
    if (this.#isFresh) return { keep: () => undefined, undo: () => this.#beginAgain() };
    const opening = step('savepoint step');
    this.#ahead.push(opening);
    return {
      keep: () => this.#close(opening, []),
      undo: () => this.#close(opening, [step('rollback to savepoint step')]),
    };
  }

  #beginAgain(): void {
    if (this.#isFresh) return;
    this.#ahead.length = 0;
    this.#ahead.push(step('rollback'), ...this.#opening);
    this.#isFresh = true;
  }

  #close(opening: Step, how: readonly Step[]): void {
    const unsent = this.#ahead.indexOf(opening);
    if (unsent >= 0) this.#ahead.splice(unsent);
    else this.#ahead.push(...how, step('release savepoint step'));
  }

  /** @throws when PostgreSQL rolls back instead, as it does when a statement failed and its error was swallowed. */
  async commit(): Promise<void> {
    if (this.#link === null) return;
    const { command } = await this.#finish('commit');
    if (command === 'COMMIT') return;
    throw new DataIntegrityError('The transaction was undone: a statement in it had failed, and its error was swallowed.', { sql: 'commit', values: [] });
  }

  /** Never throws: what cannot be rolled back by a statement is by losing its connection. */
  async rollback(): Promise<void> {
    this.#ahead.length = 0;
    if (this.#link !== null && !this.#isOver) await this.#finish('rollback').catch(() => undefined);
  }

  async #finish(how: 'commit' | 'rollback'): Promise<Answer> {
    this.#isOver = true;
    try {
      return await this.#send(step(how), 'over', how);
    } finally {
      await this.#link?.then((link) => this.#pool.release(link), () => undefined);
    }
  }

  #send(statement: Step, landing: Landing, name: string): Promise<Answer> {
    // What travels ahead is taken in the order of the calls, so before the connection is free.
    const steps = [...this.#ahead.splice(0), statement];
    const link = (this.#link ??= this.#acquire());
    const flight = this.#turn
      .then(async () => (await link).fly(steps, landing))
      .catch((failure: unknown) => {
        throw errorOf(failure, name);
      });
    this.#turn = flight.catch(() => undefined);
    return flight;
  }

  async #acquire(): Promise<Link> {
    return this.#pool.acquire();
  }
}

/** It is closed once, and after every one that was set behind it. */
export type Savepoint = { keep(): void; undo(): void };
