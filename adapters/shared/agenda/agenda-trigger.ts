import { PostgresJobRepository } from '@agendajs/postgres-backend';
import { Agenda, BaseNotificationChannel, type JobParameters, type JobRepositoryOptions } from 'agenda';
import { JobId } from '../../../application/shared/job-type.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';

export type AgendaTriggerOptions = {
  /** As the system role; ended by whoever made it. */
  readonly pool: NonNullable<ConstructorParameters<typeof PostgresJobRepository>[0]['pool']>;
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

/** Agenda keeps each job that it has run for half of this. */
const LOCKED_MS = 10_000;

/**
 * A trigger is taken for good: it is lost with its process, and our record then gives another. By Agenda's own reckoning, on
 * the clock of its process, a second one would run beside the first.
 */
const FOR_GOOD = new Date('9999-12-31T00:00:00Z');

/** Agenda as what starts admitted jobs, and no more than that: each row of its table is one trigger, spent when it was pulled. */
export class AgendaTrigger {
  readonly agenda: Agenda;
  readonly #channel = new AdmittedChannel();
  readonly #options: AgendaTriggerOptions;

  constructor(options: AgendaTriggerOptions) {
    const { pool, concurrency, onError } = options;
    this.#options = options;
    this.agenda = new Agenda({
      // it connects when it asks for something: Agenda would end the process that cannot at once
      backend: { name: 'PostgreSQL', repository: new Triggers(pool, onError), ownsConnection: false, connect: nothing, disconnect: nothing },
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
      this.agenda.define<Trigger>(type, ({ attrs: { data } }, done) => void this.#pull(data).finally(done).finally(() => this.#channel.tell(type)));
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

const nothing = async (): Promise<void> => undefined;

/** Agenda's rows. What cannot be given back is taken up by our record like what a process left behind: it ends no process. */
class Triggers extends PostgresJobRepository {
  constructor(
    pool: AgendaTriggerOptions['pool'],
    private readonly onError: (error: unknown) => void,
  ) {
    super({ pool, ensureSchema: false });
  }

  override getNextJobToRun(jobName: string, nextScanAt: Date, lockDeadline: Date, _now?: Date, options?: JobRepositoryOptions): Promise<JobParameters | undefined> {
    return super.getNextJobToRun(jobName, nextScanAt, lockDeadline, FOR_GOOD, options);
  }

  override unlockJob(job: JobParameters): Promise<void> {
    return super.unlockJob(job).catch(this.onError);
  }

  override unlockJobs(...jobs: Parameters<PostgresJobRepository['unlockJobs']>): Promise<void> {
    return super.unlockJobs(...jobs).catch(this.onError);
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
