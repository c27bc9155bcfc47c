import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { StartRefused } from './start-refused.js';

/** What the file says, for its owner's eyes alone; written with `made()` first when it is not there. */
export async function secretFile(path: string, made: () => string): Promise<string> {
  const kept = await existingSecret(path);
  if (kept !== null) return kept;
  // Linked in whole, so that of two processes one wins and neither reads half of it.
  const arriving = `${path}.${randomUUID()}`;
  await writeFile(arriving, `${made()}\n`, { mode: 0o600, flush: true });
  await link(arriving, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(arriving);
  return (await existingSecret(path)) ?? '';
}

/** What the file says; null when there is none. @throws StartRefused when others than its owner may read it. */
export async function existingSecret(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new StartRefused(`${path} holds a secret that other users of this machine may read: make it yours alone (chmod 600).`);
    }
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
