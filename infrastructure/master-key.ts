import { randomBytes, timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from './configuration.js';
import { ensureDataDirectory } from './data-directory.js';
import { existingSecret, secretFile } from './secret-file.js';
import { StartRefused } from './start-refused.js';

/**
 * The configured key; on the embedded database without one, a generated key that lives beside the data it seals.
 * @throws StartRefused when it cannot be the key that sealed the data which is there.
 */
export async function masterKeyOf({ masterKey, database, dataDirectory }: Configuration): Promise<Uint8Array> {
  if (masterKey !== null && database.kind !== 'embedded') return masterKey;
  await ensureDataDirectory(dataDirectory);
  const path = join(dataDirectory, 'master-key');
  // In this order: another process may be making both just now, the key first.
  const hasData = await stat(join(dataDirectory, 'postgres')).then(() => true, () => false);
  const kept = await existingSecret(path);
  if (masterKey !== null) {
    if (kept !== null && !timingSafeEqual(fromFile(path, kept), masterKey)) {
      throw new StartRefused(`ATRIUM_MASTER_KEY is not the key in ${path}, which sealed the data beside it: set it to that one, or to none.`);
    }
    return masterKey;
  }
  if (kept === null && hasData) {
    throw new StartRefused(`${path} is missing, and the data beside it is sealed with it: put it back, or set ATRIUM_MASTER_KEY.`);
  }
  return fromFile(path, await secretFile(path, () => randomBytes(32).toString('base64url')));
}

function fromFile(path: string, text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  if (bytes.length === 32) return bytes;
  throw new StartRefused(`${path} must hold 32 bytes in base64url: put the key back that was there.`);
}
