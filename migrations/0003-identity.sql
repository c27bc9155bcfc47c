-- Up Migration
create schema identity;
grant usage on schema identity to atrium_app, atrium_system;

create table identity.user_account (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, id),
  constraint user_account_email unique (tenant_id, email)
);
alter table identity.user_account enable row level security;
alter table identity.user_account force row level security;
create policy tenant on identity.user_account to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert on identity.user_account to atrium_app;

create table identity.session (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  refresh_hash text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  version integer not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references identity.user_account (tenant_id, id)
);
create index session_by_user on identity.session (tenant_id, user_id);
alter table identity.session enable row level security;
alter table identity.session force row level security;
create policy tenant on identity.session to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on identity.session to atrium_app;

-- Belongs to the platform tenant. The private half is sealed with the master key before it comes here.
create table identity.signing_key (
  tenant_id uuid not null,
  kid text not null,
  public_key jsonb not null,
  sealed_private_key text not null,
  created_at timestamptz not null,
  primary key (tenant_id, kid)
);
alter table identity.signing_key enable row level security;
alter table identity.signing_key force row level security;
create policy tenant on identity.signing_key to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy keyring on identity.signing_key to atrium_system using (true) with check (true);
grant select, insert on identity.signing_key to atrium_system;
