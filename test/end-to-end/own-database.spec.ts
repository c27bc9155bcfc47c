import { expect } from 'chai';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseConnection } from '../../infrastructure/database-connection.js';
import { freePort } from '../../infrastructure/free-port.js';
import { MIGRATING } from '../../infrastructure/prepared-database.js';
import { aDatabase, anEmptyDatabase, testMasterKey } from '../support/postgres.js';
import { StartedProduct } from './started-product.js';

describe('npm start, on a database of one’s own', function () {
  this.timeout(60_000);
  let directory: string;
  const masterKey = Buffer.from(testMasterKey).toString('base64url');

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-end-to-end-'));
  });

  after(async () => {
    await rm(directory, { recursive: true });
  });

  it('refuses a bad value before it does anything', async () => {
    expect(await refusal({ PORT: 'http' })).to.equal('PORT must be a port from 1 to 65535, not "http".');
    expect(await refusal({ ATRIUM_MASTER_KEY: 'hunter2' })).to.equal('ATRIUM_MASTER_KEY must be 32 bytes in base64url, base64 or hex.');
    expect(await readdir(directory)).to.deep.equal([]);
  });

  it('says that the database is away', async () => {
    const port = await freePort();
    expect(await refusal({ DATABASE_URL: `postgres://owner:hunter2@127.0.0.1:${port}/product`, ATRIUM_MASTER_KEY: masterKey })).to.equal(
      `The database product at 127.0.0.1:${port} cannot be reached: nothing listens there.`,
    );
  });

  it('says which migration failed', async () => {
    const { admin, drop } = await anEmptyDatabase();
    const client = new pg.Client({ ...admin });
    await client.connect();
    await client.query('create schema shared');
    await client.end();

    expect(await refusal({ DATABASE_URL: urlOf(admin), ATRIUM_MASTER_KEY: masterKey })).to.match(
      /^The migration 0001-roles-and-shared\.sql failed and was undone: schema "shared" already exists\. Nothing was started\.$/,
    );
    await drop();
  });

  it('migrates, serves, and makes no demo tenant', async () => {
    const { admin, drop } = await anEmptyDatabase();
    const product = await StartedProduct.with({ ...nowhere(), DATABASE_URL: urlOf(admin), ATRIUM_MASTER_KEY: masterKey });
    const { api } = await product.ready();

    expect((await fetch(`${api}/readyz`)).status).to.equal(200);
    expect(product.output).not.to.include('Demo');
    expect(product.errors).not.to.include(masterKey).and.not.to.include(admin.password);

    product.signalGroup('SIGTERM');
    await product.ended;
    await drop();
  });

  it('does not start under another master key than sealed the signing key', async () => {
    const { admin, drop } = await anEmptyDatabase();
    const settings = { ...nowhere(), DATABASE_URL: urlOf(admin), ATRIUM_MASTER_KEY: masterKey };
    const product = await StartedProduct.with(settings);
    const { api } = await product.ready();
    expect((await fetch(`${api}/.well-known/jwks.json`)).status).to.equal(200);

    expect(await refusal({ ...settings, ATRIUM_MASTER_KEY: 'q'.repeat(43) })).to.equal(
      `ATRIUM_MASTER_KEY is not the key that sealed what the database ${admin.database} at ${admin.host}:${admin.port} holds: set it to that one.`,
    );
    expect((await fetch(`${api}/readyz`)).status).to.equal(200);

    product.signalGroup('SIGTERM');
    await product.ended;
    await drop();
  });

  it('answers 503 until it is ready, and can be ended before', async () => {
    const { admin, drop } = await anEmptyDatabase();
    const [port, operationsPort] = [await freePort(), await freePort()];
    const ports = { PORT: String(port), ATRIUM_OPS_PORT: String(operationsPort) };
    const another = new pg.Client({ ...admin });
    await another.connect();
    await another.query('select pg_advisory_lock($1)', [MIGRATING]);
    const statusOf = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status, () => 0);

    const settings = { ...nowhere(), ...ports, DATABASE_URL: urlOf(admin), ATRIUM_MASTER_KEY: masterKey };
    const impatient = await StartedProduct.with({ ...settings, ATRIUM_SHUTDOWN_GRACE_MS: '100' });
    while ((await statusOf('/livez')) !== 200) await delay(20);
    expect(await Promise.all(['/startupz', '/readyz', '/v1/me'].map(statusOf))).to.deep.equal([503, 503, 503]);
    impatient.signalGroup('SIGTERM');
    await impatient.ended;
    expect(await statusOf('/livez')).to.equal(0);

    const patient = await StartedProduct.with(settings);
    while ((await statusOf('/livez')) !== 200) await delay(20);
    while (!patient.errors.includes('waiting for another process to migrate')) await delay(20);
    await another.end();
    await patient.ready();
    expect(await Promise.all(['/startupz', '/readyz', '/v1/me'].map(statusOf))).to.deep.equal([200, 200, 401]);

    patient.signalGroup('SIGTERM');
    await patient.ended;
    await drop();
  });

  it('works in the background without an API, as roles that somebody else made', async () => {
    const { app, system, drop } = await aDatabase();
    const product = await StartedProduct.with({
      ...nowhere(),
      ATRIUM_ROLE: 'worker',
      ATRIUM_APP_DATABASE_URL: urlOf(app),
      ATRIUM_SYSTEM_DATABASE_URL: urlOf(system),
      ATRIUM_MASTER_KEY: masterKey,
    });
    const { api, operations } = await product.ready();

    expect(api).to.equal('');
    expect((await fetch(`${operations}/readyz`)).status).to.equal(200);

    product.signalGroup('SIGTERM');
    await product.ended;
    await drop();
  });

  const nowhere = () => ({ ATRIUM_DATA_DIR: join(directory, 'data') });

  /** What it ends with: one sentence, and no success. */
  async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
    const { code, output, errors } = await (await StartedProduct.with({ ...nowhere(), ...environment })).ended;
    expect(code).to.equal(1);
    expect(output + errors).not.to.include('hunter2').and.not.to.include('Atrium is ready');
    const said = errors.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));
    expect(said).to.have.lengthOf(1);
    return said[0] ?? '';
  }
});

function urlOf({ host, port, user, password, database }: DatabaseConnection): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`;
}
