import { parseArgs } from 'node:util';
import { type JobStatus, jobStatuses } from '../application/shared/job.js';
import { JobId } from '../application/shared/job-type.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { Misused } from './operator-command.js';

/** What an operator asks for. */
export type JobsCommand =
  | { readonly does: 'count' }
  | { readonly does: 'list'; readonly status?: JobStatus; readonly type?: string; readonly tenant?: string; readonly limit: number }
  | { readonly does: 'quarantine' | 'parked'; readonly limit: number }
  | { readonly does: 'show' | 'retry' | 'discard'; readonly jobId: JobId }
  | { readonly does: 'dashboard' };

const FEW = 50;
const MOST = 1_000;

const usage = `Usage: npm run jobs [-- <command>]

                      Count all jobs by type and status.
  list                List jobs, the newest first.
    --status <${jobStatuses.join('|')}>
    --type <type>     e.g. invoicing.render-invoice-pdf
    --tenant <slug>
    --limit <number>  ${FEW} unless told, up to ${MOST}; quarantine and parked take it, too.
  show <id>           Show one, and what it carries.
  quarantine          List what had all its starts in vain, with the reason.
  parked              List the events that a subscription failed to take, with what they hold up.
  retry <id>          Start again what has failed or is in quarantine, with all its starts before it.
  discard <id>        Give up what has failed, is in quarantine, or was not started yet: what is behind it goes on.
  dashboard           Print a link to the dashboard of what is being started, good for an hour.
`;

/** What each command takes: an id, and options. */
const takes: ReadonlyMap<string, { readonly id?: true; readonly options: readonly string[] }> = new Map([
  ['count', { options: [] }],
  ['list', { options: ['status', 'type', 'tenant', 'limit'] }],
  ['quarantine', { options: ['limit'] }],
  ['parked', { options: ['limit'] }],
  ['show', { id: true, options: [] }],
  ['retry', { id: true, options: [] }],
  ['discard', { id: true, options: [] }],
  ['dashboard', { options: [] }],
]);

/** What is written behind `npm run jobs --`. @throws Misused */
export function jobsCommand(args: readonly string[]): JobsCommand {
  const { values, positionals } = parsed(args);
  const [does = 'count', id = ''] = positionals;
  if (does === 'help') throw new Misused(usage);
  const taken = takes.get(does);
  if (taken === undefined) throw misused(`There is no command ${does}.`);
  const expected = taken.id === true ? 2 : Math.min(1, positionals.length);
  if (positionals.length !== expected) throw misused(`${does} takes ${taken.id === true ? 'the id of a job' : 'no id'}.`);
  const [stray] = Object.keys(values).filter((name) => !taken.options.includes(name));
  if (stray !== undefined) throw misused(`${does} takes no --${stray}.`);
  const { status, type, tenant } = values;
  switch (does) {
    case 'show':
    case 'retry':
    case 'discard':
      return { does, jobId: jobIdIn(id) };
    case 'quarantine':
    case 'parked':
      return { does, limit: limitIn(values.limit) };
    case 'list':
      return {
        does,
        ...(status === undefined ? {} : { status: statusIn(status) }),
        ...(type === undefined ? {} : { type }),
        ...(tenant === undefined ? {} : { tenant }),
        limit: limitIn(values.limit),
      };
    default:
      return { does: does as 'count' | 'dashboard' };
  }
}

const misused = (sentence: string): Misused => new Misused(`${sentence}\n\n${usage}`);

function jobIdIn(text: string): JobId {
  try {
    return JobId.from(text);
  } catch (error) {
    if (error instanceof DomainError) throw misused('The id of a job is a UUID, as list shows it.');
    throw error;
  }
}

function statusIn(text: string): JobStatus {
  const status = jobStatuses.find((one) => one === text);
  if (status === undefined) throw misused(`There is no status ${text}: there are ${jobStatuses.join(', ')}.`);
  return status;
}

function limitIn(text = String(FEW)): number {
  const limit = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : MOST + 1;
  if (limit > MOST) throw misused(`A limit is a number from 1 to ${MOST}.`);
  return limit;
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { status: option, type: option, tenant: option, limit: option }, allowPositionals: true });
  } catch (error) {
    throw misused((error as Error).message);
  }
}
