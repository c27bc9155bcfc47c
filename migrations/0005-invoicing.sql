-- Up Migration
create schema invoicing;
grant usage on schema invoicing to atrium_app;

create table invoicing.customer (
  tenant_id uuid not null,
  id uuid not null,
  name text collate "C" not null,
  reference text,
  created_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, id)
);
create index customer_by_creation on invoicing.customer (tenant_id, created_at, id);
create index customer_by_name on invoicing.customer (tenant_id, name, id);
alter table invoicing.customer enable row level security;
alter table invoicing.customer force row level security;
create policy tenant on invoicing.customer to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert on invoicing.customer to atrium_app;

create table invoicing.invoice (
  tenant_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  status text not null check (status in ('draft', 'issued')),
  currency text not null,
  lines jsonb not null,
  total_minor bigint not null,
  note text,
  due_at timestamptz,
  number text,
  issued_at timestamptz,
  created_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, id),
  constraint invoice_number unique (tenant_id, number),
  constraint invoice_customer foreign key (tenant_id, customer_id) references invoicing.customer (tenant_id, id),
  check ((status = 'issued') = (number is not null and issued_at is not null))
);
create index invoice_by_creation on invoicing.invoice (tenant_id, created_at, id);
create index invoice_by_status_and_creation on invoicing.invoice (tenant_id, status, created_at, id);
create index invoice_by_customer_and_creation on invoicing.invoice (tenant_id, customer_id, created_at, id);
create index invoice_by_total on invoicing.invoice (tenant_id, total_minor, id);
alter table invoicing.invoice enable row level security;
alter table invoicing.invoice force row level security;
create policy tenant on invoicing.invoice to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on invoicing.invoice to atrium_app;

-- The last number given out per tenant and year. Its row lock keeps the sequence without gaps.
create table invoicing.numbering (
  tenant_id uuid not null,
  year integer not null,
  last_number integer not null,
  primary key (tenant_id, year)
);
alter table invoicing.numbering enable row level security;
alter table invoicing.numbering force row level security;
create policy tenant on invoicing.numbering to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on invoicing.numbering to atrium_app;
