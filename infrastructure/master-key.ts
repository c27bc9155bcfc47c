import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Configuration } from './configuration.js';
import { ensureDataDirectory } from './data-directory.js';
import { secretFile } from './secret-file.js';
import { StartRefused } from './start-refused.js';

/** The configured key; on the embedded database without one, a generated key that lives beside the data it seals. */
export async function masterKeyOf({ masterKey, dataDirectory }: Configuration): Promise<Uint8Array> {
  if (masterKey !== null) return masterKey;
  await ensureDataDirectory(dataDirectory);
  const path = join(dataDirectory, 'master-key');
  const kept = Buffer.from(await secretFile(path, () => randomBytes(32).toString('base64url')), 'base64url');
  if (kept.length !== 32) throw new StartRefused(`${path} must hold 32 bytes in base64url: put the key back that was there.`);
  return Uint8Array.from(kept);
}
