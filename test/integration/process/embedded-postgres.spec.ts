import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';
import { unprivileged } from '../../../infrastructure/postgres-binaries.js';
import { StartRefused } from '../../../infrastructure/start-refused.js';

describe('the embedded PostgreSQL', function () {
  this.timeout(30_000);
  let dataDirectory: string;
  const started: EmbeddedPostgres[] = [];
  const processes: ChildProcess[] = [];

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'atrium-embedded-'));
  });

  afterEach(async () => {
    for (const child of processes.splice(0)) child.kill('SIGKILL');
    for (const postgres of started.splice(0)) await postgres.stop();
    // What a failed test left running.
    for (const pid of await postmasters()) process.kill(pid, 'SIGQUIT');
    await rm(dataDirectory, { recursive: true });
  });

  it('keeps what it is given from one start to the next, for its owner’s eyes', async () => {
    const first = await start();
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await start();

    expect(await query(second, 'select answer from kept')).to.deep.equal([{ answer: 42 }]);
    expect(await query(second, 'show fsync')).to.deep.equal([{ fsync: 'on' }]);
    expect(await modes('.', 'postgres', 'postgres-password', 'postgres.log')).to.deep.equal([0o700, 0o700, 0o600, 0o600]);
  });

  it('is reached from this machine alone, and with its password alone', async () => {
    const postgres = await start();
    const { port } = postgres.connection;

    const others = Object.values(networkInterfaces()).flat().filter((one) => one !== undefined && !one.internal && one.family === 'IPv4');
    for (const address of ['127.0.0.2', ...others.map((one) => one?.address ?? '')]) {
      const socket = connect(port, address);
      expect(await once(socket, 'connect').then(() => 'open', (error: NodeJS.ErrnoException) => error.code), address).to.equal('ECONNREFUSED');
    }
    await expect(new pg.Client({ ...postgres.connection, password: 'guessed' }).connect()).to.be.rejectedWith('password authentication failed');
    expect(await query(postgres, 'select distinct auth_method from pg_hba_file_rules')).to.deep.equal([{ auth_method: 'scram-sha-256' }]);
  });

  it('has one owner at a time', async () => {
    await start();

    await expect(start()).to.be.rejectedWith(StartRefused, `The data directory ${dataDirectory} is in use by another Atrium, process ${process.pid}: end that one`);
  });

  it('is one server when two start at once', async () => {
    const outcomes = await Promise.allSettled([start(), start(), start()]);

    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect((outcome.reason as Error).message).to.include('is in use by another Atrium, process');
    }
    expect(await postmasters()).to.have.lengthOf(1);
  });

  it('is adopted when its owner was killed, also when it has not noticed yet', async () => {
    const [owner, orphan] = await ownedElsewhere();
    const [session] = await owners({ connection: await connectionTo() });
    process.kill(session ?? Number.NaN, 'SIGSTOP');
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const adopting = start();
    await delay(300);
    process.kill(session ?? Number.NaN, 'SIGCONT');
    const adopted = await adopting;

    expect(adopted.pid).to.equal(orphan);
    await adopted.stop();
    expect(await postmasters()).to.deep.equal([]);
  });

  it('recovers when it was killed itself, and says that it is gone', async () => {
    const first = await start();
    await query(first, 'create table kept as select 42 as answer');

    process.kill(first.pid, 'SIGKILL');
    await first.lost;

    expect(await query(await start(), 'select answer from kept')).to.deep.equal([{ answer: 42 }]);
  });

  it('stays ours when a crash ends all its sessions', async () => {
    const postgres = await start();
    const [killed] = await owners(postgres);
    process.kill(killed ?? Number.NaN, 'SIGKILL');
    const overdue = performance.now() + 20_000;
    // While PostgreSQL recovers it answers nobody.
    for (let now = [killed]; now[0] === undefined || now[0] === killed; now = await owners(postgres).catch(() => [])) {
      if (performance.now() > overdue) throw new Error('The owner did not come back in time.');
      await delay(20);
    }

    await expect(start()).to.be.rejectedWith('is in use by another Atrium, process');
    expect(await query(postgres, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
  });

  it('is not kept from starting by another program that has its old process number', async () => {
    await (await start()).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], { ...unprivileged, stdio: 'ignore' });
    processes.push(stranger);
    await once(stranger, 'spawn');
    await writeFile(join(dataDirectory, 'postgres/postmaster.pid'), `${String(stranger.pid)}\n${dataDirectory}/postgres\n0\n5432\n\n127.0.0.1\n0 0\nready   \n`);

    const postgres = await start();

    expect(postgres.pid).not.to.equal(stranger.pid);
    expect(stranger.exitCode).to.equal(null);
  });

  it('says why it does not start', async () => {
    await (await start()).stop();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    await expect(startEmbeddedPostgres({ dataDirectory, port })).to.be.rejectedWith(StartRefused, `Port ${port} of 127.0.0.1 is taken`);
    taken.close();
    await expect(startEmbeddedPostgres({ dataDirectory: join(dataDirectory, 'postgres-password') })).to.be.rejectedWith(
      StartRefused,
      'ATRIUM_DATA_DIR must be a directory that this user can write',
    );

    await expect(startEmbeddedPostgres({ dataDirectory, settings: { shared_buffers: 'lots' } })).to.be.rejectedWith(
      StartRefused,
      'The embedded PostgreSQL did not start: invalid value for parameter "shared_buffers"',
    );
  });

  async function start(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ dataDirectory });
    started.push(postgres);
    return postgres;
  }

  async function ownedElsewhere(): Promise<[ChildProcess, number]> {
    const script = fileURLToPath(new URL('./own-a-postgres.ts', import.meta.url));
    const child = spawn(process.execPath, [...process.execArgv, script, dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
    processes.push(child);
    const [said] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
    return [child, Number(said.toString())];
  }

  /** As the files in the data directory tell. */
  async function connectionTo(): Promise<DatabaseConnection> {
    const password = (await readFile(join(dataDirectory, 'postgres-password'), 'utf8')).trim();
    const port = Number((await readFile(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8')).split('\n')[3]);
    return { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres', ssl: false };
  }

  /** The sessions that hold the data directory for their processes. */
  async function owners(postgres: Pick<EmbeddedPostgres, 'connection'>): Promise<number[]> {
    const text = `
      select pid from pg_stat_activity join pg_locks using (pid)
      where starts_with(application_name, 'atrium owner') and locktype = 'advisory' and granted
    `;
    return (await query<{ pid: number }>(postgres, text)).map(({ pid }) => pid);
  }

  async function query<Row>({ connection }: Pick<EmbeddedPostgres, 'connection'>, text: string): Promise<Row[]> {
    const client = new pg.Client({ ...connection });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async function modes(...paths: string[]): Promise<number[]> {
    return Promise.all(paths.map(async (path) => (await stat(join(dataDirectory, path))).mode & 0o777));
  }

  /** The process that postmaster.pid names, while it lives: the file goes with an orderly end. */
  async function postmasters(): Promise<number[]> {
    const pid = Number((await readFile(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    try {
      return pid > 0 && process.kill(pid, 0) ? [pid] : [];
    } catch {
      return [];
    }
  }
});
