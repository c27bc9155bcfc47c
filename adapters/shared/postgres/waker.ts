import { sql } from 'slonik';
import { z } from 'zod';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { WORK_CHANNEL } from './channels.js';
import type { SystemQueries } from './queries.js';
import { named } from './statement.js';

/** Said at most once in so long: PostgreSQL lets one transaction at a time end with a NOTIFY. */
const PAUSE_MS = 20;

/**
 * Wakes the workers after a commit, in a statement of its own: a NOTIFY within the transaction would make commits wait for each
 * other. When it is not heard, workers find the work when they look by themselves.
 */
export class Waker {
  #isPaused = false;
  #isWanted = false;

  constructor(private readonly db: SystemQueries) {}

  /** Something was committed. */
  wake(): void {
    if (this.#isPaused) return void (this.#isWanted = true);
    this.#isPaused = true;
    setTimeout(() => this.#resume(), PAUSE_MS).unref();
    this.db.execute(waking, statement).catch(() => undefined);
  }

  #resume(): void {
    this.#isPaused = false;
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.wake();
  }
}

const waking = SystemContext.for('waking workers');
const statement = named('shared.wake-workers', sql.type(z.object({}))`select pg_notify(${WORK_CHANNEL}, '')`);
