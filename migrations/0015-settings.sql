-- Up Migration
create schema settings;
grant usage on schema settings to atrium_app;

-- All that one level of one subject says: 'tenant' and 'user#<id>' of a tenant; 'platform' and 'plan#<name>' of the platform's own.
create table settings.setting_sheet (
  tenant_id uuid not null,
  sheet text collate "C" not null,
  id uuid not null,
  -- by key: what was said, whether it is locked, by whom, when, and the version of the sheet at which that changed last
  entries jsonb not null,
  version integer not null,
  primary key (tenant_id, sheet)
);
alter table settings.setting_sheet enable row level security;
alter table settings.setting_sheet force row level security;
create policy tenant on settings.setting_sheet to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on settings.setting_sheet to atrium_app;

-- What a sheet came to say; of a secret no value.
create table settings.setting_change (
  tenant_id uuid not null,
  sheet text collate "C" not null,
  key text collate "C" not null,
  version integer not null,
  value jsonb,
  is_set boolean not null,
  locked boolean not null,
  -- null: an operator of the platform
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (tenant_id, sheet, key, version)
);
alter table settings.setting_change enable row level security;
alter table settings.setting_change force row level security;
create policy tenant on settings.setting_change to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, delete on settings.setting_change to atrium_app;
