-- The roles that every grant and policy names. They are the cluster's, not the database's: another database of the
-- same cluster may have made them already, or be making them right now.
do $$
begin
  create role atrium_app nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  create role atrium_system nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end
$$;

create schema shared;
grant usage on schema shared to atrium_app, atrium_system;

-- What happened, written in the transaction that made it happen.
create table shared.outbox (
  tenant_id uuid not null,
  position bigint generated always as identity,
  aggregate_type text not null,
  aggregate_id uuid not null,
  type text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  primary key (tenant_id, position)
);
alter table shared.outbox enable row level security;
alter table shared.outbox force row level security;
create policy tenant on shared.outbox to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant insert on shared.outbox to atrium_app;
