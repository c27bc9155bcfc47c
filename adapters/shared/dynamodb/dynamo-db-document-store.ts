import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Document,
  type DocumentKey,
  documentName,
  DocumentStore,
  LARGEST_DOCUMENT_BYTES,
  MOST_DOCUMENTS,
} from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { itemKey } from './document-table.js';

/** How long DynamoDB is waited for, and how often it is asked. Times are in milliseconds. */
export type Patience = {
  /** One attempt. */
  readonly attemptMs: number;
  /** All attempts, and what lies between them. */
  readonly inAllMs: number;
  /** After the first. */
  readonly furtherAttempts: number;
  /** After so many failures in a row nobody asks any more, */
  readonly failures: number;
  /** for so long; then one tries, and nobody waits for that. */
  readonly restMs: number;
};

/** Short: whoever waits could have asked PostgreSQL meanwhile. */
const patience: Patience = { attemptMs: 300, inAllMs: 800, furtherAttempts: 2, failures: 5, restMs: 1_000 };

export type DynamoDbOptions = {
  /** Its own retries are to be off. */
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly patience?: Partial<Patience>;
  /** Hears of each question that failed, and of none that was not asked. */
  readonly onFailure?: (error: unknown) => void;
};

/** What DynamoDB had no capacity for, or no room in its answer, is asked for so often in all. */
const ROUNDS = 4;
const BETWEEN_ROUNDS_MS = 25;

/** What passes by itself, often within the next attempt. All else (no table, no rights, no credentials) is there until somebody changes it. */
const passing = new Set([
  'AbortError',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
]);

/** An item is `pk`, `sk`, the `version`, and the `content` as JSON: what is read is exactly what was written. */
export class DynamoDbDocumentStore extends DocumentStore {
  readonly #options: DynamoDbOptions;
  readonly #breaker;
  readonly #attempts;
  readonly #inAll;
  /** Why it did not answer when it was asked last. */
  #failure: unknown = null;

  constructor(options: DynamoDbOptions) {
    super();
    this.#options = options;
    const { attemptMs, inAllMs, furtherAttempts, failures, restMs } = { ...patience, ...options.patience };
    const again = retry(handleWhen(passes), { maxAttempts: furtherAttempts, backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 150 }) });
    this.#breaker = circuitBreaker(handleWhen(isNoAnswer), { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failures) });
    this.#attempts = wrap(again, this.#breaker, timeout(attemptMs, TimeoutStrategy.Aggressive));
    this.#inAll = timeout(inAllMs, TimeoutStrategy.Aggressive);
  }

  override async read(tenant: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>> {
    if (keys.length > MOST_DOCUMENTS) throw new RangeError(`At most ${MOST_DOCUMENTS} documents are read at once, not ${keys.length}.`);
    const { client, table } = this.#options;
    const names = new Map(keys.map((key) => [nameOf(itemKey(tenant, key)), documentName(key)]));
    const found = new Map<string, Document>();
    await this.asking(async (attempt, signal) => {
      let wanted: Record<string, AttributeValue>[] = [...new Map(keys.map((key) => [documentName(key), itemKey(tenant, key)])).values()];
      for (let round = 1; wanted.length > 0; round += 1) {
        const request = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } });
        const { Responses, UnprocessedKeys } = await attempt((abortSignal) => client.send(request, { abortSignal }));
        for (const item of Responses?.[table] ?? []) {
          const [name, document] = [names.get(nameOf(item)), documentOf(item)];
          if (name !== undefined && document !== null) found.set(name, document);
        }
        wanted = UnprocessedKeys?.[table]?.Keys ?? [];
        if (wanted.length > 0 && round === ROUNDS) throw new Error(`DynamoDB left ${wanted.length} keys unprocessed ${ROUNDS} times.`);
        if (wanted.length > 0) await delay(BETWEEN_ROUNDS_MS * round * (0.5 + Math.random()), undefined, { signal });
      }
    });
    return found;
  }

  override async write(tenant: TenantContext, key: DocumentKey, { version, content }: Document): Promise<void> {
    const json = JSON.stringify(content);
    const bytes = Buffer.byteLength(json);
    if (bytes > LARGEST_DOCUMENT_BYTES) throw new RangeError(`A document of ${key.kind} has ${bytes} bytes: ${LARGEST_DOCUMENT_BYTES} is the most.`);
    const { client, table: TableName } = this.#options;
    const request = new PutItemCommand({
      TableName,
      Item: { ...itemKey(tenant, key), version: { N: String(version) }, content: { S: json } },
      ConditionExpression: 'attribute_not_exists(pk) or version < :version',
      ExpressionAttributeValues: { ':version': { N: String(version) } },
    });
    await this.asking(async (attempt) => {
      try {
        await attempt((abortSignal) => client.send(request, { abortSignal }));
      } catch (error) {
        // this one is there, or a later one: an attempt that was given up may have stored it as well
        if (nameOfError(error) !== 'ConditionalCheckFailedException') throw error;
      }
    });
  }

  /** Whatever goes wrong, the caller can do without: it is told to whoever operates this, as what it is. @throws Unavailable */
  private async asking<T>(work: (attempt: Attempting, signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.#inAll.execute(({ signal }) => work((send) => this.attempt(send, signal), signal));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) {
        this.#failure = error;
        this.#options.onFailure?.(error);
      }
      throw Object.assign(new Unavailable('The read store does not answer just now.'), { cause: this.#failure ?? error });
    }
  }

  private async attempt<T>(send: (signal: AbortSignal) => Promise<T>, whole: AbortSignal): Promise<T> {
    if (this.#breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    return this.#attempts.execute(({ signal }) => send(signal), whole);
  }
}

type Attempting = <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>;

const nameOf = ({ pk, sk }: Record<string, AttributeValue>): string => `${pk?.S ?? ''} ${sk?.S ?? ''}`;

const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Null for what somebody else has written. */
function documentOf({ version, content }: Record<string, AttributeValue>): Document | null {
  try {
    const parsed: unknown = JSON.parse(content?.S ?? '');
    const number = Number(version?.N);
    return Number.isSafeInteger(number) && typeof parsed === 'object' ? { version: number, content: parsed as Document['content'] } : null;
  } catch {
    return null;
  }
}

function passes(error: unknown): boolean {
  if (error instanceof BrokenCircuitError) return false;
  const { $metadata, $fault, code } = error as { readonly $metadata?: { readonly httpStatusCode?: number }; readonly $fault?: string; readonly code?: unknown };
  const isOfTheServer = $fault === 'server' || ($metadata?.httpStatusCode ?? 0) >= 500;
  // a code is the network’s
  return passing.has(nameOfError(error)) || isOfTheServer || error instanceof TaskCancelledError || typeof code === 'string';
}

/** That a later version is there is an answer, and so is what DynamoDB says of a request that is wrong in itself. */
const isNoAnswer = (error: unknown): boolean => !['ConditionalCheckFailedException', 'ValidationException'].includes(nameOfError(error));
