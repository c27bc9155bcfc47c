import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { ensureDataDirectory } from './data-directory.js';
import type { DatabaseConnection } from './database-connection.js';
import { freePort } from './free-port.js';
import { isAlive } from './is-alive.js';
import { postgresBinaries, unprivileged } from './postgres-binaries.js';
import { secretFile } from './secret-file.js';
import { StartRefused } from './start-refused.js';

export type EmbeddedPostgresOptions = {
  readonly dataDirectory: string;
  /** 0, the default: any free one. */
  readonly port?: number;
  /** False for tests, which have nothing to lose: nothing is forced to the disk. */
  readonly durable?: boolean;
  /** Further settings of the server, e.g. `{ ssl: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A PostgreSQL server that is ours, in a data directory that is ours until it stops. */
export type EmbeddedPostgres = {
  /** As its superuser, to its database `postgres`. */
  readonly connection: DatabaseConnection;
  /** The postmaster's process. */
  readonly pid: number;
  /** Settles when the server is gone without having been asked to stop. */
  readonly lost: Promise<void>;
  /** Ends the sessions of all who are connected, and returns when the server is gone. Takes 10 s at most. */
  stop(): Promise<void>;
  /** Asks it to end, for a process that cannot wait until it did. */
  abandon(): void;
};

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 8_000;
const KILL_LIMIT_MS = 2_000;

/** A start that finds a longer log puts it aside. */
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Whoever holds this lock on the server owns the data directory. It goes with its holder, however that went. */
const OWNERSHIP = 7_236_846_001;

/** What the owner's session is called, before the number of its process. */
const OWNER = 'atrium owner, process ';

/**
 * Starts PostgreSQL in `<data directory>/postgres`, or adopts the one that a killed process left running there.
 * It listens on 127.0.0.1 alone and asks for a generated password.
 * @throws StartRefused when another process of ours uses the data directory, or PostgreSQL does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDirectory } = options;
  await ensureDataDirectory(dataDirectory);
  const password = await secretFile(join(dataDirectory, 'postgres-password'), () => randomBytes(24).toString('base64url'));
  const cluster = join(await realpath(dataDirectory), 'postgres');
  const native = await postgresBinaries();
  await initialised(cluster, native, password, options.durable ?? true);
  const server = await running(cluster, native, password, options);
  return owned(server, cluster);
}

/** Where the server of a data directory listens, whoever started it; null when none is ready. */
export async function runningEmbeddedPostgres(dataDirectory: string): Promise<Pick<DatabaseConnection, 'host' | 'port' | 'ssl'> | null> {
  const cluster = await realpath(dataDirectory).then((path) => join(path, 'postgres'), () => null);
  const found = cluster === null ? null : await postmasterOf(cluster);
  return found?.isReady === true ? { host: '127.0.0.1', port: found.port, ssl: false } : null;
}

type Server = { readonly pid: number; readonly connection: DatabaseConnection; readonly owner: pg.Client };

/**
 * As root, PostgreSQL is another user, to whom the way to its directory may be closed. It starts inside, and on Linux
 * can name the place without walking there.
 */
const here = unprivileged !== null && process.platform === 'linux' ? '/proc/self/cwd' : null;

/** Nothing of ours reaches PostgreSQL through its environment: PGDATA or LD_PRELOAD would have a say. */
const spawning = (cluster: string) => ({
  ...unprivileged,
  cwd: cluster,
  windowsHide: true,
  ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C' } }),
});

/** Made aside and moved into place whole: who is killed meanwhile leaves no half of it. */
async function initialised(cluster: string, native: string, password: string, durable: boolean): Promise<void> {
  await removeAbandoned(cluster);
  if (await exists(join(cluster, 'PG_VERSION'))) return;
  const aside = `${cluster}.new-${process.pid}-${randomUUID()}`;
  const fresh = join(aside, 'cluster');
  const passwordFile = join(aside, 'password');
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (unprivileged !== null) {
    const { uid, gid } = unprivileged;
    await Promise.all([aside, fresh, passwordFile].map((path) => chown(path, uid, gid)));
    if (here === null) await chmod(join(cluster, '..'), 0o711);
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', '--pwfile=../password'];
  // one call for the whole file system where there is one, instead of one for each of a thousand files
  const syncing = !durable ? ['--no-sync'] : process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
  await promisify(execFile)(
    join(native, 'bin', 'initdb'),
    ['-D', here ?? fresh, ...locale, ...access, '--no-instructions', ...syncing],
    spawning(fresh),
  ).catch((failed: Error & { stderr?: string }) => {
    throw new StartRefused(`The embedded PostgreSQL could not be set up: ${lastLine(failed.stderr ?? '') || failed.message}`);
  });
  await rename(fresh, cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(aside, { recursive: true });
}

async function removeAbandoned(cluster: string): Promise<void> {
  const parent = join(cluster, '..');
  for (const entry of await readdir(parent)) {
    const maker = /^postgres\.new-(\d+)-/.exec(entry)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) await rm(join(parent, entry), { recursive: true });
  }
}

/** Starts a server unless there is one, waits until it is ready, and becomes its owner. */
async function running(cluster: string, native: string, password: string, options: EmbeddedPostgresOptions): Promise<Server> {
  const deadline = performance.now() + START_LIMIT_MS;
  let launched: Launch | null = null;
  while (performance.now() < deadline) {
    const found = await postmasterOf(cluster);
    if (found === null && (launched === null || launched.hasEnded())) {
      if (launched !== null) await refuseHopeless(cluster, launched, options);
      launched = await launch(cluster, native, options);
    }
    if (found?.isReady) {
      const connection = { host: '127.0.0.1', port: found.port, user: 'postgres', password, database: 'postgres', ssl: false } as const;
      const owner = await ownerOf(connection, cluster);
      if (owner !== null) return { pid: found.pid, connection, owner };
    }
    await delay(10);
  }
  throw new StartRefused(`The embedded PostgreSQL was not ready within ${START_LIMIT_MS / 1000} s: ${logOf(cluster)} may say why.`);
}

type Launch = { hasEnded(): boolean; readonly logStart: number };

async function launch(cluster: string, native: string, options: EmbeddedPostgresOptions): Promise<Launch> {
  const settings = {
    cluster_name: nameOf(cluster),
    port: String(options.port || (await freePort())),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Terse: details repeat the values of rows.
    log_error_verbosity: 'terse',
    // A statement that fails may hold the password of a role.
    log_min_error_statement: 'panic',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const before = await stat(logOf(cluster)).catch(() => null);
  if (before !== null && before.size > LOG_LIMIT_BYTES) await rename(logOf(cluster), `${logOf(cluster)}.1`);
  const log = await open(logOf(cluster), 'a', 0o600);
  const logStart = (await log.stat()).size;
  let ended = false;
  // In a session of its own: Ctrl-C is for us, who stop it when the requests in flight are answered.
  const child = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', here ?? cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...spawning(cluster), detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  await log.close();
  return { hasEnded: () => ended, logStart };
}

/** Another's start at the same time, a port that was taken meanwhile and dying remains of a server are worth another try. */
async function refuseHopeless(cluster: string, { logStart }: Launch, { port = 0 }: EmbeddedPostgresOptions): Promise<void> {
  const said = (await readFile(logOf(cluster))).subarray(logStart).toString();
  const portWasTaken = /could not bind|could not create any TCP/.test(said);
  if (portWasTaken && port !== 0) {
    throw new StartRefused(`Port ${port} of 127.0.0.1 is taken by another program: set ATRIUM_EMBEDDED_DATABASE_PORT to a free one, or to none.`);
  }
  if (portWasTaken || /lock file|shared memory block/.test(said)) return delay(100);
  const cause = /(?:FATAL|PANIC): +(.*)/.exec(said)?.[1] ?? lastLine(said);
  throw new StartRefused(`The embedded PostgreSQL did not start: ${cause || 'it ended at once'} (${logOf(cluster)}).`);
}

/** What `postmaster.pid` says, unless the process it names is certainly not the server of this cluster. */
async function postmasterOf(cluster: string): Promise<{ pid: number; port: number; isReady: boolean } | null> {
  const file = join(cluster, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (pid <= 0 || !isAlive(pid)) return null;
  if ((await isServerOf(pid, cluster)) === false) {
    // The number went to another program after a crash; PostgreSQL would wait for that one to end.
    await rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** By its command line, which all users may read; null when that cannot be told. */
async function isServerOf(pid: number, cluster: string): Promise<boolean | null> {
  if (process.platform === 'win32') return null;
  const command = await (process.platform === 'linux'
    ? readFile(`/proc/${pid}/cmdline`, 'utf8')
    : promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout)
  ).catch(() => null);
  return command === null ? null : command.includes(`cluster_name=${nameOf(cluster)}`);
}

/** On the command line of a server it says whose cluster this is, wherever the server was started from. */
const nameOf = (cluster: string): string => `atrium-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`;

/** The session that makes us the owner; null when the server is on its way down, or its owner is. @throws StartRefused when another has it. */
async function ownerOf(connection: DatabaseConnection, cluster: string): Promise<pg.Client | null> {
  const client = new pg.Client({ ...connection, application_name: `${OWNER}${process.pid}` });
  // A lost session is noticed by its end.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [OWNERSHIP]);
    if (rows[0]?.taken) return client;
    const { rows: others } = await client.query<{ name: string }>(
      'select application_name as name from pg_stat_activity where starts_with(application_name, $1) and pid <> pg_backend_pid()',
      [OWNER],
    );
    const other = Number(others[0]?.name.slice(OWNER.length));
    if (isAlive(other)) {
      throw new StartRefused(
        `The data directory ${join(cluster, '..')} is in use by another Atrium, process ${other}: end that one, or set ATRIUM_DATA_DIR.`,
      );
    }
    // PostgreSQL has yet to notice that its owner was killed.
    await client.end();
    return null;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof StartRefused) throw error;
    if ((error as { code?: string }).code !== '28P01') return null;
    throw new StartRefused(`The embedded PostgreSQL in ${cluster} does not accept the password in the file postgres-password beside it.`);
  }
}

function owned({ pid, connection, owner }: Server, cluster: string): EmbeddedPostgres {
  let isStopping = false;
  let current = owner;
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();

  // PostgreSQL ends all sessions when it recovers from the crash of one; then ownership is taken anew.
  const watch = (session: pg.Client): void => {
    session.once('end', () => void reclaim());
  };
  const reclaim = async (): Promise<void> => {
    const deadline = performance.now() + STOP_LIMIT_MS;
    while (!isStopping && isAlive(pid) && performance.now() < deadline) {
      const session = await ownerOf(connection, cluster).catch(() => null);
      if (session !== null) {
        current = session;
        return watch(session);
      }
      await delay(100);
    }
    if (!isStopping) lose();
  };
  watch(current);

  const signal = async (name: NodeJS.Signals, limitMs: number): Promise<void> => {
    const deadline = performance.now() + limitMs;
    if (isAlive(pid)) process.kill(pid, name);
    while (isAlive(pid) && performance.now() < deadline) await delay(10);
  };

  return {
    connection,
    pid,
    lost,
    async stop() {
      isStopping = true;
      if ((await isServerOf(pid, cluster)) !== false) {
        await signal('SIGINT', STOP_LIMIT_MS);
        await signal('SIGQUIT', KILL_LIMIT_MS);
      }
      await current.end().catch(() => undefined);
    },
    abandon() {
      if (isAlive(pid)) process.kill(pid, 'SIGINT');
    },
  };
}

const logOf = (cluster: string): string => join(cluster, '..', 'postgres.log');

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);
