import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { StartRefused } from './start-refused.js';

/** The product's own. */
export const migrationsDirectory = fileURLToPath(new URL('../migrations/', import.meta.url));

/**
 * Carries out the migrations that the database has not seen, each in a transaction of its own. The caller sees to it
 * that nobody else does so meanwhile.
 * @returns the names of those it carried out.
 * @throws StartRefused naming the file and the cause when one fails; the ones before it stay.
 */
export async function migrate(client: pg.Client, directory: string = migrationsDirectory): Promise<readonly string[]> {
  const pending = await pendingOf(client, directory);
  if (pending.length === 0) return [];
  // Loaded late: most starts have nothing to migrate.
  const { runner } = await import('node-pg-migrate');
  let current = pending[0] ?? '';
  const done: string[] = [];
  try {
    for (const name of pending) {
      current = name;
      await runner({
        dbClient: client,
        dir: directory,
        file: name,
        direction: 'up',
        migrationsTable: TABLE,
        singleTransaction: false,
        noLock: true,
        logger: silent,
      });
      done.push(name);
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new StartRefused(await whyFailed(join(directory, `${current}.sql`), error));
  }
  return done;
}

const TABLE = 'pgmigrations';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function pendingOf(client: pg.Client, directory: string): Promise<readonly string[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).map((file) => basename(file, '.sql'));
  const { rows: tables } = await client.query<{ present: boolean }>(`select to_regclass('public.${TABLE}') is not null as present`);
  if (!tables[0]?.present) return files.sort();
  const { rows } = await client.query<{ name: string }>(`select name from public.${TABLE}`);
  const seen = new Set(rows.map(({ name }) => name));
  return files.filter((name) => !seen.has(name)).sort();
}

async function whyFailed(path: string, error: unknown): Promise<string> {
  const { message, position } = error as Error & { position?: string };
  const line = position === undefined ? '' : ` (line ${(await readFile(path, 'utf8')).slice(0, Number(position)).split('\n').length})`;
  return `The migration ${basename(path)}${line} failed and was undone: ${message}. Nothing was started.`;
}
