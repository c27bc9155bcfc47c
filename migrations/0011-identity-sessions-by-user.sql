-- Up Migration
-- Whoever is removed takes along the sessions that are over, too: without this they are looked for in all of them.
create index session_by_user on identity.session (tenant_id, user_id);
