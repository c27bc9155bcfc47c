import { parseArgs } from 'node:util';
import type { Seeds } from './modules/context-module.js';
import { Misused } from './operator-command.js';

/** How many tenants are wanted, and how much of what in each. */
export type SeedCommand = {
  readonly tenants: number;
  /** By the word for it: `invoices`. */
  readonly amounts: ReadonlyMap<string, number>;
  /** Of the owners who are new; null for one that is made up. */
  readonly password: string | null;
};

const TENANTS = 3;
const MOST_TENANTS = 999;
const MOST_OF_EACH = 1_000_000;
/** With any other nobody could sign in. */
const PASSWORD = /^.{12,128}$/su;

/** What is written behind `npm run seed --`. @throws Misused */
export function seedCommand(args: readonly string[], seeds: readonly Seeds[]): SeedCommand {
  const values = parsed(args, seeds);
  const { password } = values;
  if (password !== undefined && !PASSWORD.test(password)) throw misused('--password takes 12 to 128 characters.', seeds);
  const amount = (name: string, fallback: number, most: number): number => {
    const said = values[name] ?? String(fallback);
    if (/^[1-9]\d{0,6}$/.test(said) && Number(said) <= most) return Number(said);
    throw misused(`--${name} takes a number from 1 to ${most}, not "${said.slice(0, 40)}".`, seeds);
  };
  return {
    tenants: amount('tenants', TENANTS, MOST_TENANTS),
    amounts: new Map(seeds.map(({ counted, fallback }) => [counted, amount(counted, fallback, MOST_OF_EACH)])),
    password: password ?? null,
  };
}

const usageOf = (seeds: readonly Seeds[]): string => {
  const rows = [
    ['--tenants', `How many tenants, seed-001 and so on; ${TENANTS} unless told.`],
    ...seeds.map(({ counted, fallback }) => [`--${counted}`, `How many ${counted} in each; ${fallback} unless told.`]),
    ['--password', 'Of the owners of tenants that are new; one is made up unless told.'],
  ] as const;
  return `Usage: npm run seed -- [options]\n\n${rows.map(([option, means]) => `  ${option.padEnd(14)} ${means}\n`).join('')}`;
};

const misused = (sentence: string, seeds: readonly Seeds[]): Misused => new Misused(`${sentence}\n\n${usageOf(seeds)}`);

function parsed(args: readonly string[], seeds: readonly Seeds[]): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(['tenants', ...seeds.map(({ counted }) => counted), 'password'].map((name) => [name, { type: 'string' } as const]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw misused((error as Error).message, seeds);
  }
}
