import { parseArgs } from 'node:util';
import { JoseSigningKeyMaker } from '../adapters/identity/jose/jose-signing-key-maker.js';
import { PostgresSigningKeys } from '../adapters/identity/postgres/postgres-signing-keys.js';
import { SystemClock } from '../adapters/shared/system/system-clock.js';
import { UuidIds } from '../adapters/shared/system/uuid-ids.js';
import { ListSigningKeys, type SigningKeyCard } from '../application/identity/list-signing-keys.js';
import { RotateSigningKeys } from '../application/identity/rotate-signing-keys.js';
import { guarded } from '../application/shared/guard.js';
import type { SigningKeyUse } from '../domain/identity/signing-key.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { Misused, operatorCommand, type OperatorTools } from './operator-command.js';

// The keys that sign access tokens, for operators: beside a service that runs, which need not be started again.
const USAGE = 'Say what to do: `npm run keys -- list`, `npm run keys -- rotate`, or `npm run keys -- rotate --at-once` when the key has leaked.';

const meanings: Readonly<Record<SigningKeyUse, string>> = {
  waiting: 'is published, and will sign',
  signing: 'signs',
  retired: 'signs no more; what it signed is good until it expires',
  past: 'is of no more use',
  revoked: 'is revoked: nothing that it signed counts',
};

const line = ({ kid, activeFrom, revokedAt, use }: SigningKeyCard): string => `${kid}  ${(revokedAt ?? activeFrom).toISOString()}  ${use}: ${meanings[use]}\n`;

async function list({ system }: OperatorTools): Promise<string> {
  const keys = await guarded(new ListSigningKeys(new PostgresSigningKeys(system), new SystemClock())).execute(SystemContext.for('npm run keys -- list'));
  return keys.length === 0 ? 'There is no key yet: the first start makes one.\n' : keys.map(line).join('');
}

async function rotate({ system, masterKey }: OperatorTools, atOnce: boolean): Promise<string> {
  const maker = new JoseSigningKeyMaker(masterKey, new UuidIds());
  const useCase = guarded(new RotateSigningKeys(new PostgresSigningKeys(system), maker, new SystemClock()));
  const { kid, activeFrom } = await useCase.execute(SystemContext.for('npm run keys -- rotate'), { atOnce });
  return atOnce
    ? `The key ${kid} signs from now on. All access tokens that were signed before are void, within two seconds everywhere: clients refresh them.\n`
    : `The key ${kid} is published now and signs from ${activeFrom.toISOString()} on. Until then the one before does, and what that signed is good until it expires.\n`;
}

function said(args: readonly string[]): { readonly action: 'list' | 'rotate'; readonly atOnce: boolean } {
  const { values, positionals } = parsed(args);
  const [action, ...more] = positionals;
  const atOnce = values['at-once'] ?? false;
  if (more.length === 0 && (action === 'rotate' || (action === 'list' && !atOnce))) return { action, atOnce };
  throw new Misused(USAGE);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { 'at-once': { type: 'boolean' } } });
  } catch {
    throw new Misused(USAGE);
  }
}

await operatorCommand((args) => {
  const { action, atOnce } = said(args);
  return (tools) => (action === 'list' ? list(tools) : rotate(tools, atOnce));
});
