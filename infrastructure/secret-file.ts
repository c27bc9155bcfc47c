import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/** What the file says, for its owner's eyes alone; written with `made()` first when it is not there. */
export async function secretFile(path: string, made: () => string): Promise<string> {
  const kept = await existingSecret(path);
  if (kept !== null) return kept;
  // Linked in whole, so that of two processes one wins and neither reads half of it.
  const arriving = `${path}.${randomUUID()}`;
  await writeFile(arriving, `${made()}\n`, { mode: 0o600 });
  await link(arriving, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(arriving);
  return (await existingSecret(path)) ?? '';
}

/** What the file says; null when there is none. */
export async function existingSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
