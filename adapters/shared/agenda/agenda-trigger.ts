import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda, BaseNotificationChannel } from 'agenda';
import { JobId } from '../../../application/shared/job-type.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';

export type AgendaTriggerOptions = {
  /** As the system role; ended by whoever made it. */
  readonly pool: NonNullable<ConstructorParameters<typeof PostgresBackend>[0]['pool']>;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** Starts a job of ours. Nothing that it throws is Agenda's business: our record says what becomes of the job. */
  readonly run: (tenantId: TenantId, jobId: JobId) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const FETCHED_AT_ONCE = 5;

type Trigger = { readonly tenantId: string; readonly jobId: string };

/** How often Agenda looks by itself, should nobody tell it that something was admitted. */
const LOOK_EVERY_MS = 2_000;

/**
 * Never again: a trigger is lost with its process, and our record then gives another. By Agenda's own reckoning, on the
 * clock of its process, a second one would run beside the first.
 */
const LOCKED_MS = 24 * 60 * 60_000;

/** Agenda as what starts admitted jobs, and no more than that: each row of its table is one trigger, spent when it was pulled. */
export class AgendaTrigger {
  readonly agenda: Agenda;
  readonly #channel = new AdmittedChannel();
  readonly #options: AgendaTriggerOptions;

  constructor(options: AgendaTriggerOptions) {
    const { pool, concurrency, onError } = options;
    this.#options = options;
    this.agenda = new Agenda({
      backend: new PostgresBackend({ pool, ensureSchema: false, disableNotifications: true }),
      notificationChannel: this.#channel,
      processEvery: LOOK_EVERY_MS,
      maxConcurrency: concurrency,
      defaultConcurrency: concurrency,
      // a process that hoards what it cannot start keeps it from the others
      lockLimit: 2 * concurrency,
      defaultLockLimit: 2 * concurrency,
      defaultLockLifetime: LOCKED_MS,
      removeOnComplete: true,
    });
    this.agenda.on('error', onError);
  }

  /** Begins to start what is admitted of these types. */
  async start(types: readonly string[]): Promise<void> {
    for (const type of types) {
      this.agenda.define<Trigger>(type, ({ attrs: { data } }, done) => void this.#pull(data).finally(done));
    }
    await this.agenda.start();
  }

  async #pull({ tenantId, jobId }: Trigger): Promise<void> {
    try {
      await this.#options.run(TenantId.from(tenantId), JobId.from(jobId));
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** So many jobs of this type were admitted. Told once, Agenda would fetch one after the other before it starts the first. */
  admitted(type: string, count: number): void {
    for (let told = 0; told < Math.min(count, FETCHED_AT_ONCE); told++) this.#channel.tell(type);
  }

  /** Starts nothing more; what runs goes on. */
  async stop(): Promise<void> {
    await this.agenda.stop(false);
  }
}

/** Tells Agenda what we hear ourselves. It has nothing to tell to others: what was admitted was announced with the admission. */
class AdmittedChannel extends BaseNotificationChannel {
  override async connect(): Promise<void> {
    this.setState('connected');
  }

  override async disconnect(): Promise<void> {
    this.handlers.clear();
    this.setState('disconnected');
  }

  override async publish(): Promise<void> {}

  tell(jobName: string): void {
    void this.notifyHandlers({ jobId: '' as never, jobName, nextRunAt: null, priority: 0, timestamp: new Date() });
  }
}
