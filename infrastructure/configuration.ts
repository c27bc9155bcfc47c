import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type DatabaseConnection, databaseConnection, tlsModes } from './database-connection.js';
import { type RedisConnection, redisConnection } from './redis-connection.js';
import { StartRefused } from './start-refused.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What this process does: answers requests, works in the background, or both. */
export type Role = 'api' | 'worker' | 'all';

export type DatabaseSource =
  /** Started by this process, in its data directory. `port` 0: any free one. */
  | { readonly kind: 'embedded'; readonly port: number }
  /** Migrated by this process, as the role of this connection. */
  | { readonly kind: 'migrated'; readonly connection: DatabaseConnection }
  /** Migrated by somebody else. */
  | { readonly kind: 'given'; readonly app: DatabaseConnection; readonly system: DatabaseConnection };

/** Where copies are kept that nearly every request reads: in a table of DynamoDB's. */
export type DocumentSource =
  /** Nowhere: PostgreSQL is asked. */
  | { readonly kind: 'none' }
  /** Started by this process, in its data directory. */
  | { readonly kind: 'embedded'; readonly table: string }
  /** `credentials`: whether any are sent that the AWS SDK finds; what is reached without TLS may do with none. */
  | { readonly kind: 'endpoint'; readonly endpoint: string; readonly region: string; readonly credentials: boolean; readonly table: string }
  /** Amazon's, as the AWS SDK finds it: region, credentials and all. */
  | { readonly kind: 'aws'; readonly table: string };

/** What processes share of what may be lost. */
export type RedisSettings = RedisConnection & {
  /** What the names of all keys and channels begin with. */
  readonly prefix: string;
  /** Certificates of the authorities to trust, in PEM. Undefined: those that Node trusts. */
  readonly authorities: string | undefined;
};

/** Times are in milliseconds. */
export type PoolSettings = {
  readonly size: number;
  readonly waitMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  /** How many statements stay prepared on a connection; 0 for a pooler that cannot keep any. */
  readonly preparedStatements: number;
};

export type Configuration = {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly operationsPort: number;
  /** Without a slash at its end. The issuer of access tokens. */
  readonly publicUrl: string;
  /** Addresses and subnets whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly dataDirectory: string;
  /** 32 bytes. Null on the embedded database alone: then a file in the data directory holds it. */
  readonly masterKey: Uint8Array | null;
  readonly database: DatabaseSource;
  readonly documents: DocumentSource;
  /** Null: each process remembers for itself. */
  readonly redis: RedisSettings | null;
  readonly pool: PoolSettings;
  /** How many jobs this process runs at once, and how many of one tenant may be in flight in all processes together. */
  readonly jobs: { readonly concurrency: number; readonly perTenant: number };
  /** How many streams of events this process keeps open, in all and of one tenant. */
  readonly streams: { readonly inAll: number; readonly perTenant: number };
  readonly logLevel: string;
  readonly shutdownGraceMs: number;
};

/** Says which variable is wrong and what is expected; repeats no value that may be secret. */
export class BadConfiguration extends StartRefused {}

/** One variable: how it is read, and what a person needs to know of it. */
type Setting<Value> = {
  readonly reads: z.ZodType<Value, string>;
  /** Continues "… must be". */
  readonly expects: string;
  readonly means: string;
  /** The value that serves when the variable is absent; null when its absence means something else. */
  readonly fallback: string | null;
  /** What absence comes to, in words. */
  readonly absent: string;
  readonly secret: boolean;
};

const wholeNumber = (least: number, most: number) => z.string().regex(/^\d{1,9}$/).transform(Number).pipe(z.number().min(least).max(most));
const url = z.string().refine((text) => databaseConnection(text) !== null);
const key = z.string().transform(bytes).pipe(z.instanceof(Uint8Array).refine(({ length }) => length === 32));

const given = <Value>(
  reads: z.ZodType<Value, string>,
  expects: string,
  means: string,
  fallback: string,
): Setting<Value> => ({ reads, expects, means, fallback, absent: fallback, secret: false });

const optional = <Value>(reads: z.ZodType<Value, string>, expects: string, means: string, absent: string): Setting<Value | undefined> => ({
  reads,
  expects,
  means,
  fallback: null,
  absent,
  secret: false,
});

const secret = <Value>(setting: Setting<Value>): Setting<Value> => ({ ...setting, secret: true });

const port = (means: string, fallback: string) => given(wholeNumber(1, 65_535), 'a port from 1 to 65535', means, fallback);
const milliseconds = (means: string, fallback: string) =>
  given(wholeNumber(1, 3_600_000), 'a number of milliseconds from 1 to 3600000', means, fallback);
const databaseUrl = (means: string, absent: string) =>
  secret(optional(url, 'postgres://user:password@host:port/database, with ?sslmode= at most', means, absent));

const proxies = z.string().transform((text) => text.split(',').map((one) => one.trim())).refine((all) => all.every(isAddressOrSubnet));

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const settings = {
  PORT: port('Port of the API.', '3000'),
  HOST: given(z.string().regex(/^[\w.:-]+$/), 'an address or a host name', 'Address that the process listens on.', '127.0.0.1'),
  ATRIUM_OPS_PORT: optional(
    wholeNumber(1, 65_535),
    'a port from 1 to 65535 other than PORT',
    'Port for operators: health.',
    'PORT + 1',
  ),
  ATRIUM_PUBLIC_URL: optional(
    z.string().refine((text) => URL.canParse(text) && /^https?:\/\/[^?#]+$/.test(text)).transform((text) => text.replace(/\/+$/, '')),
    'an http or https URL without a query',
    'Where clients reach the API; the issuer of its tokens.',
    'http://HOST:PORT',
  ),
  ATRIUM_TRUSTED_PROXIES: optional(
    proxies,
    'addresses and CIDR subnets, separated by commas',
    'Proxies whose X-Forwarded-For says who the client is.',
    'none: the client is who connects',
  ),
  ATRIUM_ROLE: given(z.enum(['api', 'worker', 'all']), 'api, worker or all', 'What this process does.', 'all'),
  ATRIUM_DATA_DIR: given(
    z.string().min(1).transform((path) => resolve(path)),
    'a path',
    'Directory of the embedded database and its secrets.',
    '.atrium',
  ),
  ATRIUM_MASTER_KEY: secret(
    optional(key, '32 bytes in base64url, base64 or hex', 'Seals what the database keeps encrypted.', 'a generated file, embedded database only'),
  ),
  DATABASE_URL: databaseUrl('PostgreSQL, as a role that migrates (CREATEROLE, BYPASSRLS).', 'the embedded database'),
  ATRIUM_APP_DATABASE_URL: databaseUrl('PostgreSQL as a member of atrium_app: the process then does not migrate.', 'a role made by the migration'),
  ATRIUM_SYSTEM_DATABASE_URL: databaseUrl('PostgreSQL as a member of atrium_system; goes with ATRIUM_APP_DATABASE_URL.', 'a role made by the migration'),
  ATRIUM_EMBEDDED_DATABASE_PORT: optional(
    wholeNumber(1, 65_535),
    'a port from 1 to 65535',
    'Port of the embedded database, on 127.0.0.1.',
    'any free one',
  ),
  ATRIUM_DATABASE_TLS: optional(
    z.enum(tlsModes),
    tlsModes.join(', '),
    'Whether the connection to PostgreSQL is encrypted; then its certificate is verified.',
    'what sslmode in the URL says, else disable',
  ),
  ATRIUM_DATABASE_CA_FILE: optional(
    z.string().min(1),
    'a readable file of certificates in PEM',
    "Authorities that may have signed the database's certificate.",
    'those that Node trusts',
  ),
  ATRIUM_DATABASE_POOL_SIZE: given(wholeNumber(1, 1_000), 'a number from 1 to 1000', 'Connections to the database.', '10'),
  ATRIUM_DATABASE_POOL_WAIT_MS: milliseconds('How long a request waits for a connection before it is answered 503.', '2000'),
  ATRIUM_DATABASE_STATEMENT_TIMEOUT_MS: milliseconds('How long a statement may take.', '10000'),
  ATRIUM_DATABASE_LOCK_TIMEOUT_MS: milliseconds('How long a statement may wait for a lock.', '3000'),
  ATRIUM_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS: milliseconds('How long a transaction may wait for its next statement.', '10000'),
  ATRIUM_DATABASE_PREPARED_STATEMENTS: given(
    wholeNumber(0, 10_000),
    'a number from 0 to 10000',
    'Statements that stay prepared on a connection; 0 behind a pooler that cannot keep any.',
    '200',
  ),
  DYNAMODB_ENDPOINT: optional(
    z.string().refine((text) => URL.canParse(text) && /^https?:\/\/[^?#@]+$/.test(text)),
    'an http or https URL without credentials or a query',
    'DynamoDB, or what speaks its protocol: the table is made there.',
    'Amazon’s with AWS_REGION, beside a database of one’s own; the embedded one beside the embedded database',
  ),
  ATRIUM_DYNAMODB: optional(
    z.enum(['aws', 'none']),
    'aws or none',
    'Amazon’s DynamoDB, also beside the embedded database; or none, whatever else is set.',
    'what DYNAMODB_ENDPOINT and AWS_REGION say',
  ),
  ATRIUM_DYNAMODB_TABLE: given(z.string().regex(/^[\w.-]{3,255}$/), 'a name of 3 to 255 letters, digits, _, . and -', 'The table of the read store.', 'atrium-documents'),
  AWS_REGION: optional(z.string(), 'a region of Amazon’s', 'Where Amazon’s DynamoDB is; the AWS SDK reads it.', 'what the AWS SDK finds'),
  AWS_ACCESS_KEY_ID: secret(
    optional(z.string(), 'a key of Amazon’s', 'With AWS_SECRET_ACCESS_KEY, who signs in to DynamoDB; the AWS SDK reads it.', 'what the AWS SDK finds'),
  ),
  REDIS_URL: secret(
    optional(
      z.string().refine((text) => redisConnection(text) !== null),
      'redis://user:password@host:port, or rediss:// for TLS; of a Cluster several nodes that agree in the rest, separated by commas',
      'Redis, through which processes share caches and wake each other.',
      'each process for itself',
    ),
  ),
  ATRIUM_REDIS_CLUSTER: optional(z.enum(['yes', 'no']), 'yes or no', 'Whether REDIS_URL names nodes of a Cluster.', 'yes for several nodes, else no'),
  ATRIUM_REDIS_CA_FILE: optional(
    z.string().min(1),
    'a readable file of certificates in PEM',
    "Authorities that may have signed Redis's certificate.",
    'those that Node trusts',
  ),
  ATRIUM_REDIS_PREFIX: given(
    z.string().regex(/^[\w.:-]{1,64}$/),
    '1 to 64 letters, digits, _, ., : and -',
    'What the names of keys and channels in Redis begin with.',
    'atrium',
  ),
  ATRIUM_JOBS_CONCURRENCY: given(wholeNumber(1, 1_000), 'a number from 1 to 1000', 'Jobs that this process runs at once.', '10'),
  ATRIUM_JOBS_PER_TENANT: given(
    wholeNumber(1, 1_000),
    'a number from 1 to 1000',
    'Jobs of one tenant that may be in flight at once, in all processes together.',
    '5',
  ),
  ATRIUM_STREAMS: given(wholeNumber(1, 100_000), 'a number from 1 to 100000', 'Streams of events that this process keeps open.', '2000'),
  ATRIUM_STREAMS_PER_TENANT: given(wholeNumber(1, 100_000), 'a number from 1 to 100000', 'Streams of one tenant that this process keeps open.', '200'),
  ATRIUM_LOG_LEVEL: given(z.enum(logLevels), logLevels.join(', '), 'The least severe lines that are logged.', 'info'),
  ATRIUM_SHUTDOWN_GRACE_MS: milliseconds('How long requests in flight may take to finish on SIGTERM.', '10000'),
};

type Settings = typeof settings;
type Name = keyof Settings;
type Values = { readonly [N in Name]: Settings[N] extends Setting<infer Value> ? Value : never };

/** Every variable, for people. */
export const documentedSettings: readonly { readonly name: string; readonly means: string; readonly expects: string; readonly absent: string }[] =
  Object.entries(settings).map(([name, { means, expects, absent }]) => ({ name, means, expects, absent }));

/**
 * The configuration that an environment asks for. An empty variable is an absent one.
 * @throws BadConfiguration at the first variable that is unknown, wrong or missing.
 */
export function readConfiguration(environment: Environment): Configuration {
  refuseUnknown(environment);
  const values = read(environment);
  const host = values.HOST;
  const operationsPort = values.ATRIUM_OPS_PORT ?? values.PORT + 1;
  if (operationsPort === values.PORT || operationsPort > 65_535) {
    throw new BadConfiguration(`ATRIUM_OPS_PORT must be ${settings.ATRIUM_OPS_PORT.expects}.`);
  }
  const database = databaseOf(values);
  const masterKey = values.ATRIUM_MASTER_KEY ?? null;
  if (masterKey === null && database.kind !== 'embedded') {
    throw new BadConfiguration(
      `ATRIUM_MASTER_KEY must be set when the database is not the embedded one: ${settings.ATRIUM_MASTER_KEY.expects}.`,
    );
  }
  return Object.freeze({
    role: values.ATRIUM_ROLE,
    host,
    port: values.PORT,
    operationsPort,
    publicUrl: values.ATRIUM_PUBLIC_URL ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${values.PORT}`,
    trustedProxies: Object.freeze(values.ATRIUM_TRUSTED_PROXIES ?? []),
    dataDirectory: values.ATRIUM_DATA_DIR,
    masterKey,
    database,
    documents: documentsOf(values, database),
    redis: redisOf(values),
    pool: Object.freeze({
      size: values.ATRIUM_DATABASE_POOL_SIZE,
      waitMs: values.ATRIUM_DATABASE_POOL_WAIT_MS,
      statementTimeoutMs: values.ATRIUM_DATABASE_STATEMENT_TIMEOUT_MS,
      lockTimeoutMs: values.ATRIUM_DATABASE_LOCK_TIMEOUT_MS,
      idleInTransactionTimeoutMs: values.ATRIUM_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS,
      preparedStatements: values.ATRIUM_DATABASE_PREPARED_STATEMENTS,
    }),
    jobs: Object.freeze({ concurrency: values.ATRIUM_JOBS_CONCURRENCY, perTenant: values.ATRIUM_JOBS_PER_TENANT }),
    streams: Object.freeze({ inAll: values.ATRIUM_STREAMS, perTenant: values.ATRIUM_STREAMS_PER_TENANT }),
    logLevel: values.ATRIUM_LOG_LEVEL,
    shutdownGraceMs: values.ATRIUM_SHUTDOWN_GRACE_MS,
  });
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function read(environment: Environment): Values {
  const values = Object.entries(settings).map(([name, setting]: [string, Setting<unknown>]) => {
    const said = environment[name] || setting.fallback;
    if (said === null) return [name, undefined];
    const { success, data } = setting.reads.safeParse(said);
    if (!success) {
      throw new BadConfiguration(`${name} must be ${setting.expects}${setting.secret ? '' : `, not "${said.slice(0, 100)}"`}.`);
    }
    return [name, data];
  });
  return Object.fromEntries(values) as Values;
}

function refuseUnknown(environment: Environment): void {
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('ATRIUM_') || name in settings) continue;
    const nearest = Object.keys(settings).reduce((best, other) => (distance(name, other) < distance(name, best) ? other : best));
    throw new BadConfiguration(`${name} is not a setting of Atrium; the nearest is ${nearest}. \`npm run help -- configuration\` lists them.`);
  }
}

function databaseOf(values: Values): DatabaseSource {
  const { ATRIUM_APP_DATABASE_URL: app, ATRIUM_SYSTEM_DATABASE_URL: system, DATABASE_URL: migrating } = values;
  if ((app === undefined) !== (system === undefined)) {
    const missing = app === undefined ? 'ATRIUM_APP_DATABASE_URL' : 'ATRIUM_SYSTEM_DATABASE_URL';
    throw new BadConfiguration(`${missing} must be set too: ATRIUM_APP_DATABASE_URL and ATRIUM_SYSTEM_DATABASE_URL go together.`);
  }
  const tls = { mode: values.ATRIUM_DATABASE_TLS, authorities: authoritiesIn(values, 'ATRIUM_DATABASE_CA_FILE') };
  const connection = (to: string) => databaseConnection(to, tls) as DatabaseConnection;
  if (app !== undefined && system !== undefined) return Object.freeze({ kind: 'given', app: connection(app), system: connection(system) });
  if (migrating !== undefined) return Object.freeze({ kind: 'migrated', connection: connection(migrating) });
  return Object.freeze({ kind: 'embedded', port: values.ATRIUM_EMBEDDED_DATABASE_PORT ?? 0 });
}

/** An AWS_REGION that a shell happens to have takes nobody who tries the product to Amazon: beside the embedded database it says nothing. */
function documentsOf(values: Values, database: DatabaseSource): DocumentSource {
  const { ATRIUM_DYNAMODB: chosen, DYNAMODB_ENDPOINT: endpoint, ATRIUM_DYNAMODB_TABLE: table, AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKey } = values;
  if (chosen === 'none') return Object.freeze({ kind: 'none' });
  if (chosen === 'aws' && endpoint !== undefined) throw new BadConfiguration('DYNAMODB_ENDPOINT must be absent where ATRIUM_DYNAMODB is aws.');
  if (endpoint !== undefined) {
    return Object.freeze({ kind: 'endpoint', endpoint, region: region ?? 'us-east-1', credentials: accessKey !== undefined || endpoint.startsWith('https:'), table });
  }
  if (chosen === 'aws') return Object.freeze({ kind: 'aws', table });
  if (database.kind === 'embedded') return Object.freeze({ kind: 'embedded', table });
  return Object.freeze(region === undefined ? { kind: 'none' } : { kind: 'aws', table });
}

function redisOf(values: Values): RedisSettings | null {
  const { REDIS_URL: text, ATRIUM_REDIS_CLUSTER: said, ATRIUM_REDIS_PREFIX: prefix } = values;
  const connection = text === undefined ? null : redisConnection(text);
  if (connection === null) return null;
  if (connection.nodes.length > 1 && said === 'no') throw new BadConfiguration('ATRIUM_REDIS_CLUSTER must be yes where REDIS_URL names several nodes.');
  const isCluster = said === 'yes' || connection.isCluster;
  if (isCluster && connection.database !== 0) throw new BadConfiguration('REDIS_URL must name no other database than 0 of a Cluster.');
  return Object.freeze({ ...connection, isCluster, prefix, authorities: authoritiesIn(values, 'ATRIUM_REDIS_CA_FILE') });
}

function authoritiesIn(values: Values, name: 'ATRIUM_DATABASE_CA_FILE' | 'ATRIUM_REDIS_CA_FILE'): string | undefined {
  const file = values[name];
  if (file === undefined) return undefined;
  const expected = `${name} must be ${settings[name].expects}, which "${file}" is not.`;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // said below
  }
  throw new BadConfiguration(expected);
}

function bytes(text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Uint8Array.from(Buffer.from(text, 'hex'));
  return /^[\w+/-]{43}=?$/.test(text) ? Uint8Array.from(Buffer.from(text, 'base64')) : new Uint8Array();
}

function isAddressOrSubnet(text: string): boolean {
  const [, address = '', prefix] = /^([\d.]+|[\da-fA-F:.]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix ?? 1) <= (version === 4 ? 32 : 128);
}

/** Levenshtein's: how many letters differ. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
