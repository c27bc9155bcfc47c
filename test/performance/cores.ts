import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where the server runs alone, and where all else runs. */
export type Cores = { readonly server: number; readonly rest: number };

/**
 * Keeps this process, and all that it starts from now on, on the second core that it may use, so that the first is the
 * server's. Null, and nothing done, where there is no taskset or no second core.
 */
export function shareCores(): Cores | null {
  if (process.platform !== 'linux') return null;
  const [server, rest] = allowedCores();
  if (server === undefined || rest === undefined) return null;
  try {
    execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', String(rest), String(process.pid)], { stdio: 'ignore' });
    return { server, rest };
  } catch {
    return null;
  }
}

/** The command line that runs another one on the server's core. */
export const onServerCore = (cores: Cores | null, command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  cores === null ? command : ['taskset', '--cpu-list', String(cores.server), ...command];

function allowedCores(): readonly number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
