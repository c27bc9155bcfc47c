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
