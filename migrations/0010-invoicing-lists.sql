-- Up Migration
-- Those of one status, by their total: few drafts among many invoices are not looked for in all of them.
create index invoice_by_status_and_total on invoicing.invoice (tenant_id, status, total_minor, id);
