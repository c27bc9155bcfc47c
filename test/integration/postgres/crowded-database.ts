import pg from 'pg';
import { tablesSeen } from '../../architecture/catalogue.js';
import { type Crowd, crowdFileOf, crowds } from '../../support/crowd.js';

/** How many rows of each table the tenant has whose plans are looked at. */
export const ROWS = 100_000;
/** And each of the others, so that it does not have the tables to itself. */
const ROWS_OF_OTHERS = 5_000;

/** Fills every table, as the superuser, and has PostgreSQL look at what is there now. */
export async function crowd(admin: pg.Client, tenantId: string, others: readonly string[]): Promise<void> {
  await admin.query('set session_replication_role = replica');
  const there = await tablesSeen(admin);
  const fill = async (table: string, statement: string): Promise<void> => {
    if (!there.includes(table)) return;
    await admin.query(statement).catch((error: Error) => {
      throw new Error(`What ${crowdFileOf(schemaOf(table))} fills ${table} with cannot be carried out: ${error.message}`, { cause: error });
    });
  };
  for (const { tables, fewPerTenant = {} } of await crowds()) {
    for (const [table, filling] of Object.entries(tables)) {
      await fill(table, filling({ tenantId, rows: ROWS }));
      for (const other of others) await fill(table, filling({ tenantId: other, rows: ROWS_OF_OTHERS }));
    }
    for (const [table, { filling }] of Object.entries(fewPerTenant)) await fill(table, filling(ROWS));
  }
  await admin.query('reset session_replication_role');
  await admin.query('vacuum (analyze)');
}

/** The tables that stay small, by the word of their contexts. */
export async function smallTables(): Promise<ReadonlySet<string>> {
  return new Set((await crowds()).flatMap(({ small = {} }) => Object.keys(small)));
}

/** The tables that are not full, and what to do about it; and what is said of tables that are not there. */
export async function emptyPlacesIn(admin: pg.Client, tenantId: string): Promise<readonly string[]> {
  const all = await crowds();
  const tables = await tablesSeen(admin);
  const of = (part: keyof Crowd): readonly string[] => all.flatMap((crowd) => Object.keys(crowd[part] ?? {}));
  const [few, small] = [of('fewPerTenant'), of('small')];
  const complaints = [...of('tables'), ...few, ...small]
    .filter((table) => !tables.includes(table))
    .map((table) => `${table} is not there: take it out of ${crowdFileOf(schemaOf(table))}`);
  for (const table of tables.filter((name) => !small.includes(name))) {
    const { rows } = await admin.query<{ count: number }>(
      `select count(*)::int as count from ${table} where ${few.includes(table) ? 'true' : 'tenant_id = $1'} and $1::uuid is not null`,
      [tenantId],
    );
    const count = rows[0]?.count ?? 0;
    if (count >= ROWS) continue;
    complaints.push(
      `${table} holds ${count} rows, not ${ROWS}: write into ${crowdFileOf(schemaOf(table))}, under \`tables\`, ` +
        `'${table}': ({ tenantId, rows }) => \`insert into ${table} (tenant_id, …) select '\${tenantId}', … from generate_series(1, \${rows}) n\``,
    );
  }
  return complaints;
}

const schemaOf = (table: string): string => table.split('.')[0] ?? '';
