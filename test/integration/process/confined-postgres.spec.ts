import { expect } from 'chai';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';
import { unprivileged } from '../../../infrastructure/postgres-binaries.js';
import { skip } from '../../support/mocha-skip.js';

const owning = fileURLToPath(new URL('./own-a-postgres.ts', import.meta.url));
const withoutTracing = ['--bounding-set', '-sys_ptrace'];

describe('the embedded PostgreSQL, of a root that may not look into other users’ processes', function () {
  this.timeout(30_000);
  let dataDirectory: string;
  const processes: ChildProcess[] = [];

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'atrium-confined-'));
  });

  afterEach(async () => {
    for (const child of processes.splice(0)) child.kill('SIGKILL');
    const pid = await postmaster();
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    await rm(dataDirectory, { recursive: true });
  });

  // Elsewhere there is nothing to prove: any other user looks at processes of its own.
  if (unprivileged !== null && process.platform === 'linux') it('is adopted after its owner was killed, and is stopped', async function () {
    if (!canConfine()) skip(this, 'setpriv of util-linux is not here, or may not take a capability away');
    const [owner, orphan] = await confined();
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const [next, adopted] = await confined();
    expect(adopted).to.equal(orphan);

    next.kill('SIGTERM');
    await once(next, 'exit');
    expect(await postmaster()).to.equal(null);
  });

  /** A process as Docker would run it: root, without the right to trace. */
  async function confined(): Promise<[ChildProcess, number]> {
    const child = spawn('setpriv', [...withoutTracing, process.execPath, ...process.execArgv, owning, dataDirectory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    const [said] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
    return [child, Number(said.toString())];
  }

  async function postmaster(): Promise<number | null> {
    const pid = Number((await readFile(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    try {
      return pid > 0 && process.kill(pid, 0) ? pid : null;
    } catch {
      return null;
    }
  }
});

describe('the log of the embedded PostgreSQL', function () {
  this.timeout(30_000);

  it('says what failed, and does not repeat the statement, which may hold a password', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'atrium-log-'));
    const postgres = await startEmbeddedPostgres({ dataDirectory, durable: false });
    try {
      const client = new pg.Client({ ...postgres.connection });
      await client.connect();
      await expect(client.query("alter role nobody_here password 'hunter2'")).to.be.rejectedWith('does not exist');
      await client.end();

      expect(await readFile(join(dataDirectory, 'postgres.log'), 'utf8')).to.include('role "nobody_here" does not exist').and.not.to.include('hunter2');
    } finally {
      await postgres.stop();
      await rm(dataDirectory, { recursive: true });
    }
  });
});

function canConfine(): boolean {
  try {
    execFileSync('setpriv', [...withoutTracing, 'true']);
    return true;
  } catch {
    return false;
  }
}
