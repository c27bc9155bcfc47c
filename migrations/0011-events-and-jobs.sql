-- Up Migration

-- What was stored with aggregates is moved out of the outbox, into the stream of its tenant: the outbox stays small.
grant select, delete on shared.outbox to atrium_system;
drop policy operators on shared.outbox;
create policy system on shared.outbox to atrium_system using (true) with check (true);

-- How far each tenant's stream goes. Who publishes holds the row: positions are given without gaps, in the order of commits.
create table shared.stream (
  tenant_id uuid primary key,
  last_position bigint not null default 0
);
alter table shared.stream enable row level security;
alter table shared.stream force row level security;
create policy tenant on shared.stream to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy system on shared.stream to atrium_system using (true) with check (true);
grant select, insert, update on shared.stream to atrium_system;

-- What was published, for as long as it is kept.
create table shared.event (
  tenant_id uuid not null,
  position bigint not null,
  aggregate_type text not null,
  aggregate_id uuid not null,
  type text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  published_at timestamptz not null default now(),
  primary key (tenant_id, position)
);
alter table shared.event enable row level security;
alter table shared.event force row level security;
create policy tenant on shared.event to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, delete on shared.event to atrium_app;
create policy system on shared.event to atrium_system using (true) with check (true);
grant insert on shared.event to atrium_system;

-- The record of every job: who asked, what for, how often it was started and by whom, how it ended. All of its moments are the
-- database's. A job is asked for in the transaction of its cause, and ends in the transaction of its effect.
create table shared.job (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  -- who asks by a key that is there already gets that job
  key text,
  -- of one sequence, one runs at a time, in the order of their ordinals; one in quarantine holds up those behind it
  sequence text,
  ordinal bigint not null default 0,
  data jsonb not null,
  -- whose rights it has when it starts; null: the platform's own
  principal_id uuid,
  session_id uuid,
  priority smallint not null default 0 check (priority in (-1, 0, 1)),
  run_at timestamptz not null default now(),
  status text not null default 'waiting'
    check (status in ('waiting', 'admitted', 'running', 'succeeded', 'failed', 'quarantined', 'cancelled')),
  starts integer not null default 0,
  starts_allowed integer not null,
  -- grows with every start: an earlier one cannot end the job any more
  fence bigint not null default 0,
  leased_until timestamptz,
  cancel_asked_at timestamptz,
  progress real not null default 0 check (progress between 0 and 1),
  result jsonb,
  problem jsonb,
  requested_at timestamptz not null default now(),
  admitted_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  check ((finished_at is not null) = (status in ('succeeded', 'failed', 'cancelled'))),
  check ((status = 'running') = (leased_until is not null)),
  check ((principal_id is null) = (session_id is null))
);
create unique index job_key on shared.job (tenant_id, type, key) where key is not null;
create index job_waiting on shared.job (tenant_id, priority, run_at, id) where status = 'waiting';
create index job_in_flight on shared.job (tenant_id, id) where status in ('admitted', 'running');
create index job_sequence on shared.job (tenant_id, sequence, ordinal) where sequence is not null and finished_at is null;
create index job_finished on shared.job (tenant_id, finished_at) where finished_at is not null;
create index job_in_trouble on shared.job (tenant_id, id) where status in ('failed', 'quarantined');
alter table shared.job enable row level security;
alter table shared.job force row level security;
create policy tenant on shared.job to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on shared.job to atrium_app;
create policy system on shared.job to atrium_system using (true) with check (true);
grant select, insert, update, delete on shared.job to atrium_system;

-- When each schedule comes due next. Schedules are the platform's.
create table shared.schedule (
  tenant_id uuid not null,
  name text not null,
  -- the cron line or interval that the moment follows from: with another, it is reckoned anew
  rule text not null,
  due_at timestamptz not null,
  fired_for timestamptz,
  primary key (tenant_id, name)
);
alter table shared.schedule enable row level security;
alter table shared.schedule force row level security;
create policy tenant on shared.schedule to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy system on shared.schedule to atrium_system using (true) with check (true);
grant select, insert, update on shared.schedule to atrium_system;

-- Agenda's own table, as its version 3.0.6 of the PostgreSQL backend makes it: a row is a trigger for one job of ours. Whose
-- job it is follows from its data; without a tenant there is no row.
create table public.agenda_jobs (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null,
  priority integer not null default 0,
  next_run_at timestamptz,
  type varchar(10) not null default 'normal' check (type in ('normal', 'single')),
  locked_at timestamptz,
  last_finished_at timestamptz,
  failed_at timestamptz,
  fail_count integer default null,
  fail_reason text,
  repeat_timezone varchar(100),
  last_run_at timestamptz,
  repeat_interval varchar(255),
  data jsonb default '{}'::jsonb,
  repeat_at varchar(255),
  disabled boolean default false,
  progress real,
  fork boolean default false,
  last_modified_by varchar(255),
  debounce_started_at timestamptz,
  start_date timestamptz,
  end_date timestamptz,
  skip_days jsonb,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  tenant_id uuid not null generated always as ((data ->> 'tenantId')::uuid) stored,
  job_id uuid not null generated always as ((data ->> 'jobId')::uuid) stored
);
create index agenda_jobs_find_and_lock_idx on public.agenda_jobs (name, next_run_at, priority desc, locked_at, disabled) where disabled = false;
create unique index agenda_jobs_single_job_idx on public.agenda_jobs (name) where type = 'single';
create index agenda_jobs_locked_at_idx on public.agenda_jobs (locked_at) where locked_at is not null;
create index agenda_jobs_next_run_at_idx on public.agenda_jobs (next_run_at) where next_run_at is not null;
create index agenda_jobs_by_job on public.agenda_jobs (tenant_id, job_id);
alter table public.agenda_jobs enable row level security;
alter table public.agenda_jobs force row level security;
create policy tenant on public.agenda_jobs to atrium_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy system on public.agenda_jobs to atrium_system using (true) with check (true);
grant select, insert, update, delete on public.agenda_jobs to atrium_system;
