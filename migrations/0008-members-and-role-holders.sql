-- Up Migration
-- Who holds which roles: one row for each principal, so that to read rights costs one row and to change them locks one.
create table access.role_holder (
  tenant_id uuid not null,
  principal_id uuid not null,
  roles text[] not null check (cardinality(roles) > 0),
  active boolean not null,
  version integer not null,
  primary key (tenant_id, principal_id)
);

-- The owners whom every change of roles locks, in this order.
create index role_holder_active_owner on access.role_holder (tenant_id, principal_id) where active and 'owner' = any (roles);

alter table access.role_holder enable row level security;
alter table access.role_holder force row level security;
create policy tenant on access.role_holder to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on access.role_holder to atrium_app;

insert into access.role_holder (tenant_id, principal_id, roles, active, version)
select tenant_id, principal_id, array_agg(role order by role), true, 1
from access.role_assignment
group by tenant_id, principal_id;

drop table access.role_assignment;

-- Members are listed by name and by email as their code points order them, and may be shut out and removed.
alter table identity.user_account
  alter column name type text collate "C",
  alter column email type text collate "C",
  add column status text not null default 'active' check (status in ('active', 'deactivated'));

create index user_account_by_creation on identity.user_account (tenant_id, created_at, id);
create index user_account_by_status_and_creation on identity.user_account (tenant_id, status, created_at, id);
create index user_account_by_name on identity.user_account (tenant_id, name, id);
create index user_account_by_email on identity.user_account (tenant_id, email, id);

grant update, delete on identity.user_account to atrium_app;

-- Whoever is removed leaves no session behind.
alter table identity.session
  drop constraint session_tenant_id_user_id_fkey,
  add constraint session_user_account foreign key (tenant_id, user_id) references identity.user_account (tenant_id, id) on delete cascade;

create table identity.invitation (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  invited_by uuid not null,
  secret_hash text not null,
  status text not null check (status in ('pending', 'accepted', 'revoked')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, id)
);
create unique index invitation_pending on identity.invitation (tenant_id, email) where status = 'pending';
create index invitation_by_creation on identity.invitation (tenant_id, created_at, id);
create index invitation_by_status_and_creation on identity.invitation (tenant_id, status, created_at, id);

alter table identity.invitation enable row level security;
alter table identity.invitation force row level security;
create policy tenant on identity.invitation to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on identity.invitation to atrium_app;
