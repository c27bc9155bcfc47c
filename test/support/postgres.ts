import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseConnection } from '../../infrastructure/database-connection.js';
import { ensureLoginRoles } from '../../infrastructure/database-roles.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../infrastructure/embedded-postgres.js';
import { prepareDatabase } from '../../infrastructure/prepared-database.js';

/** A migrated database of one's own, and the roles to reach it as. */
export type TestDatabase = {
  /** The superuser, whom nothing binds. */
  readonly admin: DatabaseConnection;
  readonly app: DatabaseConnection;
  readonly system: DatabaseConnection;
  /** A member of atrium_app whom row-level security does not bind: what it cannot see, the predicates hide. */
  readonly bypass: DatabaseConnection;
  drop(): Promise<void>;
};

/** Given to the roles of all test databases. */
export const testMasterKey: Uint8Array = new Uint8Array(randomBytes(32));

type Server = {
  readonly postgres: EmbeddedPostgres;
  readonly template: DatabaseConnection;
  readonly dataDirectory: string;
  stop(): Promise<void>;
};

let server: Promise<Server> | null = null;
let count = 0;

/** A fresh database, all migrations applied. The server behind it starts with the first and serves the whole run. */
export async function aDatabase(): Promise<TestDatabase> {
  return databaseOn(await (server ??= started()));
}

/** A fresh database on a server that nobody else uses, with settings of its own; dropping it ends the server. */
export async function aDatabaseApart(settings: Readonly<Record<string, string>>): Promise<TestDatabase & { readonly log: string }> {
  const apart = await started(settings);
  return { ...(await databaseOn(apart)), log: join(apart.dataDirectory, 'postgres.log'), drop: () => apart.stop() };
}

async function databaseOn({ postgres, template }: Server): Promise<TestDatabase> {
  const admin = { ...template, database: `test_${++count}` };
  await asAdmin(postgres.connection, `create database ${admin.database} template ${template.database}`);
  const bypass = { ...admin, user: `${admin.database}_bypass`, password: randomBytes(18).toString('base64url') };
  const roles = await withClient(admin, async (client) => {
    await client.query(`
      create role ${bypass.user} login bypassrls password ${pg.escapeLiteral(bypass.password)} in role atrium_app;
      grant connect on database ${admin.database} to ${bypass.user};
    `);
    return ensureLoginRoles(client, admin, testMasterKey);
  });
  return {
    admin,
    ...roles,
    bypass,
    async drop() {
      await asAdmin(postgres.connection, `drop database ${admin.database} with (force)`);
      await asAdmin(postgres.connection, `drop role ${[roles.app, roles.system, bypass].map(({ user }) => user).join(', ')}`);
    },
  };
}

/** An empty database on the same server, for what migrates it itself; only `admin` is there. */
export async function anEmptyDatabase(): Promise<{ readonly admin: DatabaseConnection; drop(): Promise<void> }> {
  const { postgres } = await (server ??= started());
  const admin = { ...postgres.connection, database: `empty_${++count}` };
  await asAdmin(postgres.connection, `create database ${admin.database}`);
  return { admin, drop: () => asAdmin(postgres.connection, `drop database ${admin.database} with (force)`) };
}

/** Ends the server of this run, if one was started. */
export async function stop(): Promise<void> {
  const running = server;
  server = null;
  await (await running)?.stop();
}

async function started(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'atrium-test-'));
  const postgres = await startEmbeddedPostgres({ dataDirectory, durable: false, settings });
  const guard = endsWithUs(postgres.pid, dataDirectory);
  const template = { ...postgres.connection, database: 'template_atrium' };
  await asAdmin(postgres.connection, `create database ${template.database}`);
  await prepareDatabase(template, testMasterKey);
  return {
    postgres,
    template,
    dataDirectory,
    async stop() {
      await postgres.stop();
      await rm(dataDirectory, { recursive: true, force: true });
      guard.kill('SIGKILL');
    },
  };
}

/** A run that is killed takes the server and its directory along: the pipe's end is the news. */
function endsWithUs(pid: number, directory: string) {
  const script = 'cat > /dev/null; for i in 1 2 3 4 5 6 7 8 9; do kill -INT "$0" 2> /dev/null || break; sleep 1; done; rm -rf -- "$1"';
  const guard = spawn('sh', ['-c', script, String(pid), directory], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => undefined);
  guard.unref();
  return guard;
}

async function asAdmin(connection: DatabaseConnection, statement: string): Promise<void> {
  await withClient(connection, (client) => client.query(statement));
}

async function withClient<T>(connection: DatabaseConnection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
