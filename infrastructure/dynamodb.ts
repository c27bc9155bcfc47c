import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ensureTable } from '../adapters/shared/dynamodb/document-table.js';
import { DynamoDbDocumentStore } from '../adapters/shared/dynamodb/dynamo-db-document-store.js';
import { NoDocumentStore } from '../adapters/shared/in-process/no-document-store.js';
import type { DocumentStore } from '../application/shared/ports/document-store.js';
import type { Configuration, DocumentSource } from './configuration.js';
import { runningEmbeddedDynamoDb, startEmbeddedDynamoDb } from './embedded-dynamodb.js';
import { Loop } from './loop.js';
import { seldom } from './seldom.js';

/** A read store, and what is done to its table. */
export type OpenedDocuments = {
  readonly store: DocumentStore;
  /** Makes its table unless it is there. Null where there is no read store. @returns whether it was made just now */
  readonly ensureTable: (() => Promise<boolean>) | null;
};

const none: OpenedDocuments = { store: new NoDocumentStore(), ensureTable: null };

/** One who starts the service waits for a table so long at most. */
const FIRST_LIMIT_MS = 3_000;
const TABLE_LIMIT_MS = 30_000;
const TABLE_AGAIN_MS = 5_000;
const TABLE_EVERY_MS = 3_600_000;
const TELL_EVERY_MS = 30_000;

/** Nobody checks them. The SDK sends nothing without. */
const nobody = { accessKeyId: 'atrium', secretAccessKey: 'atrium' };

/**
 * The read store that is configured, for a service: its table is made where that is ours to do, now or once DynamoDB answers.
 * That it is away keeps nothing from starting, and is told once in a while.
 */
export async function openDocuments(configuration: Configuration, log: Logger, resources: AsyncDisposableStack): Promise<DocumentStore> {
  const { documents, dataDirectory } = configuration;
  if (documents.kind === 'none') {
    log.info('there is no DynamoDB: settings, directory and metadata are read from PostgreSQL');
    return none.store;
  }
  const tell = seldom(TELL_EVERY_MS, nameOf, (unsaid, error) => log.warn({ err: error, unsaid }, 'DynamoDB does not answer as it should: PostgreSQL is read instead'));
  const embedded = documents.kind === 'embedded' ? await embeddedEndpoint(dataDirectory, log, resources) : null;
  if (documents.kind === 'embedded' && embedded === null) return none.store;
  let onMissing = (): void => undefined;
  const { store, client, ensure } = opened(documents, embedded, (error) => {
    tell(error);
    if ((error as Error).name === 'ResourceNotFoundException') onMissing();
  });
  resources.defer(() => client.destroy());
  if (documents.kind === 'aws') {
    // who signs in may take longer to find out than a question is waited for
    void client.config.credentials().catch(tell);
    return store;
  }
  const onMade = (): void => log.info({ table: documents.table }, 'the table of the read store was made');
  const table = keepingTable(ensure, onMade, tell, resources);
  onMissing = table.look;
  await Promise.race([table.first, delay(FIRST_LIMIT_MS, undefined, { ref: false })]);
  return store;
}

/** Null when it did not start: that keeps nothing else from starting. */
async function embeddedEndpoint(dataDirectory: string, log: Logger, resources: AsyncDisposableStack): Promise<string | null> {
  try {
    const embedded = await startEmbeddedDynamoDb(dataDirectory, (error) => log.error({ err: error }, 'the embedded DynamoDB ended and is started again'));
    resources.defer(() => embedded.stop());
    return embedded.endpoint;
  } catch (error) {
    log.error({ err: error }, 'the embedded DynamoDB did not start: PostgreSQL is read instead, until the next start');
    return null;
  }
}

/** Makes the table whenever it is missing. `first` settles when that was tried once, `look` has it tried now. */
function keepingTable(ensure: Ensuring, onMade: () => void, onError: (error: unknown) => void, resources: AsyncDisposableStack): { readonly first: Promise<void>; readonly look: () => void } {
  const ended = new AbortController();
  const first = Promise.withResolvers<void>();
  const making = new Loop(
    async () => {
      const isNew = await ensure(AbortSignal.any([ended.signal, AbortSignal.timeout(TABLE_LIMIT_MS)])).finally(first.resolve);
      if (isNew) onMade();
      return TABLE_EVERY_MS;
    },
    TABLE_AGAIN_MS,
    (error) => void (ended.signal.aborted || onError(error)),
  );
  resources.defer(async () => {
    ended.abort();
    await making.end();
  });
  making.wake();
  return { first: first.promise, look: () => making.wake() };
}

/** The read store that is configured, for a command beside the service that runs, or without one. */
export async function documentsBeside({ documents, dataDirectory }: Configuration, resources: AsyncDisposableStack): Promise<OpenedDocuments> {
  if (documents.kind === 'none') return none;
  let endpoint: string | null = null;
  if (documents.kind === 'embedded') {
    endpoint = await runningEmbeddedDynamoDb(dataDirectory);
    if (endpoint === null) {
      const embedded = await startEmbeddedDynamoDb(dataDirectory, () => undefined);
      resources.defer(() => embedded.stop());
      ({ endpoint } = embedded);
    }
  }
  const { store, client, ensure } = opened(documents, endpoint, () => undefined);
  resources.defer(() => client.destroy());
  return { store, ensureTable: () => ensure(AbortSignal.timeout(TABLE_LIMIT_MS)) };
}

/** Makes the table unless it is there. @returns whether it was made just now */
type Ensuring = (signal: AbortSignal) => Promise<boolean>;

function opened(documents: Exclude<DocumentSource, { kind: 'none' }>, embedded: string | null, onFailure: (error: unknown) => void) {
  const client = new DynamoDBClient({ maxAttempts: 1, ...(embedded === null ? reaching(documents) : { endpoint: embedded, region: 'us-east-1', credentials: nobody }) });
  const store = new DynamoDbDocumentStore({ client, table: documents.table, onFailure });
  return { store, client, ensure: (signal: AbortSignal) => ensureTable(client, documents.table, signal) };
}

function reaching(documents: DocumentSource): DynamoDBClientConfig {
  if (documents.kind !== 'endpoint') return {};
  const { endpoint, region, credentials } = documents;
  return { endpoint, region, ...(credentials ? {} : { credentials: nobody }) };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
