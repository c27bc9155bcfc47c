import { expect } from 'chai';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Keyring } from '../../../adapters/identity/jose/keyring.js';
import { PostgresSigningKeys } from '../../../adapters/identity/postgres/postgres-signing-keys.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { SystemClock } from '../../../adapters/shared/system/system-clock.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { readConfiguration } from '../../../infrastructure/configuration.js';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';
import { unprivileged } from '../../../infrastructure/postgres-binaries.js';
import { checkGivenRoles, MIGRATING, prepareDatabase } from '../../../infrastructure/prepared-database.js';
import { StartRefused } from '../../../infrastructure/start-refused.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { selfSigned } from '../../support/certificates.js';
import { aDatabase, anEmptyDatabase, testMasterKey } from '../../support/postgres.js';

describe('preparing the database', function () {
  this.timeout(30_000);
  let directory: string;
  let admin: DatabaseConnection;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-migrations-'));
    ({ admin, drop } = await anEmptyDatabase());
    await migration('0001-roles', 'create schema kept; create table kept.row (n integer);');
  });

  afterEach(async () => {
    await drop();
    await rm(directory, { recursive: true });
  });

  it('carries out each migration once', async () => {
    await migration('0002-more', 'insert into kept.row values (1);');

    expect((await prepare()).migrated).to.deep.equal(['0001-roles', '0002-more']);
    expect((await prepare()).migrated).to.deep.equal([]);

    expect(await query(admin, 'select n from kept.row')).to.deep.equal([{ n: 1 }]);
  });

  it('lets one process migrate while the others wait', async () => {
    await migration('0002-slow', 'select pg_sleep(0.3); insert into kept.row values (1);');

    const all = await Promise.all([prepare(), prepare(), prepare()]);

    expect(all.map(({ migrated }) => migrated.length)).to.have.members([0, 0, 2]);
    expect(await query(admin, 'select n from kept.row')).to.deep.equal([{ n: 1 }]);
  });

  it('undoes a migration that fails, and names its file, line and cause', async () => {
    await migration('0002-fine', 'insert into kept.row values (1);');
    await migration('0003-broken', 'insert into kept.row values (2);\nselect nothing from nowhere;');

    await expect(prepare()).to.be.rejectedWith(
      StartRefused,
      'The migration 0003-broken.sql (line 2) failed and was undone: relation "nowhere" does not exist. Nothing was started.',
    );

    expect(await query(admin, 'select n from kept.row')).to.deep.equal([{ n: 1 }]);
    await migration('0003-broken', 'insert into kept.row values (3);');
    expect((await prepare()).migrated).to.deep.equal(['0003-broken']);
  });

  it('makes roles that own nothing and are bound by row-level security, each for its own database alone', async () => {
    const other = await aDatabase();
    const { app, system } = await prepare();

    for (const role of [app, system]) {
      expect(await query(role, 'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user')).to.deep.equal([
        { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      ]);
      await expect(query(role, 'create schema mine')).to.be.rejectedWith('permission denied');
      await expect(query(role, 'create temporary table mine (n integer)')).to.be.rejectedWith('permission denied');
      await expect(query({ ...role, database: other.admin.database }, 'select 1')).to.be.rejectedWith('permission denied for database');
    }
    await other.drop();
  });

  it('makes roles whose plans read no table whole, however small it was when they were made', async () => {
    const { app, system } = await prepare();

    for (const role of [app, system]) expect(await query(role, 'show enable_seqscan')).to.deep.equal([{ enable_seqscan: 'off' }]);
  });

  it('gives the roles the same passwords for the same master key, and others for another', async () => {
    const first = await prepare();
    expect(await prepare()).to.deep.include({ app: first.app, system: first.system });

    const next = await prepareDatabase(admin, new Uint8Array(32), { directory });

    expect(next.app.password).not.to.equal(first.app.password);
    expect(await query(next.app, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    await expect(query(first.app, 'select 1')).to.be.rejectedWith('password authentication failed');
  });

  it('needs no superuser: creating roles and passing row-level security is enough', async () => {
    await query(
      admin,
      `create role migrator login createrole bypassrls password 'word';
       alter database ${admin.database} owner to migrator;
       grant atrium_app, atrium_system to migrator with admin option`,
    );
    const migrator = { ...admin, user: 'migrator', password: 'word' };

    const { migrated } = await prepareDatabase(migrator, testMasterKey);
    const { app } = await prepareDatabase(migrator, testMasterKey);

    expect(migrated).to.have.lengthOf.at.least(5);
    expect(await query(app, 'select count(*)::int as tenants from tenancy.tenant')).to.deep.equal([{ tenants: 0 }]);
  });

  it('refuses to migrate as a role that forced row-level security binds', async () => {
    await query(admin, `create role bound login createrole password 'word'; grant all on database ${admin.database} to bound`);
    try {
      await expect(prepareDatabase({ ...admin, user: 'bound', password: 'word' }, testMasterKey, { directory })).to.be.rejectedWith(
        StartRefused,
        'The role bound of DATABASE_URL cannot migrate: it needs BYPASSRLS and CREATEROLE.',
      );
    } finally {
      await query(admin, `revoke all on database ${admin.database} from bound; drop role bound`);
    }
  });

  it('refuses to run as a role that row-level security does not bind', async () => {
    const { app, system, admin: mighty, bypass, drop: dropMigrated } = await aDatabase();

    await checkGivenRoles({ app, system }, testMasterKey);
    await expect(checkGivenRoles({ app: mighty, system }, testMasterKey)).to.be.rejectedWith(StartRefused, 'The role postgres bypasses row-level security');
    await expect(checkGivenRoles({ app: bypass, system }, testMasterKey)).to.be.rejectedWith(StartRefused, 'bypasses row-level security');
    await dropMigrated();
  });

  it('refuses to run as a role of no group, or of the other one, or on a database that nobody migrated', async () => {
    const { app, system, drop: dropMigrated } = await aDatabase();

    await expect(checkGivenRoles({ app: system, system: app }, testMasterKey)).to.be.rejectedWith(StartRefused, /^The role \w+ is not a member of atrium_\w+: grant/);
    await dropMigrated();
    const { app: early, system: earlySystem } = await prepare();
    await expect(checkGivenRoles({ app: early, system: earlySystem }, testMasterKey)).to.be.rejectedWith(
      StartRefused,
      `The database ${admin.database} at ${admin.host}:${admin.port} is not migrated`,
    );
  });

  it('refuses a master key that does not open the newest signing key, and leaves the roles as they are', async () => {
    const { admin: owner, app, system, drop: dropMigrated } = await aDatabase();
    const database = new SystemDatabase({ ...poolOfOne, connection: system });
    await new Keyring(new PostgresSigningKeys(database), testMasterKey, new UuidIds(), new SystemClock()).signing();
    await database.end();
    const sentence = `ATRIUM_MASTER_KEY is not the key that sealed what the database ${owner.database} at`;

    await expect(prepareDatabase(owner, new Uint8Array(32))).to.be.rejectedWith(StartRefused, sentence);
    await expect(checkGivenRoles({ app, system }, new Uint8Array(32))).to.be.rejectedWith(StartRefused, sentence);

    expect(await query(app, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    await checkGivenRoles({ app, system }, testMasterKey);
    expect(await prepareDatabase(owner, testMasterKey)).to.deep.include({ app, migrated: [] });
    await dropMigrated();
  });

  it('does not wait for ever for another that migrates', async () => {
    const other = new pg.Client({ ...admin });
    await other.connect();
    await other.query('select pg_advisory_lock($1)', [MIGRATING]);
    let waited = 0;

    const waiting = prepareDatabase(admin, testMasterKey, { directory, onWaiting: () => (waited += 1), waitLimitMs: 100 });

    await expect(waiting).to.be.rejectedWith(
      StartRefused,
      `Another process has been migrating the database ${admin.database} at ${admin.host}:${admin.port} for more than 0.1 s`,
    );
    await other.end();
    expect([waited, (await prepare()).migrated]).to.deep.equal([1, ['0001-roles']]);
  });

  it('says in a sentence why the database cannot be reached', async () => {
    const closed = await freePort();
    const sentences: [Partial<DatabaseConnection>, string][] = [
      [{ port: closed }, `at 127.0.0.1:${closed} cannot be reached: nothing listens there.`],
      [{ host: 'nowhere.invalid' }, 'at nowhere.invalid:'],
      [{ password: 'guessed' }, 'cannot be reached: it does not accept the user or the password.'],
      [{ database: 'nonesuch' }, 'cannot be reached: there is no such database.'],
      [{ ssl: { rejectUnauthorized: true } }, 'cannot be reached: TLS was demanded and failed (The server does not support SSL connections).'],
    ];
    for (const [change, sentence] of sentences) {
      const refused = await prepareDatabase({ ...admin, ...change }, testMasterKey, { directory }).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(StartRefused).with.property('message').that.includes(sentence);
      expect((refused as Error).message).not.to.include(admin.password);
    }
  });

  const prepare = () => prepareDatabase(admin, testMasterKey, { directory });

  const migration = (name: string, text: string) => writeFile(join(directory, `${name}.sql`), text);
});

const poolOfOne = {
  size: 1,
  waitMs: 5_000,
  maxAgeMs: 60_000,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 5_000,
  flightDeadlineMs: 10_000,
  preparedStatements: 10,
};

describe('TLS to the database', function () {
  this.timeout(30_000);
  let directory: string;
  let postgres: EmbeddedPostgres;
  const trusted = selfSigned();

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-tls-'));
    // The server reads its key as the user it runs as.
    const [home, certificate, key] = [join(directory, 'server'), join(directory, 'server/certificate.pem'), join(directory, 'server/key.pem')];
    await mkdir(home);
    await writeFile(certificate, trusted.certificate);
    await writeFile(key, trusted.key, { mode: 0o600 });
    if (unprivileged !== null) for (const path of [directory, key]) await chown(path, unprivileged.uid, unprivileged.gid);
    postgres = await startEmbeddedPostgres({
      dataDirectory: join(directory, 'data'),
      durable: false,
      settings: { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key },
    });
  });

  after(async () => {
    await postgres.stop();
    await rm(directory, { recursive: true });
  });

  it('is encrypted when the authority is the right one', async () => {
    expect(await query(await demanding(trusted.certificate), 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')).to.deep.equal([{ ssl: true }]);
  });

  it('is refused when another authority was expected, or none is known', async () => {
    const refusal = /cannot be reached: TLS was demanded and failed \(self-signed certificate/;
    await expect(prepareDatabase(await demanding(selfSigned().certificate), testMasterKey)).to.be.rejectedWith(StartRefused, refusal);
    await expect(prepareDatabase(await demanding(null), testMasterKey)).to.be.rejectedWith(StartRefused, refusal);
  });

  it('is refused when the certificate is another server’s, unless the name was waived', async () => {
    const other = await demanding(trusted.certificate, 'localhost');
    await expect(prepareDatabase(other, testMasterKey)).to.be.rejectedWith(StartRefused, /TLS was demanded and failed \(Hostname\/IP does not match/);
    expect(await query(await demanding(trusted.certificate, 'localhost', 'verify-ca'), 'select 1 as one')).to.deep.equal([{ one: 1 }]);
  });

  /** The server, as a configuration that demands TLS would reach it. */
  async function demanding(authority: string | null, host = '127.0.0.1', mode = 'verify-full'): Promise<DatabaseConnection> {
    const file = join(directory, 'authority.pem');
    if (authority !== null) await writeFile(file, authority);
    const { user, password, port } = postgres.connection;
    const { database } = readConfiguration({
      DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/postgres`,
      ATRIUM_MASTER_KEY: 'q'.repeat(43),
      ATRIUM_DATABASE_TLS: mode,
      ...(authority === null ? {} : { ATRIUM_DATABASE_CA_FILE: file }),
    });
    if (database.kind !== 'migrated') throw new Error('The configuration names a database.');
    return database.connection;
  }
});

async function query(connection: DatabaseConnection, text: string): Promise<unknown[]> {
  const client = new pg.Client({ ...connection });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
