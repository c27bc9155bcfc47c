import type { Client } from 'pg';

/** What a rule does not hold for, and why. One that nothing needs any more is refused as well. */
export const exceptions: ReadonlyMap<string, string> = new Map([
  ['public.pgmigrations', 'node-pg-migrate keeps its own record there; no role of the running service may touch it'],
  ['tenancy.tenant_slug', 'a slug is unique among all tenants: sign-in and sign-up know it before they know a tenant'],
  ['public.agenda_jobs_pkey', 'Agenda names its rows by an id alone'],
  ['public.agenda_jobs_single_job_idx', 'Agenda’s own; none of our triggers is single'],
  ['public.agenda_jobs_find_and_lock_idx', 'Agenda looks for what is due, whosever it is'],
  ['public.agenda_jobs_locked_at_idx', 'Agenda looks for locks that are over, whosever they are'],
  ['public.agenda_jobs_next_run_at_idx', 'Agenda looks for what is due, whosever it is'],
]);

/** The tables on which work that crosses tenants has a policy, and what for. */
export const systemPolicies: ReadonlyMap<string, string> = new Map([
  ['tenancy.tenant', 'sign-in and sign-up look up a slug; operators see all tenants, and change how one stands'],
  ['shared.outbox', 'what an operator does to a tenant is told with it; the relay moves what it holds into the streams'],
  ['shared.stream', 'the relay gives the events of all tenants their positions'],
  ['shared.event', 'the relay publishes the events of all tenants'],
  ['shared.job', 'admission chooses between the jobs of all tenants; a worker renews what it runs'],
  ['shared.schedule', 'schedules are the platform’s'],
  ['public.agenda_jobs', 'Agenda starts what was admitted, whosever it is'],
  ['identity.signing_key', 'the keys belong to the platform tenant and sign for all'],
]);

/** Deparsed by PostgreSQL, whatever spaces and casts the migration was written with. */
const OWN_ROWS = `(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS "nullif"))`;

type Rule = {
  /** What is wrong with a thing that the query finds. */
  readonly refusal: string;
  /** Over `ours` (relations), `tables` and `runtime_roles`; its one column, `subject`, names what breaks the rule. */
  readonly query: string;
};

const named = (schema: string, name: string): string => `${schema} || '.' || ${name}`;

/** An index that does not begin with tenant_id, of the kind given by a condition on pg_index. */
const indexNotLedByTenant = (kind: string): string => `
  select ${named('t.schema', 'index.relname')} as subject
  from tables t
  join pg_index on indrelid = t.oid and ${kind}
  join pg_class index on index.oid = indexrelid
  left join pg_attribute first on first.attrelid = t.oid and first.attnum = indkey[0]
  where first.attname is distinct from 'tenant_id' and ${named('t.schema', 'index.relname')} <> all ($3::text[])`;

const rules: readonly Rule[] = [
  {
    refusal: 'has no tenant_id uuid not null',
    query: `
      select t.name as subject from tables t
      where not exists (
        select from pg_attribute
        where attrelid = t.oid and attname = 'tenant_id' and atttypid = 'uuid'::regtype and attnotnull and not attisdropped)`,
  },
  {
    refusal: 'has no primary key',
    query: `select t.name as subject from tables t where not exists (select from pg_index where indrelid = t.oid and indisprimary)`,
  },
  { refusal: 'is a primary key that does not begin with tenant_id', query: indexNotLedByTenant('indisprimary') },
  { refusal: 'is a unique key that does not begin with tenant_id', query: indexNotLedByTenant('indisunique and not indisprimary') },
  { refusal: 'is an index that does not begin with tenant_id', query: indexNotLedByTenant('not indisunique') },
  {
    refusal: 'is a foreign key that does not begin with tenant_id on both sides',
    query: `
      select ${named('t.schema', 'conname')} as subject
      from tables t
      join pg_constraint on conrelid = t.oid and contype = 'f'
      join pg_attribute here on here.attrelid = conrelid and here.attnum = conkey[1]
      join pg_attribute there on there.attrelid = confrelid and there.attnum = confkey[1]
      where here.attname <> 'tenant_id' or there.attname <> 'tenant_id'`,
  },
  {
    refusal: 'is a foreign key into the schema of another context',
    query: `
      select ${named('t.schema', 'conname')} as subject
      from tables t
      join pg_constraint on conrelid = t.oid and contype = 'f'
      join pg_class there on there.oid = confrelid
      where there.relnamespace <> t.schema::regnamespace`,
  },
  { refusal: 'has row-level security not enabled', query: `select t.name as subject from tables t where not relrowsecurity` },
  { refusal: 'has row-level security not forced', query: `select t.name as subject from tables t where not relforcerowsecurity` },
  {
    refusal: 'has no policy for the rows of the tenant',
    query: `
      select t.name as subject from tables t
      where not exists (select from policies p where p.table_oid = t.oid and p.roles = array['atrium_app'])`,
  },
  {
    refusal: 'is a policy for atrium_app that is not exactly "own rows, for all commands"',
    query: `
      select p.name as subject from policies p
      where 'atrium_app' = any (p.roles)
        and (p.using_rows, p.checked_rows, p.command, p.permissive, p.roles)
          is distinct from ($1::text, $1::text, '*'::"char", true, array['atrium_app'])`,
  },
  {
    refusal: 'is a policy for somebody else than atrium_app, on a table that work across tenants has no business with',
    query: `
      select p.name as subject from policies p
      where not 'atrium_app' = any (p.roles) and (p.roles <> array['atrium_system'] or p.table_name <> all ($2::text[]))`,
  },
  {
    refusal: 'is a view without security_invoker: it reads with the rights of its owner',
    query: `
      select name as subject from ours
      where relkind = 'v' and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)`,
  },
  {
    refusal: 'is a materialized view: row-level security does not reach into it',
    query: `select name as subject from ours where relkind = 'm'`,
  },
  { refusal: 'is a foreign table: row-level security does not reach it', query: `select name as subject from ours where relkind = 'f'` },
  {
    refusal: 'is a function with security definer: it acts with the rights of its owner',
    query: `
      select ${named('nspname', 'proname')} as subject
      from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
      where prosecdef and nspname not in ('pg_catalog', 'information_schema')`,
  },
  {
    refusal: 'is a role of the running service with more power than to sign in',
    query: `
      select rolname as subject from runtime_roles
      where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication`,
  },
  {
    refusal: 'is a role of the running service that may become another',
    query: `
      select rolname as subject from runtime_roles
      join pg_auth_members on member = runtime_roles.oid
      where roleid not in (select oid from pg_roles where rolname in ('atrium_app', 'atrium_system'))`,
  },
  {
    refusal: 'is owned by a role of the running service',
    query: `
      select coalesce(classid::regclass || ' ' || objid::regclass, classid::regclass || ' ' || objid) as subject
      from pg_shdepend
      where deptype = 'o' and refobjid in (select oid from runtime_roles)
        and dbid in (0, (select oid from pg_database where datname = current_database()))`,
  },
  {
    refusal: 'is a schema in which a role of the running service may create something',
    query: `
      select distinct nspname as subject from pg_namespace, runtime_roles
      where nspname !~ '^pg_(temp|toast)' and has_schema_privilege(runtime_roles.oid, pg_namespace.oid, 'create')`,
  },
  {
    refusal: 'is a database in which a role of the running service may create schemas',
    query: `
      select distinct datname as subject from pg_database, runtime_roles
      where datname = current_database() and has_database_privilege(runtime_roles.oid, pg_database.oid, 'create')`,
  },
  {
    refusal: 'may be truncated by a role of the running service, which row-level security does not see',
    query: `
      select distinct t.name as subject from tables t, runtime_roles
      where has_table_privilege(runtime_roles.oid, t.oid, 'truncate, references, trigger, maintain')`,
  },
  {
    refusal: 'belongs to a library, and a role of the running service may touch it',
    query: `
      select distinct ours.name as subject from ours, runtime_roles
      where ours.name = any ($3::text[]) and ours.relkind = 'r'
        and has_any_column_privilege(runtime_roles.oid, ours.oid, 'select, insert, update, references')`,
  },
];

/** All that can be said against a catalogue. */
export const refusals: readonly string[] = rules.map(({ refusal }) => refusal);

const catalogue = `
  with ours as (
    select pg_class.*, pg_class.oid as class_oid, nspname as schema, ${named('nspname', 'relname')} as name
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
  ),
  tables as (select * from ours where relkind in ('r', 'p') and name <> all ($3::text[])),
  policies as (
    select t.oid as table_oid, t.name as table_name, t.name || ' ' || polname as name,
      pg_get_expr(polqual, polrelid) as using_rows, pg_get_expr(polwithcheck, polrelid) as checked_rows,
      polcmd as command, polpermissive as permissive,
      array(select coalesce(rolname::text, 'public') from unnest(polroles) role left join pg_roles on pg_roles.oid = role order by 1) as roles
    from pg_policy join tables t on t.oid = polrelid
  ),
  runtime_roles as (select * from pg_roles where rolname = any ($4::text[])),
  used as (select $1::text, $2::text[], $3::text[], $4::text[])`;

/** What a database's catalogue says against the laws of tenancy: each broken rule with what breaks it. */
export async function complaintsAbout(client: Client, runtimeRoles: readonly string[]): Promise<readonly string[]> {
  const given = [OWN_ROWS, [...systemPolicies.keys()], [...exceptions.keys()], ['atrium_app', 'atrium_system', ...runtimeRoles]];
  const complaints: string[] = [];
  for (const { refusal, query } of rules) {
    const { rows } = await client.query<{ subject: string }>(`${catalogue} ${query} order by 1`, given);
    complaints.push(...rows.map(({ subject }) => `${subject} ${refusal}`));
  }
  return complaints;
}

/** What the exceptions and the list of system policies name although the catalogue does not have it. */
export async function staleEntries(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select name from unnest($1::text[]) name where to_regclass(name) is null
    union all
    select name from unnest($2::text[]) name
    where not exists (select from pg_policy where polrelid = to_regclass(name) and polroles = array['atrium_system'::regrole::oid])`, [
    [...exceptions.keys()],
    [...systemPolicies.keys()],
  ]);
  return rows.map(({ name }) => name);
}

/** The tables that the rules were held against. */
export async function tablesSeen(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`${catalogue} select name from tables order by 1`, [
    OWN_ROWS,
    [],
    [...exceptions.keys()],
    [],
  ]);
  return rows.map(({ name }) => name);
}
