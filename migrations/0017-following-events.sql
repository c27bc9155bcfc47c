-- Up Migration
-- Whoever follows a tenant's events has to know how far its stream goes, also where the beginning of it is kept no longer.
grant select on shared.stream to atrium_app;

-- Of a stream some types are read at a time, however rare they are in it.
create index event_by_type on shared.event (tenant_id, type, position);
