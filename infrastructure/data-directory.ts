import { access, constants, mkdir } from 'node:fs/promises';
import { StartRefused } from './start-refused.js';

/** Makes the data directory, for its owner alone. @throws StartRefused when it cannot be made or written. */
export async function ensureDataDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new StartRefused(`ATRIUM_DATA_DIR must be a directory that this user can write, which ${path} is not (${code}).`);
  }
}
