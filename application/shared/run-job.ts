import { DomainError } from '../../domain/shared/domain-error.js';
import { TenantContext, type TenantId } from '../../domain/shared/tenant-context.js';
import type { JobProblem } from './job.js';
import type { JobHandling, JobUseCase } from './job-handling.js';
import { backoffSeconds, type JobId } from './job-type.js';
import type { JobEnd, JobRecords, JobStart } from './ports/job-records.js';
import type { PrincipalContexts } from './ports/principal-contexts.js';
import type { Timing } from './ports/timing.js';
import type { Transactions } from './ports/transactions.js';
import { JobLost, TenantClosing, TenantSuspended } from './refusals.js';

/** A handling, and the guarded use case that it calls. */
export type BoundHandling = { readonly handling: JobHandling; readonly useCase: JobUseCase };

/** Who hears of what happens to jobs. */
export type JobObservers = {
  /** A start ended without an effect. `error` is what was thrown. */
  readonly onJobEnded?: (start: JobStart, end: JobEnd, error: unknown) => void;
  /** A start has come to a point from which something can be lost or done twice. */
  readonly onJobPoint?: (point: JobPoint, start: JobStart) => void | Promise<void>;
};
export type JobPoint = 'claimed' | 'before effect' | 'after effect' | 'before done' | 'done';

/** Before a start that does not count is repeated: something else has to change first. */
const UNCOUNTED_WAIT_SECONDS = 300;

/** Starts jobs: once each at a time, for their tenant, with the rights that their principal has now. */
export class RunJob {
  readonly #handlings: ReadonlyMap<string, BoundHandling>;
  readonly #running = new Map<JobStart, AbortController>();

  constructor(
    handlings: readonly BoundHandling[],
    private readonly records: JobRecords,
    private readonly contexts: PrincipalContexts,
    private readonly transactions: Transactions,
    private readonly timing: Timing,
    private readonly observers: JobObservers,
  ) {
    this.#handlings = new Map(handlings.map((bound) => [bound.handling.type.name, bound]));
  }

  /** The names of the types that somebody handles. */
  get types(): readonly string[] {
    return [...this.#handlings.keys()];
  }

  /** What runs here now. */
  get running(): readonly JobStart[] {
    return [...this.#running.keys()];
  }

  /** Aborts a start, which then ends like this. */
  stop(start: JobStart, end: JobEnd): void {
    this.#running.get(start)?.abort(new Stopped(end));
  }

  /** Starts a job and sees it to its end. @returns false when there was nothing to start */
  async execute(tenantId: TenantId, jobId: JobId): Promise<boolean> {
    const tenant = TenantContext.visitor(tenantId);
    const start = await this.records.start(tenant, jobId);
    if (start === null) return false;
    const stopping = new AbortController();
    this.#running.set(start, stopping);
    try {
      await this.observers.onJobPoint?.('claimed', start);
      const end = await this.carryOut(tenant, start, stopping.signal);
      if (end !== null) await this.records.end(tenant, start, end);
    } finally {
      this.#running.delete(start);
    }
    return true;
  }

  /** @returns null when its effect is done. */
  private async carryOut(visitor: TenantContext, start: JobStart, stopping: AbortSignal): Promise<JobEnd | null> {
    const bound = this.#handlings.get(start.type);
    if (bound === undefined) return uncounted('shared.job-type-unknown', 'Nobody here handles jobs of this type.');
    const tooLong = this.timing.deadline(bound.handling.type.timeLimitSeconds);
    try {
      const tenant = await this.contextOf(visitor, start, bound.handling);
      if (tenant === null) return { status: 'cancelled' };
      await unlessAborted(AbortSignal.any([stopping, tooLong]), (signal) => this.effect(tenant, start, bound, signal));
      await this.observers.onJobPoint?.('done', start);
      return null;
    } catch (error) {
      const end = stopping.aborted ? (stopping.reason as Stopped).end : this.endOf(start, bound.handling, error, tooLong.aborted);
      this.observers.onJobEnded?.(start, end, error);
      return end;
    }
  }

  private async effect(tenant: TenantContext, start: JobStart, { handling, useCase }: BoundHandling, signal: AbortSignal): Promise<void> {
    const data = handling.type.read(start.data) as never;
    const progress = async (done: number): Promise<void> => {
      if (!Number.isNaN(done)) await this.records.progress(tenant, start, Math.min(1, Math.max(0, done)));
    };
    const command = handling.with({ data, signal, progress } as never) as never;
    await this.transactions.run(tenant, async (transaction) => {
      await this.observers.onJobPoint?.('before effect', start);
      const result = (await useCase.within(transaction).execute(tenant, command)) as never;
      await this.observers.onJobPoint?.('after effect', start);
      signal.throwIfAborted();
      await this.records.succeed(tenant, start, handling.result?.(result, data) ?? null, transaction);
      await this.observers.onJobPoint?.('before done', start);
    });
  }

  /**
   * The platform may do in a tenant what the job needs, and nothing else; in one that is closed, what admits that: to all the
   * rest it is suspended then.
   */
  private async contextOf(visitor: TenantContext, { principal }: JobStart, { calls: { needs, admits = [] } }: JobHandling): Promise<TenantContext | null> {
    const context = await this.contexts.contextOf(visitor, principal);
    if (principal.kind !== 'platform') return context;
    if (context === null) return admits.includes('closed') ? TenantContext.of(visitor.tenantId, principal, [], 'suspended') : null;
    return TenantContext.of(context.tenantId, principal, needs.includes(':') ? [needs as never] : [], context.standing);
  }

  private endOf({ starts, principal }: JobStart, { type }: JobHandling, error: unknown, isLate: boolean): JobEnd {
    if (error instanceof JobLost) return { status: 'cancelled' };
    // its owner may take the closing back: what the platform does of itself is done then
    const waitsForTenant = error instanceof TenantSuspended || (error instanceof TenantClosing && principal.kind === 'platform');
    if (waitsForTenant) return uncounted(error.code, error.message);
    const isRefusal = error instanceof DomainError;
    const problem = isRefusal ? { code: error.code, detail: error.message } : isLate ? TOO_LONG : DEFECT;
    // somebody is told of a refusal, and it would be the same again; the platform's own job waits for somebody who looks at it
    if (isRefusal && isFinal(error) && principal.kind !== 'platform') return { status: 'failed', problem };
    if (starts >= type.starts) return { status: 'quarantined', problem: { ...problem, detail: `${problem.detail} It was started ${starts} times.` } };
    return { status: 'waiting', inSeconds: backoffSeconds(type, starts, this.timing.chance()), problem };
  }
}

/** Why a start was aborted. */
class Stopped extends Error {
  constructor(readonly end: JobEnd) {
    super('The start was stopped.');
  }
}

const DEFECT: JobProblem = { code: 'shared.job-defect', detail: 'The job failed for a reason that is ours.' };
const TOO_LONG: JobProblem = { code: 'shared.job-too-long', detail: 'The job took longer than its kind may.' };

const isFinal = ({ kind }: DomainError): boolean => !['outdated', 'throttled', 'unavailable'].includes(kind);

const uncounted = (code: string, detail: string): JobEnd =>
  ({ status: 'waiting', inSeconds: UNCOUNTED_WAIT_SECONDS, problem: { code, detail }, uncounted: true });

/** Does not wait for work that does not listen to its signal: what that may still do has lost the job. */
async function unlessAborted(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work(signal), promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    promise.catch(() => undefined);
  }
}
