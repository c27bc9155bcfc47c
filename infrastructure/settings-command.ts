import { parseArgs } from 'node:util';
import type { SettingValue } from '../domain/settings/setting-rule.js';
import { plans } from '../domain/tenancy/plan.js';
import { Misused } from './operator-command.js';

/** What an operator asks for, of the platform itself or of one of its plans. */
export type SettingsCommand = { readonly sheet: 'platform' | `plan#${string}` } & (
  | { readonly does: 'list' }
  | { readonly does: 'show'; readonly key: string }
  | { readonly does: 'lock' | 'unlock' | 'clear'; readonly key: string }
  | { readonly does: 'set'; readonly key: string; readonly value: SettingValue }
);

const usage = `Usage: npm run settings -- <command> [--plan <${plans.join('|')}>]

For all tenants, or for those of one plan:

  list                            List what can be set there, and what is.
  show <key>                      Show one, and what it takes.
  set <key> --value <value>       Set it. A value is JSON, such as 14, true or '["a","b"]'; anything else is a text.
  lock <key>                      What tenants and users say of it is ignored from now on, and refused.
  unlock <key>                    Let it be set by them again.
  clear <key>                     Take back what was set, and the lock.
`;

/** What follows each command, besides --plan. */
const takes: ReadonlyMap<string, { readonly key: boolean; readonly value: boolean }> = new Map([
  ['list', { key: false, value: false }],
  ['show', { key: true, value: false }],
  ['set', { key: true, value: true }],
  ['lock', { key: true, value: false }],
  ['unlock', { key: true, value: false }],
  ['clear', { key: true, value: false }],
]);

/** What is written behind `npm run settings --`. @throws Misused */
export function settingsCommand(args: readonly string[]): SettingsCommand {
  const { values, positionals } = parsed(args);
  const [does = '', key = ''] = positionals;
  const taken = takes.get(does);
  if (taken === undefined) throw misused(does === '' ? 'Which command?' : `There is no command ${does}.`);
  if (positionals.length !== (taken.key ? 2 : 1)) throw misused(`${does} takes ${taken.key ? 'a key' : 'nothing'}.`);
  if ((values.value !== undefined) !== taken.value) throw misused(`${does} takes ${taken.value ? 'a' : 'no'} --value.`);
  const { plan, value } = values;
  if (plan !== undefined && !(plans as readonly string[]).includes(plan)) throw misused(`There is no plan ${plan}: there are ${plans.join(', ')}.`);
  const sheet = plan === undefined ? 'platform' : (`plan#${plan}` as const);
  if (does === 'list') return { does, sheet };
  if (does === 'show') return { does, sheet, key };
  return value === undefined ? { does: does as 'lock' | 'unlock' | 'clear', sheet, key } : { does: 'set', sheet, key, value: valueIn(value) };
}

/** JSON where that is a value of a setting; else the text itself. */
function valueIn(text: string): SettingValue {
  try {
    const json: unknown = JSON.parse(text);
    const isTexts = Array.isArray(json) && json.every((item) => typeof item === 'string');
    return isTexts || typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string' ? (json as SettingValue) : text;
  } catch {
    return text;
  }
}

const misused = (sentence: string): Misused => new Misused(`${sentence}\n\n${usage}`);

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { plan: option, value: option }, allowPositionals: true });
  } catch (error) {
    throw misused((error as Error).message);
  }
}
