import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever its own clock. */
const TICK_US = 10_000;

/** The CPU time that a process and its descendants have used so far, in µs. Null where there is no /proc to read it from. */
export function cpuTimeUs(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(statOf);
  const family = new Set([pid]);
  let known = 0;
  while (known < family.size) {
    known = family.size;
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
  }
  return processes.reduce((sum, { id, ticks }) => (family.has(id) ? sum + ticks * TICK_US : sum), 0);
}

type Stat = { readonly id: number; readonly parent: number; readonly ticks: number };

/** proc_pid_stat(5): the name in brackets may hold anything; utime and stime are the 14th and 15th of all. */
function statOf(pid: string): readonly Stat[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    return [{ id: Number(pid), parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) }];
  } catch {
    return [];
  }
}
