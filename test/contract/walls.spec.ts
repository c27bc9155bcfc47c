import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { aDatabase, type TestDatabase } from '../support/postgres.js';

const { escapeIdentifier: quoted } = pg;

/** A table that tenants own rows of, and what a row of it can be made of. */
type Table = { readonly name: string; readonly columns: readonly { readonly name: string; readonly type: string }[] };

const [alice, bob] = [randomUUID(), randomUUID()];
const TABLES_AT_LEAST = 6;
const INSUFFICIENT_PRIVILEGE = '42501';

/** Some value of a type. What it says does not matter to whose it is. */
const values: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: 'gen_random_uuid()::text',
  timestamptz: 'now()',
  int2: '0',
  float4: '0',
  int4: '(random() * 2000000000)::integer',
  int8: '(random() * 2000000000)::bigint',
  jsonb: `'{}'`,
  bool: 'true',
  bytea: `'\\x00'`,
  _text: `'{}'`,
};

const insertInto = ({ name, columns }: Table, tenant: string): string =>
  `insert into ${name} (${columns.map((column) => quoted(column.name)).join(', ')})
   values (${columns.map((column) => (column.name === 'tenant_id' ? `'${tenant}'` : values[column.type])).join(', ')})`;

/**
 * Row-level security with everything else taken away: no predicate, no rule about content, every privilege granted.
 * That the predicates hold without it is told by the contract suites, which run as `bypass` too.
 */
describe('row-level security alone', () => {
  let database: TestDatabase;
  let tables: readonly Table[];
  let app: pg.Client;
  let bypass: pg.Client;
  let system: pg.Client;
  let attempts = 0;

  before(async () => {
    database = await aDatabase();
    const admin = new pg.Client(database.admin);
    app = new pg.Client(database.app);
    bypass = new pg.Client(database.bypass);
    system = new pg.Client(database.system);
    await Promise.all([admin, app, bypass, system].map((client) => client.connect()));
    try {
      tables = await tablesOf(admin);
      await admin.query(await withoutOtherWalls(admin, tables));
      for (const table of tables) {
        for (const tenant of [alice, bob, alice, bob]) await admin.query(`${insertInto(table, tenant)} on conflict do nothing`);
      }
    } finally {
      await admin.end();
    }
  });

  after(async () => {
    await Promise.all([app, bypass, system].map((client) => client.end()));
    await database.drop();
  });

  /** Carries out a statement for a tenant, or for none, and takes it back. */
  const carriedOut = async (client: pg.Client, tenant: string | null, statement: string): Promise<pg.QueryResult<{ tenant_id: string }>> => {
    attempts += 1;
    await client.query('begin');
    try {
      if (tenant !== null) await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
      return await client.query<{ tenant_id: string }>(statement);
    } finally {
      await client.query('rollback');
    }
  };
  const refused = async (tenant: string | null, statement: string) => {
    const failure = await carriedOut(app, tenant, statement).then(() => null, (error: unknown) => error);
    expect(failure, statement).to.have.property('code', INSUFFICIENT_PRIVILEGE);
    expect(failure, statement).to.have.property('message').that.matches(/row-level security/);
  };
  const others = (rows: readonly { readonly tenant_id: string }[]) => rows.filter(({ tenant_id: owner }) => owner !== alice);

  it('is tried on every table that tenants own', () => {
    expect(tables.map(({ name }) => name)).to.include.members(['shared.outbox', 'tenancy.tenant', 'identity.session', 'access.role_holder']);
    expect(tables).to.have.length.of.at.least(TABLES_AT_LEAST);
  });

  it('shows a tenant its own rows, and none of another’s, when nobody asks whose they are', async () => {
    for (const { name } of tables) {
      const { rows } = await carriedOut(app, alice, `select * from ${name}`);
      expect(rows.length, name).to.be.at.least(1);
      expect(others(rows), name).to.deep.equal([]);
      expect((await carriedOut(app, alice, `select * from ${name} where tenant_id = '${bob}'`)).rows, name).to.deep.equal([]);
    }
  });

  it('shows nothing when no tenant is named', async () => {
    for (const { name } of tables) {
      for (const nobody of [null, '']) expect((await carriedOut(app, nobody, `select * from ${name}`)).rows, name).to.deep.equal([]);
    }
  });

  it('lets nobody insert a row for another tenant, nor for any when none is named', async () => {
    for (const table of tables) {
      await refused(alice, insertInto(table, bob));
      await refused(null, insertInto(table, bob));
      await refused('', insertInto(table, bob));
    }
  });

  it('lets nobody change a row of another tenant, nor give one away', async () => {
    for (const { name } of tables) {
      expect((await carriedOut(app, alice, `update ${name} set tenant_id = tenant_id where tenant_id = '${bob}'`)).rowCount, name).to.equal(0);
      expect(others((await carriedOut(app, alice, `update ${name} set tenant_id = tenant_id returning tenant_id`)).rows), name).to.deep.equal([]);
      expect((await carriedOut(app, null, `update ${name} set tenant_id = tenant_id`)).rowCount, name).to.equal(0);
      await refused(alice, `update ${name} set tenant_id = '${bob}'`);
    }
  });

  it('lets nobody delete a row of another tenant', async () => {
    for (const { name } of tables) {
      expect((await carriedOut(app, alice, `delete from ${name} where tenant_id = '${bob}'`)).rowCount, name).to.equal(0);
      expect(others((await carriedOut(app, alice, `delete from ${name} returning tenant_id`)).rows), name).to.deep.equal([]);
      expect((await carriedOut(app, null, `delete from ${name}`)).rowCount, name).to.equal(0);
    }
  });

  it('is what hides them: whom it does not bind sees the rows of both', async () => {
    for (const { name } of tables) {
      const { rows } = await carriedOut(bypass, alice, `select * from ${name}`);
      expect(new Set(rows.map(({ tenant_id: owner }) => owner)), name).to.include.keys(alice, bob);
    }
  });

  it('is what the system’s role has no way round either: it reads these columns, inserts here, and nothing else', async () => {
    const may = async (statement: string) =>
      carriedOut(system, alice, statement).then(() => true, (error: unknown) => {
        expect(error, statement).to.have.property('code', INSUFFICIENT_PRIVILEGE);
        return false;
      });
    const whole = ['shared.outbox', 'shared.stream', 'shared.job', 'shared.schedule'];
    const read: string[] = [];
    const written: string[] = [];
    for (const table of tables) {
      for (const { name } of table.columns) if (await may(`select ${quoted(name)} from ${table.name}`)) read.push(`${table.name}.${name}`);
      if (await may(insertInto(table, randomUUID()))) written.push(`insert into ${table.name}`);
      if (await may(`update ${table.name} set tenant_id = tenant_id`)) written.push(`update ${table.name}`);
      if (await may(`delete from ${table.name}`)) written.push(`delete from ${table.name}`);
    }
    expect(read).to.have.members([
      ...tables.filter(({ name }) => whole.includes(name)).flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)),
      ...['tenant_id', 'slug', 'name', 'plan', 'suspended_since', 'suspended_reason', 'closes_at', 'closed_at', 'created_at', 'version'].map(
        (column) => `tenancy.tenant.${column}`,
      ),
      ...['tenant_id', 'kid', 'public_key', 'sealed_private_key', 'created_at', 'active_from', 'revoked_at'].map((column) => `identity.signing_key.${column}`),
    ]);
    expect(written).to.have.members([
      'insert into identity.signing_key',
      ...['insert into', 'delete from'].map((does) => `${does} shared.outbox`),
      ...['shared.stream', 'shared.schedule'].flatMap((table) => ['insert into', 'update'].map((does) => `${does} ${table}`)),
      'insert into shared.event',
      ...['insert into', 'update', 'delete from'].map((does) => `${does} shared.job`),
    ]);
  });

  after(() => {
    expect(attempts, 'statements tried').to.be.at.least(TABLES_AT_LEAST * 14);
  });
});

async function tablesOf(admin: pg.Client): Promise<readonly Table[]> {
  const { rows } = await admin.query<Table>(`
    select format('%I.%I', nspname, relname) as name,
           json_agg(json_build_object('name', attname, 'type', typname) order by attnum) as columns
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
    join pg_type on pg_type.oid = atttypid
    where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema')
    group by 1
    having bool_or(attname = 'tenant_id')
    order by 1`);
  return rows;
}

/** Takes away the rules about content and the limits of privilege, so that nothing but row-level security can refuse. */
async function withoutOtherWalls(admin: pg.Client, tables: readonly Table[]): Promise<string> {
  const { rows } = await admin.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
     from pg_constraint where contype in ('c', 'f') and conrelid::regclass::text = any ($1::text[])`,
    [tables.map(({ name }) => name)],
  );
  const grants = tables.flatMap(({ name }) => [
    `grant usage on schema ${name.split('.')[0] ?? ''} to atrium_app`,
    `grant select, insert, update, delete on ${name} to atrium_app`,
  ]);
  return [...rows.map(({ statement }) => statement), ...grants].join(';\n');
}
