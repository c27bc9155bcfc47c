import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { readConfiguration } from '../../../infrastructure/configuration.js';
import { documentsBeside, openDocuments } from '../../../infrastructure/dynamodb.js';
import { type EmbeddedDynamoDb, runningEmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../../infrastructure/embedded-dynamodb.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { aDynalite } from '../../support/dynamodb.js';
import { aTemporaryDirectory } from '../../support/temporary-directory.js';
import { aTenant } from '../../support/tenants.js';

const key = { kind: 'library.card', id: 'emma' };
/** No process has such a number. */
const NOBODYS = 2 ** 30;

describe('the embedded DynamoDB', function () {
  this.timeout(60_000);
  const directory = aTemporaryDirectory();
  let dataDirectory: string;
  let count = 0;
  let resources: AsyncDisposableStack;
  const started: EmbeddedDynamoDb[] = [];
  const processes: ChildProcess[] = [];

  beforeEach(() => {
    dataDirectory = join(directory(), String((count += 1)));
    resources = new AsyncDisposableStack();
  });
  afterEach(async () => {
    await resources.disposeAsync();
    for (const child of processes.splice(0)) child.kill('SIGKILL');
    for (const dynamo of started.splice(0)) await dynamo.stop();
  });

  const start = async (onEnded: (error: unknown) => void = () => undefined): Promise<EmbeddedDynamoDb> => {
    const dynamo = await startEmbeddedDynamoDb(dataDirectory, onEnded);
    started.push(dynamo);
    return dynamo;
  };
  const configured = (more: Readonly<Record<string, string>> = {}) => readConfiguration({ ATRIUM_DATA_DIR: dataDirectory, ...more });
  const beside = async (): Promise<DocumentStore> => {
    const { store, ensureTable } = await documentsBeside(configured(), resources);
    await ensureTable?.();
    return store;
  };
  /** Once it has the document. */
  const untilWritten = async (store: DocumentStore, tenant: TenantContext): Promise<void> => {
    while (await store.write(tenant, key, { version: 1, content: {} }).then(() => false, () => true)) await delay(50);
  };

  it('is there without anything being configured, and beside the service for a command', async () => {
    const tenant = aTenant();
    const store = await openDocuments(configured(), pino({ level: 'silent' }), resources);
    await store.write(tenant, key, { version: 1, content: { name: 'Emma' } });
    expect((await (await beside()).read(tenant, [key])).size).to.equal(1);
  });

  it('keeps what it is given from one start to the next, for its owner’s eyes', async () => {
    const tenant = aTenant();
    await (await beside()).write(tenant, key, { version: 1, content: { name: 'Emma' } });
    const modes = await Promise.all(['dynamodb', 'dynamodb-address'].map(async (path) => (await stat(join(dataDirectory, path))).mode & 0o777));
    expect(modes).to.deep.equal([0o700, 0o600]);
    await resources.disposeAsync();
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.equal(null);

    resources = new AsyncDisposableStack();
    expect((await (await beside()).read(tenant, [key])).size).to.equal(1);
  });

  it('has lost nothing after its process was killed, and is not taken for running', async () => {
    const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL('own-a-dynamodb.ts', import.meta.url)), dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
    processes.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.equal(null);

    const tenant = TenantContext.visitor(TenantId.from(said.toString().trim()));
    const keys = Array.from({ length: 20 }, (_, at) => ({ kind: key.kind, id: String(at) }));
    expect((await (await beside()).read(tenant, keys)).size).to.equal(20);
  });

  for (const [what, spoil] of [
    ['are cut off', (file: string) => truncate(file)],
    ['are gone', (file: string) => rm(file)],
    ['hold anything', (file: string) => writeFile(file, randomBytes(500))],
  ] as const) {
    it(`sets its files aside when some ${what}, says so, and begins with none`, async () => {
      await (await beside()).write(aTenant(), key, { version: 1, content: {} });
      await resources.disposeAsync();
      resources = new AsyncDisposableStack();
      const files = join(dataDirectory, 'dynamodb');
      for (const name of await readdir(files)) if (name.startsWith('MANIFEST')) await spoil(join(files, name));

      const told: string[] = [];
      await start((error) => told.push((error as Error).message));
      const store = await beside();
      const tenant = aTenant();
      await store.write(tenant, key, { version: 1, content: {} });
      expect((await store.read(tenant, [key])).size).to.equal(1);
      expect(told).to.have.length(1);
      expect(told[0]).to.include(`${files}-broken`);
      expect(await readdir(`${files}-broken`)).to.include('CURRENT');
    });
  }

  it('is not looked for where it is not: at a port that nobody or somebody else has', async () => {
    await start();
    const address = join(dataDirectory, 'dynamodb-address');
    await writeFile(address, `${process.pid}\n${await freePort()}\n`);
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.equal(null);
    await writeFile(address, 'nonsense');
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.equal(null);
    const stranger = await aDynalite();
    await writeFile(address, `${NOBODYS}\n${stranger.port}\n`);
    expect(await runningEmbeddedDynamoDb(dataDirectory)).to.equal(null);
    await stranger.stop();
  });

  it('is reached from this machine alone', async () => {
    const { endpoint } = await start();
    const others = Object.values(networkInterfaces()).flat().filter((one) => one !== undefined && !one.internal && one.family === 'IPv4');
    for (const address of ['127.0.0.2', ...others.map((one) => one?.address ?? '')]) {
      const socket = connect(Number(new URL(endpoint).port), address);
      expect(await once(socket, 'connect').then(() => 'open', (error: NodeJS.ErrnoException) => error.code), address).to.equal('ECONNREFUSED');
    }
  });

  it('is had by one process at a time: another finds it closed, and its own when that has gone', async () => {
    const [first, ended] = [await start(), [] as unknown[]];
    const addressOfFirst = await readFile(join(dataDirectory, 'dynamodb-address'), 'utf8');
    await start((error) => ended.push(error));
    await writeFile(join(dataDirectory, 'dynamodb-address'), addressOfFirst);
    const tenant = aTenant();
    await untilWritten(await beside(), tenant);
    await resources.disposeAsync();
    resources = new AsyncDisposableStack();

    const second = started[1] as EmbeddedDynamoDb;
    const store = await openDocuments(configured({ DYNAMODB_ENDPOINT: second.endpoint }), pino({ level: 'silent' }), resources);
    await expect(store.read(tenant, [key])).to.be.rejected;
    expect(ended).to.have.length.of.at.least(1);
    await first.stop();
    while ((await store.read(tenant, [key]).catch(() => new Map())).size === 0) await delay(50);
  });
});

describe('a DynamoDB elsewhere', function () {
  this.timeout(60_000);

  it('may be away when the service starts, which says so and goes on; the table is made when it is there, and made again when it was lost', async () => {
    await using resources = new AsyncDisposableStack();
    const port = await freePort();
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const made = (): number => lines.filter((line) => line.includes('the table of the read store was made')).length;
    const store = await openDocuments(readConfiguration({ DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` }), log, resources);
    const tenant = aTenant();
    await expect(store.read(tenant, [key])).to.be.rejected;
    expect(lines.filter((line) => line.includes('DynamoDB does not answer as it should'))).to.have.length.within(1, 2);

    for (let round = 1; round <= 2; round += 1) {
      const dynamo = await aDynalite(port);
      while (await store.write(tenant, key, { version: 1, content: {} }).then(() => false, () => true)) await delay(50);
      // it serves a moment before whoever made it says so
      while (made() < round) await delay(20);
      expect(made()).to.equal(round);
      await dynamo.stop();
    }
  });

  it('is done without where none is configured', async () => {
    await using resources = new AsyncDisposableStack();
    const configuration = readConfiguration({ ATRIUM_DYNAMODB: 'none' });
    const store = await openDocuments(configuration, pino({ level: 'silent' }), resources);
    await store.write(aTenant(), key, { version: 1, content: {} });
    expect(await documentsBeside(configuration, resources)).to.have.property('ensureTable', null);
  });
});
