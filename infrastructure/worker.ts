import { setTimeout as delay } from 'node:timers/promises';
import type { Agenda } from 'agenda';
import type pg from 'pg';
import type { Logger } from 'pino';
import { AgendaTrigger } from '../adapters/shared/agenda/agenda-trigger.js';
import { ADMITTED_CHANNEL, CANCELLED_CHANNEL, WORK_CHANNEL } from '../adapters/shared/postgres/channels.js';
import { Listener } from '../adapters/shared/postgres/listener.js';
import type { EventRelay, Subscribed } from '../application/shared/ports/event-relay.js';
import type { EventSignals } from '../application/shared/ports/event-signals.js';
import type { JobAdmission } from '../application/shared/ports/job-admission.js';
import type { JobRecords } from '../application/shared/ports/job-records.js';
import type { Schedules } from '../application/shared/ports/schedules.js';
import type { RunJob } from '../application/shared/run-job.js';
import type { Schedule } from '../application/shared/schedule.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { TenantContext } from '../domain/shared/tenant-context.js';
import type { DatabaseConnection } from './database-connection.js';
import { Loop } from './loop.js';
import { triggerPool } from './trigger-pool.js';

/** What a worker works with. */
export type Work = {
  readonly jobs: RunJob;
  readonly records: JobRecords;
  readonly admission: JobAdmission;
  readonly relay: EventRelay;
  readonly subscribed: readonly Subscribed[];
  readonly signals: EventSignals;
  readonly schedules: Schedules;
  readonly scheduled: readonly Schedule[];
};

export type WorkerOptions = {
  readonly work: Work;
  /** As the system role. */
  readonly connection: DatabaseConnection;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** How long what runs may go on when the worker is to end, in ms. */
  readonly graceMs: number;
  readonly log: Logger;
};

/** How often each looks by itself, should nobody wake it. */
const LOOK_EVERY_MS = 1_000;
/** A lease and this are the longest that what a process left behind waits. */
const TAKE_UP_EVERY_MS = 2_000;
/** Several times within a lease. */
const RENEW_EVERY_MS = 4_000;

/** A schedule that others have changed is noticed within this. */
const LONGEST_SLEEP_MS = 60_000;

const worker = SystemContext.for('worker');

/** Publishes events, admits jobs and runs them, until it is ended. Any number of workers may do so at once. */
export class Worker {
  readonly #trigger: AgendaTrigger;
  readonly #options: WorkerOptions;
  readonly #pool: pg.Pool;
  readonly #listener: Listener;
  readonly #loops: readonly Loop[];
  #isEnding = false;

  constructor(options: WorkerOptions) {
    const { work: { jobs, records, admission, relay, subscribed, signals, schedules, scheduled }, connection, concurrency, log } = options;
    this.#options = options;
    const onError = (error: unknown): void => log.warn({ err: error }, 'a worker’s step failed and will be tried again');
    this.#pool = triggerPool(connection, Math.max(2, Math.ceil(concurrency / 2)));
    this.#pool.on('error', onError);
    const admitting = new Loop(() => admission.admit(worker, jobs.types).then(() => undefined), LOOK_EVERY_MS, onError);
    const takingUp = new Loop(() => admission.takeUp(worker).then(() => admitting.wake()), TAKE_UP_EVERY_MS, onError);
    const relaying = new Loop(async () => {
      for (;;) {
        const { events, advanced } = await relay.publish(worker, subscribed);
        for (const { tenantId, position } of advanced) signals.tell(TenantContext.visitor(tenantId), position);
        if (events === 0) return;
        admitting.wake();
      }
    }, LOOK_EVERY_MS, onError);
    const renewing = new Loop(async () => {
      for (const start of await records.renew(worker, jobs.running)) jobs.stop(start, { status: 'cancelled' });
    }, RENEW_EVERY_MS, onError);
    const scheduling = new Loop(async () => {
      const { firings, nextInSeconds } = await schedules.fireDue(worker, scheduled);
      for (const firing of firings) {
        if (firing.outcome === 'failed') log.warn({ err: firing.error, schedule: firing.schedule }, 'a schedule could not be kept and will be tried again');
        else log.info(firing, firing.outcome === 'fired' ? 'a schedule has come due' : 'a schedule was noticed too late');
      }
      if (firings.length > 0) admitting.wake();
      return Math.min(LONGEST_SLEEP_MS, (nextInSeconds ?? Infinity) * 1000);
    }, LONGEST_SLEEP_MS, onError);
    this.#loops = [relaying, admitting, takingUp, renewing, scheduling];
    this.#trigger = new AgendaTrigger({
      pool: this.#pool,
      concurrency,
      onError,
      run: async (tenantId, jobId) => {
        if (this.#isEnding) return;
        await jobs.execute(tenantId, jobId);
        // its tenant has room for another
        admitting.wake();
      },
    });
    this.#listener = new Listener(connection, (error) => log.warn({ err: error }, 'notifications are not heard just now'));
    this.#listener.on(WORK_CHANNEL, () => {
      relaying.wake();
      admitting.wake();
    });
    this.#listener.on(ADMITTED_CHANNEL, (message) => {
      const [count = '', type = ''] = message.split(' ');
      this.#trigger.admitted(type, Number(count));
    });
    this.#listener.on(CANCELLED_CHANNEL, () => renewing.wake());
  }

  /** For its dashboard. */
  get agenda(): Agenda {
    return this.#trigger.agenda;
  }

  /** Comes back when it works. */
  async start(): Promise<void> {
    await this.#trigger.start(this.#options.work.jobs.types);
    await this.#listener.start();
    for (const loop of this.#loops) loop.wake();
  }

  /** Starts nothing more, and waits for what runs; what takes too long is given back, to be started by others. */
  async end(): Promise<void> {
    const { work: { jobs }, graceMs } = this.#options;
    this.#isEnding = true;
    await this.#listener.end();
    await this.#trigger.stop();
    await this.settled(graceMs);
    for (const start of jobs.running) jobs.stop(start, { status: 'waiting', inSeconds: 0, uncounted: true, problem: GIVEN_BACK });
    await this.settled(GIVE_BACK_MS);
    await Promise.all(this.#loops.map((loop) => loop.end()));
    await this.#pool.end();
  }

  private async settled(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (this.#options.work.jobs.running.length > 0 && performance.now() < deadline) await delay(20);
  }
}

const GIVEN_BACK = { code: 'shared.job-given-back', detail: 'Its process was ended in good order.' };

const GIVE_BACK_MS = 2_000;
