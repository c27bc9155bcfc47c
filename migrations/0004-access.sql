-- Up Migration
create schema access;
grant usage on schema access to atrium_app;

create table access.role_assignment (
  tenant_id uuid not null,
  principal_id uuid not null,
  role text not null,
  assigned_at timestamptz not null,
  primary key (tenant_id, principal_id, role)
);
alter table access.role_assignment enable row level security;
alter table access.role_assignment force row level security;
create policy tenant on access.role_assignment to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert on access.role_assignment to atrium_app;
