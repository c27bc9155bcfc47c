import type { Permission, Standing } from '../../domain/shared/tenant-context.js';
import type { Joinable, Needs, PlatformUseCaseClass, UseCase, UseCaseClass } from './guard.js';
import type { JobResult } from './job.js';
import type { JobPolicy, JobType } from './job-type.js';
import { declaredMembers, type Members, type Read, readMembers } from './json-members.js';

/** What a start gives to its use case. */
export type Started<Data> = {
  readonly data: Data;
  /** Aborted when the job is cancelled, takes too long, or its process ends. */
  readonly signal: AbortSignal;
  /** Tells how far it is, from 0 to 1; what is less or more counts as these. */
  readonly progress: (done: number) => Promise<void>;
};

/** A command that a job can carry out: its effect joins the transaction that ends the job. */
export type JobUseCase = Joinable<UseCase<never, unknown>>;

/** A kind of job, and the use case that does it: the same, with the same guard, as for everybody else. */
export type JobHandling = {
  readonly type: JobType;
  readonly calls: (abstract new (...given: never[]) => UseCase<never, unknown>) & { readonly needs: Needs; readonly admits?: readonly (Standing | 'closed')[] };
  readonly with: (started: never) => unknown;
  readonly result: ((result: never, data: never) => JobResult) | null;
  /** The type of the events that it hears of; null when it is asked for. */
  readonly hears: string | null;
};

type Declaration<Data, Command, Result> = {
  /** Not what needs a sign-in alone: whoever has lost all their rights meanwhile would still get it done. */
  readonly calls: (UseCaseClass<Command, Result> & { readonly needs: Permission }) | PlatformUseCaseClass<Command, Result>;
  readonly with: (started: Started<Data>) => Command;
  /** Where whoever asked finds what was made. */
  readonly result?: (result: Result, data: Data) => JobResult;
};

/**
 * Declares who does a kind of job: `handles(renderInvoicePdf, { calls: RenderInvoicePdf, with: ({ data }) => data })`. What the
 * use case does before its unit of work runs may be repeated; what it does in it happens once.
 */
export const handles = <Data, Command, Result>(
  type: JobType<Data>,
  { calls, with: commandOf, result }: Declaration<Data, Command, Result>,
): JobHandling => ({ type: type as JobType, calls, with: commandOf as JobHandling['with'], result: result ?? null, hears: null });

/** What happened, as a context tells it to others. */
export type PublishedEvent<Told = unknown> = {
  /** `<context>.<what-happened>`. */
  readonly type: string;
  /** From JSON. @throws MembersRefused */
  read(raw: unknown): Told;
};

/** What happened, as a tenant's own people and programs may see it. */
export type PublicEvent = {
  readonly type: string;
  /** Whoever lacks it is told nothing of such an event. */
  readonly needs: Permission;
  /** What has happened, in a sentence for the documentation. */
  readonly means: string;
  /** Of what the event carries, what is shown of it: as JSON, and without when it was. */
  show(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
};

/** Declares, in a context's published.ts, what others can hear of: `publishedEvent('invoicing.invoice-issued', { invoiceId: idOf(InvoiceId) })`. */
export function publishedEvent<M extends Members>(type: `${string}.${string}`, members: M): PublishedEvent<Read<M>>;
/** The same, of what the tenant's people may see as well: `{ needs: 'invoicing:invoices:read', means: 'An invoice was issued' }`. */
export function publishedEvent<M extends Members>(
  type: `${string}.${string}`,
  members: M,
  shown: Pick<PublicEvent, 'needs' | 'means'>,
): PublishedEvent<Read<M>> & PublicEvent;
/** What is declared either way. */
export function publishedEvent(type: string, members: Members, shown: Partial<Pick<PublicEvent, 'needs' | 'means'>> = {}): PublishedEvent {
  const { occurredAt: _, ...others } = members;
  const show = (payload: Readonly<Record<string, unknown>>) => declaredMembers(others, payload);
  return Object.freeze({ type, read: (raw: unknown) => readMembers(members, raw, 'ignored'), ...shown, show });
}

/** Declares who hears of an event, by a name of its own: each event is one job, and those of one aggregate run in their order. */
export const subscribes = <Told, Command, Result>(
  name: `${string}.${string}`,
  event: PublishedEvent<Told>,
  { calls, with: commandOf, ...policy }: Omit<Declaration<Told, Command, Result>, 'result'> & Partial<JobPolicy>,
): JobHandling => ({
  type: { ...hearing, ...policy, name, read: event.read, write: notAskedFor },
  calls,
  with: commandOf as JobHandling['with'],
  result: null,
  hears: event.type,
});

const hearing: JobPolicy = { starts: 8, timeLimitSeconds: 30, backoff: { firstSeconds: 1, mostSeconds: 60 } };

function notAskedFor(): never {
  throw new TypeError('A subscription is started by its event alone.');
}
