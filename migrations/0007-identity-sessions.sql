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
drop index identity.session_by_user;
