import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartedProduct } from './started-product.js';

describe('npm start, on a machine without a database', function () {
  this.timeout(60_000);
  let directory: string;
  let dataDirectory: string;
  const products: StartedProduct[] = [];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-end-to-end-'));
    dataDirectory = join(directory, 'data');
  });

  afterEach(async () => {
    for (const product of products.splice(0)) {
      product.signalGroup('SIGTERM');
      await product.ended;
    }
  });

  after(async () => {
    const orphan = await postmaster();
    if (orphan !== null) process.kill(orphan, 'SIGINT');
    while ((await postmaster()) !== null) await delay(20);
    await rm(directory, { recursive: true });
  });

  // Each starts where the one before left the data.

  it('serves at the first start, and what it prints works when pasted', async () => {
    const product = await start();
    const { api, operations } = await product.ready();

    expect(await pasted(product)).to.include('owner@demo.example');
    for (const origin of [api, operations]) {
      for (const path of ['/livez', '/readyz', '/startupz']) expect((await fetch(`${origin}${path}`)).status, `${origin}${path}`).to.equal(200);
    }
    expect((await fetch(`${api}/docs`)).status).to.equal(200);
    expect(product.output).to.include(`Docs        ${api}/docs`);
  });

  it('keeps its data, and its secrets to itself', async () => {
    const product = await start();
    await product.ready();

    expect(await pasted(product)).to.include('owner@demo.example');
    const files = (await readdir(dataDirectory)).filter((name) => name !== 'postgres' && name !== 'dynamodb').sort();
    expect(files).to.deep.equal(['demo-password', 'dynamodb-address', 'master-key', 'postgres-password', 'postgres.log']);
    for (const name of files) {
      expect((await stat(join(dataDirectory, name))).mode & 0o777, name).to.equal(0o600);
      const secret = (await readFile(join(dataDirectory, name), 'utf8')).trim();
      if (name !== 'postgres.log') expect(product.errors).not.to.include(secret);
      if (name !== 'postgres.log' && name !== 'demo-password') expect(product.output).not.to.include(secret);
      if (name !== 'postgres.log') expect(await readFile(join(dataDirectory, 'postgres.log'), 'utf8')).not.to.include(secret);
    }
    expect(await readFile(join(dataDirectory, 'postgres.log'), 'utf8')).not.to.match(/password|STATEMENT/i);
    for (const path of ['', 'postgres', 'dynamodb']) expect((await stat(join(dataDirectory, path))).mode & 0o777, path).to.equal(0o700);
  });

  it('offers no demo sign-in that it does not know to work', async () => {
    const file = join(dataDirectory, 'demo-password');
    const kept = await readFile(file, 'utf8');
    await rm(file);
    const product = await start();
    await product.ready();

    expect(product.output).to.include('No demo sign-in').and.not.to.include('token=');
    expect(await readdir(dataDirectory)).not.to.include('demo-password').and.not.to.include('demo-password.new');

    await writeFile(file, kept, { mode: 0o600 });
  });

  it('finishes what is in flight on SIGTERM, then ends with its PostgreSQL', async () => {
    const product = await start();
    const { api, launcher } = await product.ready();
    const body = JSON.stringify({ tenant: 'demo', email: 'owner@demo.example', password: 'a guess, and no good one' });
    const asked = request(`${api}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } });
    asked.write(body.slice(0, 10));
    await delay(200);

    process.kill(launcher, 'SIGTERM');
    await until(() => product.errors.includes('"msg":"stopping"'));
    await expect(fetch(`${api}/livez`)).to.be.rejectedWith('fetch failed');
    asked.end(body.slice(10));
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();

    expect(answer.statusCode).to.equal(401);
    expect((await product.ended).code).to.equal(0);
    expect(await postmaster()).to.equal(null);
  });

  it('ends at once when it is asked again', async () => {
    const product = await start();
    const { api, launcher } = await product.ready();
    const asked = request(`${api}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': 10 } });
    asked.on('error', () => undefined);
    asked.write('{');
    await delay(200);

    process.kill(launcher, 'SIGTERM');
    await until(() => product.errors.includes('"msg":"stopping"'));
    await delay(600);
    process.kill(launcher, 'SIGTERM');

    expect((await product.ended).code).to.equal(1);
    expect(product.errors).not.to.include('"msg":"stopped"');
    await until(async () => (await postmaster()) === null);
  });

  it('ends in a sentence when its PostgreSQL is gone', async () => {
    const product = await start();
    await product.ready();

    const pid = await postmaster();
    if (pid === null) throw new Error('There is no PostgreSQL to kill.');
    process.kill(pid, 'SIGKILL');

    const { code, errors } = await product.ended;
    expect([code, errors.split('\n').includes('The embedded PostgreSQL ended.')]).to.deep.equal([1, true]);
  });

  it('takes one Ctrl-C for one, however many processes pass it on', async () => {
    const product = await start();
    await product.ready();

    product.signalGroup('SIGINT');

    await until(() => product.errors.includes('"msg":"stopped"'));
    expect(product.errors.match(/"msg":"stopping"/g)).to.have.lengthOf(1);
    expect(await postmaster()).to.equal(null);
  });

  it('ends with its PostgreSQL when npm is asked to end', async () => {
    const product = await start();
    const { pid } = await product.ready();

    product.signal('SIGTERM');

    await until(() => !isAlive(pid));
    expect(await postmaster()).to.equal(null);
  });

  it('starts again after kill -9 of the whole group, and PostgreSQL is not doubled', async () => {
    const product = await start();
    await product.ready();
    const orphan = await postmaster();
    product.signalGroup('SIGKILL');
    await product.ended;

    const next = await start();
    await next.ready();

    expect(await pasted(next)).to.include('owner@demo.example');
    expect(await postmaster()).to.equal(orphan);
  });

  it('starts again after kill -9 of node alone', async () => {
    const product = await start();
    process.kill((await product.ready()).pid, 'SIGKILL');
    const { code } = await product.ended;
    expect(code).not.to.equal(0);

    const next = await start();
    await next.ready();

    expect(await pasted(next)).to.include('owner@demo.example');
  });

  it('ends with its PostgreSQL when its launcher is killed', async () => {
    const product = await start();
    const { launcher, pid } = await product.ready();

    process.kill(launcher, 'SIGKILL');

    await until(() => !isAlive(pid));
    expect(await postmaster()).to.equal(null);
  });

  it('refuses a data directory and ports that are in use, in a sentence each', async () => {
    const product = await start();
    const { api, operations, pid } = await product.ready();
    const [port, operationsPort] = [new URL(api).port, new URL(operations).port];

    const second = await (await start()).ended;
    const sameData = `The data directory ${dataDirectory} is in use by another Atrium, process ${pid}: end that one, or set ATRIUM_DATA_DIR.`;
    expect([second.code, lastLineOf(second.errors)]).to.deep.equal([1, sameData]);

    const elsewhere = { ATRIUM_DATA_DIR: join(directory, 'other') };
    const samePort = await (await start({ ...elsewhere, PORT: port })).ended;
    expect([samePort.code, lastLineOf(samePort.errors)]).to.deep.equal([
      1,
      `Port ${port} of 127.0.0.1 is taken by another program: end that one, or set PORT to a free port.`,
    ]);
    expect(await postmaster('other')).to.equal(null);

    const sameOperations = await (await start({ ...elsewhere, ATRIUM_OPS_PORT: operationsPort })).ended;
    expect([sameOperations.code, lastLineOf(sameOperations.errors)]).to.deep.equal([
      1,
      `Port ${operationsPort} of 127.0.0.1 is taken by another program: end that one, or set ATRIUM_OPS_PORT to a free port.`,
    ]);
    expect((await fetch(`${api}/readyz`)).status).to.equal(200);
  });

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<StartedProduct> {
    const product = await StartedProduct.with({ ATRIUM_DATA_DIR: dataDirectory, ...environment });
    products.push(product);
    return product;
  }

  /** The printed curl lines, given to a shell. */
  async function pasted({ output }: StartedProduct): Promise<string> {
    const lines = output.split('\n').filter((line) => /^(token=|curl )/.test(line));
    expect(lines).to.have.lengthOf(2);
    return (await promisify(execFile)('sh', ['-c', lines.join('\n')])).stdout;
  }

  async function postmaster(name = 'data'): Promise<number | null> {
    const file = join(directory, name, 'postgres/postmaster.pid');
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    return pid > 0 && isAlive(pid) ? pid : null;
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}

const lastLineOf = (text: string): string => text.trim().split('\n').at(-1) ?? '';
