-- Up Migration
-- The PDF of an invoice, as it was last made. What it shows is held against the invoice when it is asked for.
create table invoicing.invoice_pdf (
  tenant_id uuid not null,
  invoice_id uuid not null,
  invoice_version integer not null,
  shows text not null check (shows in ('issued', 'void')),
  bytes bytea not null,
  rendered_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, invoice_id),
  constraint invoice_pdf_invoice foreign key (tenant_id, invoice_id) references invoicing.invoice (tenant_id, id)
);
-- Compressed already.
alter table invoicing.invoice_pdf alter column bytes set storage external;
alter table invoicing.invoice_pdf enable row level security;
alter table invoicing.invoice_pdf force row level security;
create policy tenant on invoicing.invoice_pdf to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on invoicing.invoice_pdf to atrium_app;
