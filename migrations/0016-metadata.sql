-- Up Migration
create schema metadata;
grant usage on schema metadata to atrium_app;

-- What is noted on resources of whatever context. A row stays when all of its pairs are removed: its version never goes back.
create table metadata.entity_metadata (
  tenant_id uuid not null,
  resource_type text not null,
  resource_id uuid not null,
  pairs jsonb not null,
  version integer not null,
  primary key (tenant_id, resource_type, resource_id)
);
alter table metadata.entity_metadata enable row level security;
alter table metadata.entity_metadata force row level security;
create policy tenant on metadata.entity_metadata to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on metadata.entity_metadata to atrium_app;
