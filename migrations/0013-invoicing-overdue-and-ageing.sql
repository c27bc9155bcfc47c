-- Up Migration

-- Since when an invoice has been known to be late. What is late and not known to be is little: whoever looks for it reads nothing else.
alter table invoicing.invoice
  add column overdue_since timestamptz,
  add constraint invoice_overdue check (overdue_since is null or status = 'issued');
create index invoice_not_known_late on invoicing.invoice (tenant_id, due_at, id) where status = 'issued' and overdue_since is null;

-- What is owed to a tenant, as it was computed last.
create table invoicing.ageing_summary (
  tenant_id uuid primary key,
  -- these are null until it is computed for the first time: what has changed by then is known all the same
  contents jsonb,
  as_of timestamptz,
  computed_at timestamptz,
  -- of the last change that is known; what tells of this moment or one before it is outdated
  changed_at timestamptz,
  version integer not null,
  check ((contents is null) = (as_of is null) and (as_of is null) = (computed_at is null))
);
alter table invoicing.ageing_summary enable row level security;
alter table invoicing.ageing_summary force row level security;
create policy tenant on invoicing.ageing_summary to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on invoicing.ageing_summary to atrium_app;
