import type { Round } from './load.js';
import { median, ratiosOf, type Spread } from './statistics.js';
import { meanings, type Workload } from './workloads.js';

/** One round of one candidate, and the CPU time that its server used for it. */
export type Measured = Round & { readonly cpuUs: number | null };

/** One workload's rounds, in pairs that followed each other. */
export type Comparison = { readonly workload: Workload; readonly pairs: readonly { readonly atrium: Measured; readonly floor: Measured }[] };

/** Requests per second of Atrium over those of the floor. */
export const ratioOf = ({ pairs }: Comparison): Spread =>
  ratiosOf(pairs.map(({ atrium, floor }) => [perSecond(atrium), perSecond(floor)]));

/** A row per workload and candidate: the medians of all rounds. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap((comparison) => {
    const { least, median: middle, most } = ratioOf(comparison);
    const ratio = `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
    return [
      [comparison.workload, 'Atrium', ...figuresOf(comparison.pairs.map(({ atrium }) => atrium)), ratio],
      ['', 'floor', ...figuresOf(comparison.pairs.map(({ floor }) => floor)), '1'],
    ];
  });
  return aligned([['workload', 'candidate', 'req/s', 'p50 ms', 'p99 ms', 'CPU µs/req', 'ratio of req/s'], ...rows]);
}

/** One sentence: the ratio, and whether it is enough. */
export function verdictOf(comparison: Comparison, required: number): string {
  const { median: ratio } = ratioOf(comparison);
  const { workload } = comparison;
  const verdict = ratio >= required ? 'passed' : `FAILED, ${required.toFixed(2)} is required`;
  return `${workload} (${meanings[workload]}): ${ratio.toFixed(2)} times the floor: ${verdict}`;
}

const perSecond = ({ answered, elapsedMs }: Measured): number => (answered * 1_000) / elapsedMs;

function figuresOf(rounds: readonly Measured[]): readonly string[] {
  const cpu = rounds.flatMap(({ cpuUs, answeredAtAll }) => (cpuUs === null ? [] : [cpuUs / answeredAtAll]));
  return [
    Math.round(median(rounds.map(perSecond))).toLocaleString('en'),
    median(rounds.map(({ p50Ms }) => p50Ms)).toFixed(1),
    median(rounds.map(({ p99Ms }) => p99Ms)).toFixed(1),
    cpu.length === 0 ? '–' : median(cpu).toFixed(0),
  ];
}

/** A table in lines of text: the first two columns to the left, figures to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return rows.map(line).join('\n');
}
