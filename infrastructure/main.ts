import { setTimeout as delay } from 'node:timers/promises';
import { compose } from '../composition-root.js';
import { readConfiguration } from './configuration.js';
import { endAsked } from './end-asked.js';
import { newLog } from './log.js';
import type { Platform } from './platform.js';
import { type Composition, startService } from './service.js';
import { StartRefused } from './start-refused.js';
import { API, WORK } from './tokens.js';
import { welcome } from './welcome.js';

/** How long closing pools and the embedded database may take beyond the grace for requests in flight. */
const CLOSING_LIMIT_MS = 12_000;

try {
  await run();
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function run(): Promise<never> {
  const configuration = readConfiguration(process.env);
  const log = newLog(configuration.logLevel);
  const resources = new AsyncDisposableStack();
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>();
  let abandon = (): void => undefined;
  const leaveAtOnce = (): never => {
    abandon();
    process.exit(1);
  };
  const defect = (error: unknown): void => {
    log.fatal({ err: error }, 'defect');
    leaveAtOnce();
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);
  // Who listened may be gone.
  process.stdout.on('error', () => undefined);
  const ended = endAsked(leaveAtOnce);

  const starting = startService(configuration, composing, log, resources, (postgres) => {
    abandon = () => postgres.abandon();
    void postgres.lost.then(() => lose('The embedded PostgreSQL ended.'));
  });
  const close = async (): Promise<void> => {
    const limit = delay(configuration.shutdownGraceMs + CLOSING_LIMIT_MS, undefined, { ref: false }).then(leaveAtOnce);
    await Promise.race([resources.disposeAsync(), limit]);
  };
  const service = await Promise.race([starting, ended]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if (typeof service === 'string') {
    await Promise.race([starting.catch(() => undefined), delay(configuration.shutdownGraceMs)]);
    await close();
    process.exit(0);
  }

  log.info({ ...(service.api === null ? {} : { api: service.api }), operations: service.operations, pid: process.pid, launcher: process.ppid }, 'ready');
  process.stdout.write(welcome(service, service.demo, service.isAlone));
  const reason = await Promise.race([ended, lost.then((sentence) => new StartRefused(sentence))]);
  log.info({ reason: String(reason) }, 'stopping');
  await close();
  log.info('stopped');
  if (reason instanceof StartRefused) throw reason;
  process.exit(0);
}

function composing(platform: Platform): ReturnType<Composition> {
  const container = compose(platform);
  return { api: () => container.get(API), work: () => container.get(WORK) };
}
