import { MarkAgeingOutdated } from '../../../application/invoicing/mark-ageing-outdated.js';
import { MarkOverdueInvoices } from '../../../application/invoicing/mark-overdue-invoices.js';
import { InvoicePdfRegister } from '../../../application/invoicing/ports/invoice-pdf-register.js';
import { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { KnownCustomers } from '../../../application/invoicing/ports/known-customers.js';
import { KnownInvoices } from '../../../application/invoicing/ports/known-invoices.js';
import { RecomputeAgeing } from '../../../application/invoicing/recompute-ageing.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerUnknown } from '../../../domain/invoicing/invoicing-refusals.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { type Crowd, crowdId, idAt, momentAt } from '../crowd.js';
import { aCreditNote, aCustomer, aDraft, aPayment, noon } from './invoices.js';

const LINES = '[{"id": "01980f3c-0000-7000-8000-000000000000", "description": "A day of work", "quantity": "2", "unitPriceMinor": "1250", "taxRate": 1900, "discount": 0}]';

/** In SQL, the status of invoice `n` of so many. Few are no longer drafts or not yet paid: who looks for the others finds none for long. */
const statusOf = (rows: number): string =>
  `case when n <= ${rows} / 100 then 'draft' when n % 200 = 0 then 'void' when n % 50 = 7 then 'issued' else 'paid' end`;

/** Each of the first thousand customers has a hundred invoices; one in a hundred customers is archived. */
export const crowd: Crowd = {
  tables: {
    'invoicing.customer': ({ tenantId, rows }) => `
      insert into invoicing.customer (tenant_id, id, name, reference, archived_at, created_at, version)
      select '${tenantId}', ${idAt()}, 'Customer ' || md5(n::text), 'C-' || n, case when n % 100 = 99 then ${momentAt} end, ${momentAt}, 1
      from generate_series(1, ${rows}) n`,
    'invoicing.invoice': ({ tenantId, rows }) => `
      insert into invoicing.invoice (
        tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, paid_minor, paid_at, voided_at,
        void_reason, created_at, version
      )
      select '${tenantId}', ${idAt()}, ${idAt('1 + n % 1000')}, status, 'EUR', '${LINES}', total, null,
             case when status <> 'draft' or n % 2 = 0 then ${momentAt} + interval '30 days' end,
             case when status <> 'draft' then 'CROWD-' || n end, case when status <> 'draft' then ${momentAt} end,
             case when status = 'paid' then total else 0 end, case when status = 'paid' then ${momentAt} end,
             case when status = 'void' then ${momentAt} end, case when status = 'void' then 'Sent twice' end, ${momentAt}, 1
      from generate_series(1, ${rows}) n, lateral (select ${statusOf(rows)} as status, 1 + (n * 7919::bigint) % 100003 as total) its`,
    'invoicing.payment': ({ tenantId, rows }) => `
      insert into invoicing.payment (tenant_id, id, invoice_id, currency, amount_minor, received_at, created_at, version)
      select '${tenantId}', ${idAt()}, ${idAt('1 + n % 50000')}, 'EUR', n, ${momentAt}, ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    'invoicing.credit_note': ({ tenantId, rows }) => `
      insert into invoicing.credit_note (tenant_id, id, invoice_id, customer_id, number, currency, lines, created_at)
      select '${tenantId}', ${idAt()}, ${idAt('1 + n % 50000')}, ${idAt('1 + n % 1000')}, 'CROWD-' || n, 'EUR', '[]', ${momentAt}
      from generate_series(1, ${rows}) n`,
    'invoicing.invoice_pdf': ({ tenantId, rows }) => `
      insert into invoicing.invoice_pdf (tenant_id, invoice_id, invoice_version, shows, bytes, rendered_at, version)
      select '${tenantId}', ${idAt()}, 2, 'issued', '%PDF-', ${momentAt}, 1 from generate_series(1, ${rows}) n`,
  },
  fewPerTenant: {
    'invoicing.numbering': {
      because: 'a tenant has two rows a year',
      filling: (rows) => `
        insert into invoicing.numbering (tenant_id, series, year, last_number) select ${idAt()}, 'INV', 2026, 1 from generate_series(1, ${rows}) n`,
    },
    'invoicing.ageing_summary': {
      because: 'a tenant has one',
      filling: (rows) => `
        insert into invoicing.ageing_summary (tenant_id, changed_at, version) select ${idAt()}, ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    },
  },
  filters: {
    customerId: [crowdId(8)],
    invoiceId: [crowdId(8)],
    namePrefix: ['customer a', 'CUSTOMER ABC', 'c'],
    createdAfter: ['2026-02-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    createdBefore: ['2026-02-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  },
  calls: [
    (container, tenantId) => container.get(KnownCustomers).known(TenantContext.visitor(TenantId.from(tenantId)), [crowdId(8), crowdId(9)]),
    (container, tenantId) => container.get(KnownInvoices).known(TenantContext.visitor(TenantId.from(tenantId)), [crowdId(8), crowdId(9)]),
    async (container, tenantId) => {
      const platform = TenantContext.of(TenantId.from(tenantId), { kind: 'platform' }, [RecomputeAgeing.needs], 'active');
      const asOf = new Date('2027-06-01T00:00:00.000Z');
      await container.get(MarkOverdueInvoices).execute(platform, { asOf });
      await container.get(RecomputeAgeing).execute(platform, { signal: new AbortController().signal, progress: async () => undefined });
      await container.get(MarkAgeingOutdated).execute(platform, { changedAt: asOf });
    },
    async (container, tenantId) => {
      const tenant = TenantContext.visitor(TenantId.from(tenantId));
      const invoiceId = InvoiceId.from(crowdId(1_607)); // issued
      const pdf = { invoiceId, invoiceVersion: 3, shows: 'issued', bytes: new Uint8Array(8), renderedAt: noon } as const;
      await container.get(InvoicingWork).run(tenant, ({ pdfs }) => pdfs.put(tenant, pdf));
      await container.get(InvoicePdfRegister).find(tenant, invoiceId);
    },
    async (container, tenantId) => {
      const tenant = TenantContext.visitor(TenantId.from(tenantId));
      const draft = aDraft(tenant, { customerId: CustomerId.from(tenantId) });
      await container.get(InvoicingWork).run(tenant, ({ invoices }) => invoices.save(tenant, draft)).catch((error: unknown) => {
        if (!(error instanceof CustomerUnknown)) throw error;
      });
    },
    async (container, tenantId) => {
      const tenant = TenantContext.visitor(TenantId.from(tenantId));
      const customer = aCustomer(tenant);
      const number = `TAKEN-${customer.state.id}`;
      const invoice = aDraft(tenant, { customerId: customer.state.id }).issue(number, noon);
      const { id: invoiceId } = invoice.state;
      await container.get(InvoicingWork).run(tenant, async ({ imports }) => {
        await imports.countCustomers(tenant, { first: crowdId(1), last: crowdId(100) });
        await imports.archivedCustomers(tenant, { first: crowdId(1), last: crowdId(100) });
        await imports.countInvoices(tenant, { first: crowdId(1), last: crowdId(100) });
        await imports.add(tenant, {
          customers: [customer], invoices: [invoice], payments: [aPayment(tenant, { invoiceId })], creditNotes: [aCreditNote(tenant, invoice, noon, number)],
        });
      });
    },
  ],
};
