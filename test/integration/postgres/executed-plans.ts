import { readFile } from 'node:fs/promises';

/** Has PostgreSQL write down every plan that it carries out, with what came of it; also those of foreign keys' checks. */
export const explaining: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_verbose': 'on',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_parameter_max_length': '0',
  'auto_explain.log_format': 'json',
  log_line_prefix: '%u ',
  // what is known of the tables stays what was true of the crowd, however much of it is used up
  autovacuum: 'off',
};

/** A statement, and the plan by which it was carried out. */
export type Executed = {
  /** The role that had it carried out. */
  readonly role: string;
  /** `<context>.<what>`; of what has no name, its text. */
  readonly name: string;
  readonly plan: PlanNode;
};

/** A node of a plan as PostgreSQL's EXPLAIN writes it: what is read of it here. */
export type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
};

/** All that a log tells of, from a byte on. */
export async function executedIn(log: string, from = 0): Promise<readonly Executed[]> {
  const text = (await readFile(log)).subarray(from).toString();
  const entries = text.matchAll(/^(\S+) LOG: {2}duration: [\d.]+ ms {2}plan:\n((?:\t.*\n)+)/gm);
  return [...entries].map(([, role = '', json = '']) => {
    const { 'Query Text': query, Plan: plan } = JSON.parse(json) as { readonly 'Query Text': string; readonly Plan: PlanNode };
    return { role, name: /^\/\* (\S+) \*\//.exec(query)?.[1] ?? query, plan };
  });
}

/** A node and all below it. */
export const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The rows that were looked at in tables, found fit or not. */
export function rowsReadBy(plan: PlanNode): number {
  const reading = nodesOf(plan).filter((node) => node['Relation Name'] !== undefined && node['Node Type'] !== 'ModifyTable');
  const read = reading.map((node) => {
    const each = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    return each * (node['Actual Loops'] ?? 1);
  });
  return Math.round(read.reduce((sum, rows) => sum + rows, 0));
}

export type Allowed = {
  /** Tables that may be read whole. */
  readonly small: ReadonlySet<string>;
  /** Statements that look across tenants. */
  readonly acrossTenants: ReadonlySet<string>;
  /** How many rows a statement of this name may look at, however many it gives back. */
  readonly rowsRead: (name: string) => number;
  /** Statements that may look at more, up to whole tables. */
  readonly wholesale: ReadonlySet<string>;
};

/** What is wrong with the way in which statements were carried out, once for each plan, with the most that it read. */
export function complaintsAbout(executed: readonly Executed[], allowed: Allowed): readonly string[] {
  const worst = new Map<string, Executed>();
  for (const one of executed) {
    const key = `${one.name} ${scansOf(one.plan).map(sayingOf).join()}`;
    const known = worst.get(key);
    if (known === undefined || rowsReadBy(one.plan) > rowsReadBy(known.plan)) worst.set(key, one);
  }
  return [...worst.values()].flatMap((one) => complaintsAboutOne(one, allowed));
}

function complaintsAboutOne({ name, plan }: Executed, { small, acrossTenants, rowsRead, wholesale }: Allowed): readonly string[] {
  const scans = scansOf(plan).filter((scan) => !small.has(tableOf(scan)));
  const whole = scans.filter((scan) => scan['Index Name'] === undefined && !toThePoint.has(scan['Node Type']));
  const loose = scans.filter((scan) => scan['Index Name'] !== undefined && !/\btenant_id\b/.test(scan['Index Cond'] ?? ''));
  const read = rowsReadBy(plan);
  return [
    ...(wholesale.has(name) ? [] : whole.map((scan) => `${name} uses no index: ${sayingOf(scan)}`)),
    ...(acrossTenants.has(name) ? [] : loose.map((scan) => `${name} does not look up its tenant in the index: ${sayingOf(scan)}`)),
    ...(read > rowsRead(name) && !wholesale.has(name) ? [`${name} reads ${read} rows to give ${plan['Actual Rows'] ?? 0}: ${scans.map(sayingOf).join(', ')}`] : []),
  ];
}

/** Nodes that read a table where an index, or the statement itself, has said. */
const toThePoint: ReadonlySet<string> = new Set(['Bitmap Heap Scan', 'Tid Scan']);

/** The nodes that read a table or an index of one. */
const scansOf = (plan: PlanNode): readonly PlanNode[] =>
  nodesOf(plan).filter((node) => node['Node Type'].endsWith('Scan') && (node['Relation Name'] ?? node['Index Name']) !== undefined);

const tableOf = (scan: PlanNode): string => `${scan.Schema ?? ''}.${scan['Relation Name'] ?? ''}`;

/** A scan in words, the same for all tenants. */
function sayingOf(scan: PlanNode): string {
  const on = scan['Index Name'] ?? tableOf(scan);
  const conditions = [['by', scan['Index Cond']], ['filtered by', scan.Filter]].flatMap(([how, what]) => (what === undefined ? [] : [`${how ?? ''} ${what}`]));
  return `${scan['Node Type']} on ${on} ${conditions.join(' ')}`.replaceAll(/'[^']*'/g, '…');
}
