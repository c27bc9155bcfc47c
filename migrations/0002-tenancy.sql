-- Up Migration
create schema tenancy;
grant usage on schema tenancy to atrium_app, atrium_system;

-- A tenant belongs to itself: its id is its tenant_id.
create table tenancy.tenant (
  tenant_id uuid primary key,
  slug text not null,
  name text not null,
  plan text not null check (plan in ('free', 'team', 'enterprise')),
  created_at timestamptz not null,
  version integer not null
);
create unique index tenant_slug on tenancy.tenant (slug);

alter table tenancy.tenant enable row level security;
alter table tenancy.tenant force row level security;
create policy tenant on tenancy.tenant to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert on tenancy.tenant to atrium_app;

-- Sign-in starts from a slug, before any tenant is known.
create policy directory on tenancy.tenant for select to atrium_system using (true);
grant select (tenant_id, slug) on tenancy.tenant to atrium_system;

-- Owns what belongs to the platform itself. It has no users, so nobody can sign in to it.
insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
values ('00000000-0000-7000-8000-000000000000', 'platform', 'Platform', 'enterprise', now(), 1);
