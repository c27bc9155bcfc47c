import pg from 'pg';
import { type Answer, Flight } from './flight.js';
import { PreparedStatements, type Step } from './prepared-statements.js';

/** One role at one database, in the words that pg's clients take. */
export type ConnectionTarget = Pick<pg.ClientConfig, 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl' | 'application_name'>;

export type LinkOptions = {
  readonly connection: ConnectionTarget;
  /** How long a statement may take before PostgreSQL ends it, in ms. 0: for ever. */
  readonly statementTimeoutMs: number;
  /** How long a statement may wait for a lock, in ms. 0: for ever. */
  readonly lockTimeoutMs: number;
  /** How long a transaction may lie idle before PostgreSQL closes the connection, in ms. 0: for ever. */
  readonly idleInTransactionTimeoutMs: number;
  /** How long a flight may be in the air, or a connection take to open, before we give it up, in ms: PostgreSQL may say nothing at all. */
  readonly flightDeadlineMs: number;
  /** How many statements stay prepared per connection. 0: none, for a pooler that cannot have any. */
  readonly preparedStatements: number;
};

/** Where the transaction must be when a flight has landed: over, or open for more. */
export type Landing = 'over' | 'open';

/** What ReadyForQuery must say then: idle, in a transaction, or in a failed one. */
const statusAfter = (landing: Landing, failed: boolean): 'I' | 'T' | 'E' => (landing === 'over' ? 'I' : failed ? 'E' : 'T');

/**
 * Why a flight failed. `refused`: PostgreSQL said no, or the answer was none that we know. `stale`: the same flight
 * would do if it were sent once more (see `Flight.isStale`). `lost`: no connection, or no longer; what became of the
 * flight is unknown.
 */
export class FlightFailed extends Error {
  constructor(
    readonly why: 'refused' | 'stale' | 'lost',
    override readonly cause: Error,
  ) {
    super(`A flight was ${why}.`, { cause });
  }
}

type InTheAir = {
  readonly flight: Flight;
  readonly landing: Landing;
  readonly overdue: NodeJS.Timeout;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: FlightFailed) => void;
};

/** One connection to PostgreSQL. It has one flight in the air at a time. Once dead, it stays dead. */
export class Link {
  readonly openedAt = performance.now();
  readonly #client: pg.Client;
  readonly #options: LinkOptions;
  readonly #statements: PreparedStatements;
  #inTheAir: InTheAir | null = null;
  #death: Error | null = null;

  private constructor(options: LinkOptions) {
    this.#options = options;
    this.#statements = new PreparedStatements(options.preparedStatements);
    this.#client = new pg.Client({
      ...options.connection,
      keepAlive: true,
      connectionTimeoutMillis: options.flightDeadlineMs,
      // These travel with the startup message, so they cost no round trip.
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: options.lockTimeoutMs,
      idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs,
    });
    this.#client.on('error', (error) => this.destroy(error));
    this.#client.on('end', () => this.destroy(new Error('The connection was closed.')));
  }

  /**
   * @param onGone called once, when the connection is closed, if it was open at all.
   * @throws what pg throws.
   */
  static async open(options: LinkOptions, onGone: (link: Link) => void): Promise<Link> {
    const link = new Link(options);
    const { connection } = link.#client;
    const connected = link.#client.connect();
    // Behind pg's own listener, so that the client is free again when the flight's sender hears of it. A flight lands
    // here alone, also a failed one: only now is it known what became of the transaction.
    connection.on('readyForQuery', ({ status }: { readonly status: string }) => link.#landed(status));
    try {
      await connected;
      if (link.#death !== null) throw link.#death;
    } catch (error) {
      connection.stream.destroy();
      throw error;
    }
    link.#client.on('end', () => onGone(link));
    return link;
  }

  get isDead(): boolean {
    return this.#death !== null;
  }

  /** @throws FlightFailed */
  fly(steps: readonly Step[], landing: Landing): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#death !== null) throw new FlightFailed('lost', this.#death);
      if (this.#inTheAir !== null) throw new Error('A connection has one flight in the air at a time.');
      const flight = this.#boarded(steps);
      const overdue = setTimeout(
        () => this.destroy(new Error(`PostgreSQL did not answer within ${this.#options.flightDeadlineMs} ms.`)),
        this.#options.flightDeadlineMs,
      );
      this.#inTheAir = { flight, landing, overdue, resolve, reject };
      try {
        this.#client.query(flight);
      } catch (error) {
        this.destroy(error as Error);
      }
    });
  }

  /**
   * Values are encoded before anything is sent; if one cannot be, the connection is closed, so the rest of the
   * transaction cannot run without it.
   */
  #boarded(steps: readonly Step[]): Flight {
    try {
      return new Flight(steps, this.#statements);
    } catch (error) {
      this.destroy(new Error('The connection was closed, as a value could not be written.'));
      throw error;
    }
  }

  #landed(status: string): void {
    if (this.#inTheAir === null || this.#death !== null) return;
    const { flight, landing, overdue, resolve, reject } = this.#inTheAir;
    this.#inTheAir = null;
    clearTimeout(overdue);
    flight.settleStatements();
    const isAsExpected = status === statusAfter(landing, flight.error !== null);
    if (!isAsExpected) {
      // The transaction is not in the expected state: nobody may join or continue it.
      flight.handleError(new Error('A statement must not begin or end a transaction by itself.'));
      this.destroy(new Error('The connection was closed, as its transaction was not where it had to be.'));
    }
    if (flight.error === null) resolve(flight.answer);
    else reject(new FlightFailed(flight.isStale ? 'stale' : 'refused', flight.error));
  }

  /** At once, whatever is in the air: that fails. */
  destroy(reason: Error): void {
    if (this.#death !== null) return;
    this.#death = reason;
    this.#client.connection.stream.destroy();
    if (this.#inTheAir === null) return;
    const { flight, overdue, reject } = this.#inTheAir;
    this.#inTheAir = null;
    clearTimeout(overdue);
    reject(flight.error === null ? new FlightFailed('lost', reason) : new FlightFailed('refused', flight.error));
  }

  /** With a goodbye, when nothing is in the air. */
  close(): void {
    if (this.#death !== null) return;
    this.#death = new Error('The connection was closed.');
    const overdue = setTimeout(() => this.#client.connection.stream.destroy(), this.#options.flightDeadlineMs);
    this.#client.end(() => clearTimeout(overdue));
  }
}
