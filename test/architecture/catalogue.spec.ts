import { expect } from 'chai';
import pg from 'pg';
import { aDatabase, type TestDatabase } from '../support/postgres.js';
import { complaintsAbout, refusals, staleEntries, tablesSeen } from './catalogue.js';

const ownRows = `tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)`;

/** A lawful table, but for what is changed about it. */
function table(name: string, change: { columns?: string; walls?: string; policy?: string; also?: string } = {}): string {
  const columns = change.columns ?? 'tenant_id uuid not null, id uuid not null, parent uuid, primary key (tenant_id, id)';
  const walls = change.walls ?? `alter table planted.${name} enable row level security, force row level security;`;
  const policy = change.policy ?? `create policy tenant on planted.${name} to atrium_app using (${ownRows}) with check (${ownRows});`;
  return `create table planted.${name} (${columns}); ${walls} ${policy} ${change.also ?? ''}`;
}

const policy = (name: string, rest: string) => table(name, { policy: `create policy tenant on planted.${name} ${rest};` });

/** What is planted, and exactly what the catalogue test must say about it. `$app` is the role that signs in. */
const plants: readonly (readonly [statement: string, ...complaints: string[]])[] = [
  [table('lawful')],
  [
    table('no_tenant', { columns: 'id uuid primary key', policy: '' }),
    'planted.no_tenant has no tenant_id uuid not null',
    'planted.no_tenant_pkey is a primary key that does not begin with tenant_id',
    'planted.no_tenant has no policy for the rows of the tenant',
  ],
  [
    table('nullable_tenant', { columns: 'tenant_id uuid, id uuid', policy: policyOf('nullable_tenant') }),
    'planted.nullable_tenant has no tenant_id uuid not null',
    'planted.nullable_tenant has no primary key',
  ],
  [
    table('text_tenant', {
      columns: 'tenant_id text primary key',
      policy: `create policy tenant on planted.text_tenant to atrium_app using (true);`,
    }),
    'planted.text_tenant has no tenant_id uuid not null',
    'planted.text_tenant tenant is a policy for atrium_app that is not exactly "own rows, for all commands"',
  ],
  [
    table('id_first', { columns: 'tenant_id uuid not null, id uuid not null, primary key (id, tenant_id)' }),
    'planted.id_first_pkey is a primary key that does not begin with tenant_id',
  ],
  [
    table('unique_for_all', { also: 'alter table planted.unique_for_all add constraint one_for_all unique (parent)' }),
    'planted.one_for_all is a unique key that does not begin with tenant_id',
  ],
  [
    table('slow_index', { also: 'create index across on planted.slow_index (parent, tenant_id)' }),
    'planted.across is an index that does not begin with tenant_id',
  ],
  [
    table('expression_index', { also: 'create index computed on planted.expression_index ((parent is null), tenant_id)' }),
    'planted.computed is an index that does not begin with tenant_id',
  ],
  [
    table('stray_child', {
      columns: 'tenant_id uuid not null, id uuid not null, parent uuid, other uuid, primary key (tenant_id, id)',
      also: `alter table planted.stray_child add constraint stray foreign key (other, parent) references planted.lawful (tenant_id, id)`,
    }),
    'planted.stray is a foreign key that does not begin with tenant_id on both sides',
  ],
  [
    table('neighbour', {
      also: 'alter table planted.neighbour add constraint across_contexts foreign key (tenant_id) references tenancy.tenant (tenant_id)',
    }),
    'planted.across_contexts is a foreign key into the schema of another context',
  ],
  [
    table('open', { walls: 'alter table planted.open force row level security;' }),
    'planted.open has row-level security not enabled',
  ],
  [
    table('unforced', { walls: 'alter table planted.unforced enable row level security;' }),
    'planted.unforced has row-level security not forced',
  ],
  [table('no_policy', { policy: '' }), 'planted.no_policy has no policy for the rows of the tenant'],
  ...(
    [
      ['admin_or', `to atrium_app using (${ownRows} or current_user = 'admin') with check (${ownRows})`],
      ['unchecked', `to atrium_app using (${ownRows})`],
      ['checked_loosely', `to atrium_app using (${ownRows}) with check (true)`],
      ['bare_setting', `to atrium_app using (tenant_id = current_setting('app.tenant_id')::uuid) with check (${ownRows})`],
      ['read_only', `for select to atrium_app using (${ownRows})`],
      ['restrictive', `as restrictive to atrium_app using (${ownRows}) with check (${ownRows})`],
      ['shared_policy', `to atrium_app, atrium_system using (${ownRows}) with check (${ownRows})`],
    ] as const
  ).map(
    ([name, rest]) =>
      [
        policy(name, rest),
        ...(name === 'shared_policy' ? [`planted.${name} has no policy for the rows of the tenant`] : []),
        `planted.${name} tenant is a policy for atrium_app that is not exactly "own rows, for all commands"`,
      ] as const,
  ),
  [
    table('system_too', { also: 'create policy sweep on planted.system_too to atrium_system using (true)' }),
    'planted.system_too sweep is a policy for somebody else than atrium_app, on a table that work across tenants has no business with',
  ],
  [
    table('everybody', { also: `create policy all_of_us on planted.everybody using (${ownRows}) with check (${ownRows})` }),
    'planted.everybody all_of_us is a policy for somebody else than atrium_app, on a table that work across tenants has no business with',
  ],
  [
    'create view planted.window as select 1 as pane',
    'planted.window is a view without security_invoker: it reads with the rights of its owner',
  ],
  ['create view planted.honest_window with (security_invoker = true) as select 1 as pane'],
  [
    'create materialized view planted.photograph as select 1 as pane',
    'planted.photograph is a materialized view: row-level security does not reach into it',
  ],
  [
    `create foreign data wrapper wire; create server far foreign data wrapper wire; create foreign table planted.abroad (a int) server far`,
    'planted.abroad is a foreign table: row-level security does not reach it',
  ],
  [
    `create function planted.door() returns int language sql security definer as 'select 1'`,
    'planted.door is a function with security definer: it acts with the rights of its owner',
  ],
  [
    table('mine', { also: 'alter table planted.mine owner to $app' }),
    'pg_class planted.mine is owned by a role of the running service',
    'planted.mine may be truncated by a role of the running service, which row-level security does not see',
  ],
  [
    table('emptied', { also: 'grant truncate on planted.emptied to atrium_app' }),
    'planted.emptied may be truncated by a role of the running service, which row-level security does not see',
  ],
  [
    'create schema workshop; grant create on schema workshop to atrium_app',
    'workshop is a schema in which a role of the running service may create something',
  ],
  [
    'grant select on public.pgmigrations to atrium_app',
    'public.pgmigrations belongs to a library, and a role of the running service may touch it',
  ],
  ['alter role $app bypassrls', '$app is a role of the running service with more power than to sign in'],
  ['grant pg_read_all_data to $app', '$app is a role of the running service that may become another'],
  [
    'grant create on database $database to $app',
    '$database is a database in which a role of the running service may create schemas',
  ],
];

function policyOf(name: string): string {
  return `create policy tenant on planted.${name} to atrium_app using (${ownRows}) with check (${ownRows});`;
}

describe('the catalogue of a migrated database', () => {
  let database: TestDatabase;
  let client: pg.Client;

  before(async () => {
    database = await aDatabase();
    client = new pg.Client({ ...database.admin });
    await client.connect();
  });
  after(async () => {
    await client.end();
    await database.drop();
  });

  const complaints = () => complaintsAbout(client, [database.app.user, database.system.user]);
  const filled = (text: string) => text.replaceAll('$app', database.app.user).replaceAll('$database', database.admin.database);

  it('keeps every law of tenancy, on every table', async () => {
    expect(await complaints()).to.deep.equal([]);
    expect(await tablesSeen(client)).to.include.members(['shared.outbox', 'tenancy.tenant', 'identity.user_account']);
    expect(await tablesSeen(client)).to.have.length.greaterThan(5);
  });

  it('needs every exception that is made', async () => {
    expect(await staleEntries(client)).to.deep.equal([]);
  });

  it('would not keep silent about a law that is broken', async () => {
    await client.query('begin; create schema planted');
    for (const [statement] of plants) await client.query(filled(statement));
    const found = await complaints();
    await client.query('rollback');

    const expected = plants.flatMap(([, ...said]) => said).map(filled);
    expect(found.toSorted()).to.deep.equal(expected.toSorted());
    expect(refusals.filter((refusal) => !expected.some((complaint) => complaint.endsWith(refusal)))).to.deep.equal([]);
  });
});
