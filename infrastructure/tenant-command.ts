import { parseArgs } from 'node:util';
import { type Plan, plans } from '../domain/tenancy/plan.js';
import { Misused } from './operator-command.js';

/** What an operator asks for. */
export type TenantCommand =
  | { readonly does: 'list' }
  | { readonly does: 'show'; readonly slug: string }
  | { readonly does: 'suspend'; readonly slug: string; readonly reason: string | null }
  | { readonly does: 'resume'; readonly slug: string }
  | { readonly does: 'plan'; readonly slug: string; readonly plan: Plan }
  | { readonly does: 'close'; readonly slug: string; readonly atOnce: boolean };

const usage = `Usage: npm run tenant -- <command>

  list                            List all tenants.
  show <slug>                     Show one.
  suspend <slug> [--reason …]     Let its people do nothing but sign in and see that it is suspended.
  resume <slug>                   Lift the suspension.
  plan <slug> <${plans.join('|')}>
                                  Change its plan.
  close <slug> [--at-once]        Close it for good: thirty days after its owner has asked for that, or at once.
`;

/** What follows each command, besides options. */
const takes: ReadonlyMap<string, readonly string[]> = new Map([
  ['list', []],
  ['show', ['slug']],
  ['suspend', ['slug']],
  ['resume', ['slug']],
  ['plan', ['slug', 'plan']],
  ['close', ['slug']],
]);

/** It is printed as it is, also on somebody else's terminal. */
const REASON = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,500}$/u;

/** What is written behind `npm run tenant --`. @throws Misused */
export function tenantCommand(args: readonly string[]): TenantCommand {
  const { values, positionals } = parsed(args);
  const [does = '', slug = '', plan = ''] = positionals;
  const taken = takes.get(does);
  if (taken === undefined) throw misused(does === '' ? 'Which command?' : `There is no command ${does}.`);
  if (positionals.length !== taken.length + 1) throw misused(`${does} takes ${taken.length === 0 ? 'nothing' : `a ${taken.join(' and a ')}`}.`);
  if (values.reason !== undefined && does !== 'suspend') throw misused(`${does} takes no --reason.`);
  if (values.reason !== undefined && !REASON.test(values.reason)) throw misused('A reason is one line of 1 to 500 characters.');
  if (values['at-once'] === true && does !== 'close') throw misused(`${does} takes no --at-once.`);
  if (does === 'list') return { does };
  if (does === 'suspend') return { does, slug, reason: values.reason ?? null };
  if (does === 'close') return { does, slug, atOnce: values['at-once'] ?? false };
  if (does !== 'plan') return { does: does as 'show' | 'resume', slug };
  if (!isPlan(plan)) throw misused(`There is no plan ${plan}: there are ${plans.join(', ')}.`);
  return { does, slug, plan };
}

const misused = (sentence: string): Misused => new Misused(`${sentence}\n\n${usage}`);

const isPlan = (text: string): text is Plan => (plans as readonly string[]).includes(text);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { reason: { type: 'string' }, 'at-once': { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw misused((error as Error).message);
  }
}
