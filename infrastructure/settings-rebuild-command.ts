import { parseArgs } from 'node:util';
import { Misused } from './operator-command.js';

/** What an operator asks for. */
export type RebuildCommand = { readonly createTable: boolean; readonly from?: string };

const usage = `Usage: npm run settings:rebuild [-- <options>]

Makes anew what the read store (DynamoDB) keeps of settings, metadata and the directory of tenants, from PostgreSQL.
It can be run at any time, also twice: what has a later version stays.

  --from <slug>     Begin with this tenant, where an earlier run came to; all tenants are in the order of their slugs.
  --create-table    Make the table first, unless it is there.
`;

/** What is written behind `npm run settings:rebuild --`. @throws Misused */
export function rebuildCommand(args: readonly string[]): RebuildCommand {
  const { from, 'create-table': createTable = false, help = false } = parsed(args);
  if (help) throw new Misused(usage);
  return { createTable, ...(from === undefined ? {} : { from }) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { from: { type: 'string' }, 'create-table': { type: 'boolean' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new Misused(`${(error as Error).message}\n\n${usage}`);
  }
}
