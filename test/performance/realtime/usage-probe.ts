// Loaded into a server before all else: tells whoever has started it what it has used so far.
import { setTimeout as delay } from 'node:timers/promises';
import { answering } from './questions.js';

/** CPU time of all its threads in µs; memory in bytes. */
export type Usage = { readonly cpuUs: number; readonly residentBytes: number; readonly heapBytes: number };

answering({
  usage(): Usage {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    return { cpuUs: user + system, residentBytes: rss, heapBytes: heapUsed };
  },
  /** What is left when all that is garbage was collected: what one collection finds, another may free. */
  async collect() {
    for (let turn = 0; turn < 4; turn++) {
      globalThis.gc?.();
      await delay(100);
    }
  },
});
