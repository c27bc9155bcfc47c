-- Up Migration
alter table tenancy.tenant
  add column suspended_since timestamptz,
  add column suspended_reason text check (suspended_reason is null or suspended_since is not null),
  add column closes_at timestamptz,
  add column closed_at timestamptz;
-- Follows from the others, so that nobody can write a status that they do not bear out.
alter table tenancy.tenant add column status text not null generated always as (
  case
    when closed_at is not null then 'closed'
    when suspended_since is not null then 'suspended'
    when closes_at is not null then 'closing'
    else 'active'
  end
) stored;

-- A tenant changes its name, and asks to be closed. Its plan and its suspension are not its own to change.
grant update (name, closes_at, version) on tenancy.tenant to atrium_app;

-- Operators see all tenants, and change how one stands; the platform's own stays as it is.
grant select (name, plan, suspended_since, suspended_reason, closes_at, closed_at, created_at, version) on tenancy.tenant to atrium_system;
create policy operators on tenancy.tenant for update to atrium_system
  using (tenant_id <> '00000000-0000-7000-8000-000000000000')
  with check (tenant_id <> '00000000-0000-7000-8000-000000000000');
grant update (plan, suspended_since, suspended_reason, closed_at, version) on tenancy.tenant to atrium_system;
create policy operators on shared.outbox for insert to atrium_system with check (true);
grant insert on shared.outbox to atrium_system;

-- How much a tenant uses of what its plan limits. A period is a month, as in '2026-03', or empty where none begins anew.
create table tenancy.usage (
  tenant_id uuid not null,
  meter text not null check (meter in ('members', 'customers', 'invoicesPerMonth')),
  period text not null,
  used integer not null check (used >= 0),
  primary key (tenant_id, meter, period)
);
alter table tenancy.usage enable row level security;
alter table tenancy.usage force row level security;
create policy tenant on tenancy.usage to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on tenancy.usage to atrium_app;

-- Who is there already is a member.
insert into tenancy.usage (tenant_id, meter, period, used)
select tenant_id, 'members', '', count(*) from identity.user_account group by tenant_id;
