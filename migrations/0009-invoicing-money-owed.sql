-- Up Migration

-- Customers can be reached, put aside, and looked for by how their names begin. What folds case must be stored: a function
-- in a condition would be judged behind row-level security, row by row, and no index would help.
alter table invoicing.customer
  add column email text,
  add column archived_at timestamptz,
  add column archived boolean not null generated always as (archived_at is not null) stored,
  add column name_folded text collate "C" not null generated always as (lower(name collate "pg_c_utf8")) stored;
drop index invoicing.customer_by_creation;
drop index invoicing.customer_by_name;
create index customer_by_creation on invoicing.customer (tenant_id, archived, created_at, id);
create index customer_by_name on invoicing.customer (tenant_id, archived, name, id);
create index customer_by_folded_name on invoicing.customer (tenant_id, archived, name_folded, id);
grant update on invoicing.customer to atrium_app;

-- What has been paid and credited is kept beside the total; what is left of it follows.
alter table invoicing.invoice
  add column paid_minor bigint not null default 0,
  add column credited_minor bigint not null default 0,
  add column paid_at timestamptz,
  add column voided_at timestamptz,
  add column void_reason text;

-- Each line gets an id, no tax and no discount: it comes to what it came to.
update invoicing.invoice
set lines = (
  select jsonb_agg(line || jsonb_build_object('id', gen_random_uuid(), 'taxRate', 0, 'discount', 0) order by place)
  from jsonb_array_elements(lines) with ordinality as numbered (line, place)
)
where lines <> '[]'::jsonb;

-- What is issued is due: without a date, 30 days after its issue. Over nothing, it is paid.
update invoicing.invoice set due_at = issued_at + interval '30 days' where status = 'issued' and due_at is null;
alter table invoicing.invoice
  drop constraint invoice_status_check,
  drop constraint invoice_check;
update invoicing.invoice set status = 'paid', paid_at = issued_at where status = 'issued' and total_minor = 0;

alter table invoicing.invoice
  add constraint invoice_status check (status in ('draft', 'issued', 'paid', 'void')),
  add constraint invoice_issued check ((status = 'draft') = (number is null) and (number is null) = (issued_at is null)),
  add constraint invoice_due check (status = 'draft' or due_at is not null),
  add constraint invoice_paid check ((status = 'paid') = (paid_at is not null)),
  add constraint invoice_voided check ((status = 'void') = (voided_at is not null) and (voided_at is null) = (void_reason is null)),
  add constraint invoice_never_overpaid check (paid_minor between 0 and total_minor),
  add constraint invoice_never_overcredited check (credited_minor between 0 and total_minor),
  add column balance_minor bigint not null generated always as (
    case when status in ('issued', 'paid') then total_minor - credited_minor - paid_minor else 0 end
  ) stored,
  -- without a due date is later than any, so that a page can end there
  add column due_key timestamptz not null generated always as (coalesce(due_at, timestamptz 'infinity')) stored,
  add constraint invoice_open check ((status = 'issued') <= (balance_minor > 0));

-- Behind the id stands what else is asked for: it is judged in the index, for moments of creation and of dues go together.
create index invoice_by_due_date on invoicing.invoice (tenant_id, due_key, id, created_at);
create index invoice_by_status_and_due_date on invoicing.invoice (tenant_id, status, due_key, id, created_at);

-- What is left to be paid is little of all that there is: its age looks at nothing else.
create index invoice_open_by_customer on invoicing.invoice (tenant_id, customer_id, currency, due_at) include (balance_minor)
  where status = 'issued';

create table invoicing.payment (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  received_at timestamptz not null,
  method text,
  reference text,
  reversed_at timestamptz,
  reversal_reason text,
  created_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, id),
  constraint payment_invoice foreign key (tenant_id, invoice_id) references invoicing.invoice (tenant_id, id),
  check ((reversed_at is null) = (reversal_reason is null))
);
create index payment_by_creation on invoicing.payment (tenant_id, created_at, id);
create index payment_by_invoice on invoicing.payment (tenant_id, invoice_id, created_at, id);
alter table invoicing.payment enable row level security;
alter table invoicing.payment force row level security;
create policy tenant on invoicing.payment to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update on invoicing.payment to atrium_app;

create table invoicing.credit_note (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  number text not null,
  currency text not null,
  lines jsonb not null,
  reason text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint credit_note_number unique (tenant_id, number),
  constraint credit_note_invoice foreign key (tenant_id, invoice_id) references invoicing.invoice (tenant_id, id)
);
create index credit_note_by_creation on invoicing.credit_note (tenant_id, created_at, id);
create index credit_note_by_invoice on invoicing.credit_note (tenant_id, invoice_id, created_at, id);
alter table invoicing.credit_note enable row level security;
alter table invoicing.credit_note force row level security;
create policy tenant on invoicing.credit_note to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert on invoicing.credit_note to atrium_app;

-- Credit notes are counted by themselves.
alter table invoicing.numbering add column series text not null default 'INV';
alter table invoicing.numbering alter column series drop default;
alter table invoicing.numbering drop constraint numbering_pkey, add primary key (tenant_id, series, year);

-- What is there already counts towards the plan.
insert into tenancy.usage (tenant_id, meter, period, used)
select tenant_id, 'customers', '', count(*) from invoicing.customer group by tenant_id;
insert into tenancy.usage (tenant_id, meter, period, used)
select tenant_id, 'invoicesPerMonth', to_char(issued_at at time zone 'UTC', 'YYYY-MM'), count(*)
from invoicing.invoice where issued_at is not null group by 1, 3;
