import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, constants, glob, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, '../../.cache/debian');

/** A program that can be run, and what its environment needs beside ours. */
export type Program = { readonly path: string; readonly env: Readonly<Record<string, string>> };

/** A program is not to be had here. The message is the reason, as the end of a sentence. */
export class NotToBeHad extends Error {}

type Wanted = {
  /** Its names on the PATH, the best first. */
  readonly commands: readonly string[];
  /** The package of Debian's that has it. */
  readonly debian: string;
  /** Where it is in that package: `usr/lib/…`. */
  readonly file: string;
};

/**
 * The program on the PATH, or out of Debian's package, fetched with all that it needs and the system lacks. Nothing is
 * installed: the packages are unpacked under `.cache/debian`, where the next run finds them. Needs no rights.
 * @throws NotToBeHad
 */
export async function debianProgram({ commands, debian, file }: Wanted, kept = cache): Promise<Program> {
  for (const name of commands) {
    const installed = await onPath(name);
    if (installed !== null) return { path: installed, env: {} };
  }
  if ((await onPath('apt-get')) === null || (await onPath('dpkg')) === null)
    throw new NotToBeHad(`none of ${commands.join(', ')} is installed, and there is no apt-get to fetch it with`);
  const home = join(kept, `${debian}-${await system()}`);
  if ((await firstOf([join(home, file)])) === null) await fetched(debian, home, kept);
  const path = await firstOf([join(home, file)]);
  if (path === null) throw new NotToBeHad(`Debian’s package ${debian} has no ${file}`);
  return { path, env: await environmentIn(home) };
}

async function firstOf(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return null;
}

const onPath = (name: string): Promise<string | null> =>
  firstOf((process.env['PATH'] ?? '').split(delimiter).map((at) => join(at, name)));

/** What was unpacked for one system is nothing for another: `debian-12-x64`. */
async function system(): Promise<string> {
  const said = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const told = (name: string) => new RegExp(`^${name}="?([\\w.]+)`, 'm').exec(said)?.[1] ?? 'unknown';
  return `${told('ID')}-${told('VERSION_ID')}-${process.arch}`;
}

/** All or nothing, also with two at once: it is unpacked beside its place and moved there whole. */
async function fetched(debian: string, home: string, kept: string): Promise<void> {
  const partial = join(kept, `partial-${process.pid}-${randomUUID()}`);
  await removeLeft(kept);
  for (const part of ['root', 'debs/partial', 'lists/partial']) await mkdir(join(partial, part), { recursive: true });
  try {
    await unpacked(debian, partial);
    await rename(join(partial, 'root'), home).catch(async (error: unknown) => {
      // another run was first
      if ((await firstOf([home])) === null) throw error;
    });
  } catch (error) {
    throw new NotToBeHad(`Debian’s package ${debian} could not be fetched: ${lastWordsOf(error)}`, { cause: error });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** What was killed while it fetched has left its half behind. */
async function removeLeft(kept: string): Promise<void> {
  const names = await readdir(kept).catch(() => []);
  for (const name of names) {
    const pid = /^partial-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(kept, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The package and what it needs, without what the system has: by its own lists, or by fresh ones where those are missing or old. */
async function unpacked(debian: string, partial: string): Promise<void> {
  const [debs, root] = [join(partial, 'debs'), join(partial, 'root')];
  const fetch = async (lists: readonly string[]): Promise<void> => {
    const { names, megabytes } = await packagesFor(debian, [...lists, '-o', `Dir::Cache::archives=${debs}`]);
    await told(`Fetching ${debian} from Debian, this once: ${names.length} packages, ${megabytes} MB`, async () => {
      await apt([...lists, 'download', ...names], debs);
      for (const file of await readdir(debs)) if (file.endsWith('.deb')) await run('dpkg', ['-x', join(debs, file), root]);
    });
  };
  await fetch([]).catch(async () => {
    const lists = [`Dir::State::lists=${join(partial, 'lists')}`, 'Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache='];
    const options = lists.flatMap((one) => ['-o', one]);
    await told('Asking Debian for its lists of packages', () => apt([...options, '-o', 'APT::Update::Error-Mode=any', 'update'], partial));
    await fetch(options);
  });
}

async function packagesFor(debian: string, options: readonly string[]): Promise<{ readonly names: readonly string[]; readonly megabytes: number }> {
  const { stdout } = await apt([...options, '--yes', '--no-install-recommends', '--print-uris', 'install', debian]);
  const found = [...stdout.matchAll(/^'[^']+' ([^_\s]+)_([^_\s]+)_\S+ (\d+)/gm)];
  return {
    names: found.map(([, name = '', version = '']) => `${name}=${decodeURIComponent(version)}`),
    megabytes: Math.ceil(found.reduce((sum, [, , , bytes]) => sum + Number(bytes), 0) / 1e6),
  };
}

const apt = (parameters: readonly string[], cwd = tmpdir()): Promise<{ readonly stdout: string }> =>
  run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', ...parameters], {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 16 * 1024 * 1024,
  });

/** Where the libraries are that came along, and the fonts. */
async function environmentIn(home: string): Promise<Program['env']> {
  const libraries = new Set<string>();
  for await (const library of glob('**/*.so*', { cwd: home })) libraries.add(join(home, dirname(library)));
  const fonts = join(home, 'etc/fonts');
  return {
    LD_LIBRARY_PATH: [...libraries, process.env['LD_LIBRARY_PATH'] ?? ''].filter((path) => path !== '').join(delimiter),
    ...((await firstOf([fonts])) === null ? {} : { FONTCONFIG_PATH: fonts, XDG_DATA_HOME: join(home, 'usr/share') }),
  };
}

/** Says on stderr what takes longer than two seconds. */
async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  let said = false;
  const patience = setTimeout(() => {
    said = true;
    console.error(`${what} …`);
  }, 2_000);
  try {
    return await work();
  } finally {
    clearTimeout(patience);
    if (said) console.error(`… that took ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
  }
}

/** What a command said last before it failed. */
function lastWordsOf(error: unknown): string {
  const { stderr = '', message } = error as Error & { readonly stderr?: string };
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => line.startsWith('E:')) ?? lines.at(-1) ?? message.split('\n')[0] ?? '').replace(/^E:\s*/, '');
}
