-- Up Migration
-- Whoever follows a tenant's events has to know how far its stream goes, also where the beginning of it is kept no longer.
grant select on shared.stream to atrium_app;
