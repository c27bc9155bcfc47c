-- Up Migration
-- Refresh secrets are derived from now on, and what their hashes stand for cannot be: who is signed in signs in again.
update identity.session set ended_at = now() where ended_at is null;

-- The version before can go on inserting: it names refresh_hash, and none of the others. A later release drops it.
alter table identity.session
  alter column refresh_hash set default '',
  add column device text,
  add column seed text not null default '',
  add column generation integer not null default 0,
  add column rotated_at timestamptz not null default now();

create index session_of_user_by_start on identity.session (tenant_id, user_id, started_at, id) where ended_at is null;

-- Failed attempts to sign in, by account and network; both as keyed hashes. Those of unknown tenants are the platform tenant's.
create table identity.sign_in_attempt (
  tenant_id uuid not null,
  account text not null,
  network text not null,
  failures integer not null,
  last_at timestamptz not null,
  primary key (tenant_id, account, network)
);
create index sign_in_attempt_by_age on identity.sign_in_attempt (tenant_id, last_at);
alter table identity.sign_in_attempt enable row level security;
alter table identity.sign_in_attempt force row level security;
create policy tenant on identity.sign_in_attempt to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on identity.sign_in_attempt to atrium_app;

-- A key signs from some moment on, until a later one does; what a revoked one signed counts no more. The version before
-- names neither: its keys sign at once.
alter table identity.signing_key
  add column active_from timestamptz not null default now(),
  add column revoked_at timestamptz;
update identity.signing_key set active_from = created_at;
grant update (revoked_at) on identity.signing_key to atrium_system;
