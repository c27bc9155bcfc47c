-- Up Migration
-- What is old is looked for by its age, and deleted a batch at a time.
create index session_by_expiry on identity.session (tenant_id, expires_at, id);
grant delete on identity.session to atrium_app;

create index invitation_by_expiry on identity.invitation (tenant_id, expires_at, id);
grant delete on identity.invitation to atrium_app;

-- Jobs that failed are kept for longer than others that have ended.
drop index shared.job_finished;
create index job_by_end on shared.job (tenant_id, status, finished_at, id) where finished_at is not null;
