// A worker of ours in a process of its own, with the laboratory's job. Says `ready` to whoever started it.
import { newLog } from '../../../infrastructure/log.js';
import { Worker } from '../../../infrastructure/worker.js';
import { workerSettings } from '../../support/laboratory/worker-settings.js';
import { openWorkshop } from '../../support/laboratory/workshop.js';

const { app, system, concurrency, perTenant } = workerSettings();
const { work } = openWorkshop({ app, system, poolSize: concurrency, perTenant });
const worker = new Worker({ work, connection: system, concurrency, graceMs: 1_000, log: newLog('warn') });
await worker.start();
process.send?.('ready');
