import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { SignJWT } from 'jose';
import type { DatabaseConnection } from '../../infrastructure/database-connection.js';
import { startEmbeddedPostgres } from '../../infrastructure/embedded-postgres.js';
import { prepareDatabase } from '../../infrastructure/prepared-database.js';
import type { Cores } from './cores.js';
import { emailOf, password, sample, slugOf, tenantIdOf, userIdOf } from './sample.js';
import { seed } from './seed.js';
import { type Server, startAtrium, startFloor } from './servers.js';

/** A server, and how to sign its callers in. */
export type Candidate = {
  readonly server: Server;
  /** Fresh bearer tokens, the first tenant's at 0. */
  tokens(): Promise<readonly string[]>;
};

/** Both servers on one PostgreSQL, filled with the sample. */
export type Stage = {
  readonly atrium: Candidate;
  readonly floor: Candidate;
  readonly postgresVersion: string;
  close(): Promise<void>;
};

export type StageOptions = {
  /** Where all of it lives. */
  readonly directory: string;
  readonly cores: Cores | null;
  /** Whether commits wait for the disk. */
  readonly durable: boolean;
  /** Told what goes on. */
  readonly tell: (text: string) => void;
};

/** Starts PostgreSQL, stores the sample, and starts both servers. */
export async function openStage({ directory, cores, durable, tell }: StageOptions): Promise<Stage> {
  const resources = new AsyncDisposableStack();
  try {
    tell('PostgreSQL starts');
    const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable });
    resources.defer(() => postgres.stop());
    const database = { ...postgres.connection, database: 'bench' };
    const masterKey = randomBytes(32);
    await asAdmin(postgres.connection, (admin) => admin.query('create database bench'));
    await prepareDatabase(database, masterKey);

    tell(`${sample.tenants} tenants with ${sample.invoicesPerTenant} invoices each are stored`);
    const floorRole = { ...database, user: 'floor_login', password: randomBytes(18).toString('base64url') };
    const postgresVersion = await asAdmin(database, async (admin) => {
      await seed(admin);
      await admin.query(`
        create role ${floorRole.user} login nobypassrls password ${pg.escapeLiteral(floorRole.password)} in role atrium_app;
        grant connect on database ${floorRole.database} to ${floorRole.user};
      `);
      const { rows } = await admin.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? '';
    });

    tell('npm start and the floor start');
    const secret = randomBytes(32);
    const floor = await startFloor(directory, cores, { FLOOR_DATABASE_URL: urlOf(floorRole), FLOOR_SECRET: secret.toString('base64url') });
    resources.defer(() => floor.stop());
    const atrium = await startAtrium(directory, cores, { DATABASE_URL: urlOf(database), ATRIUM_MASTER_KEY: masterKey.toString('base64url') });
    resources.defer(() => atrium.stop());

    return {
      atrium: { server: atrium, tokens: () => forEachTenant((tenant) => signIn(atrium, tenant)) },
      floor: { server: floor, tokens: () => forEachTenant((tenant) => floorToken(secret, tenant)) },
      postgresVersion,
      close: () => resources.disposeAsync(),
    };
  } catch (failure) {
    await resources.disposeAsync();
    throw failure;
  }
}

async function forEachTenant(tokenOf: (tenant: number) => Promise<string>): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let tenant = 1; tenant <= sample.tenantsAsked; tenant++) tokens.push(await tokenOf(tenant));
  return tokens;
}

/** @returns a fresh bearer token of the tenant's owner. */
export async function signIn({ port }: Pick<Server, 'port'>, tenant: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: slugOf(tenant), email: emailOf(tenant), password }),
  });
  const answer = (await response.json()) as { accessToken?: string };
  if (answer.accessToken === undefined) throw new Error(`Signing in was answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer.accessToken;
}

const floorToken = (secret: Uint8Array, tenant: number): Promise<string> =>
  new SignJWT({ tid: tenantIdOf(tenant) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userIdOf(tenant))
    .setIssuer('floor')
    .setAudience('floor')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(secret);

export const urlOf = ({ host, port, user, password: secret, database }: DatabaseConnection): string =>
  `postgres://${user}:${encodeURIComponent(secret)}@${host}:${port}/${database}`;

/** Connected for the length of `work`. */
export async function asAdmin<T>(connection: DatabaseConnection, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ ...connection });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
