import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { InvoiceNotIssued } from '../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Job } from '../shared/job.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { renderInvoicePdf } from './job-types.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type RequestInvoicePdfCommand = { readonly invoiceId: InvoiceId };

/** Asks for the PDF of an invoice to be made, in the background. */
export class RequestInvoicePdf {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly work: UnitOfWork<InvoicingScope>) {}

  /** @throws InvoiceNotFound, InvoiceNotIssued */
  execute(tenant: TenantContext, { invoiceId }: RequestInvoicePdfCommand): Promise<Job> {
    return this.work.run(tenant, async ({ invoices, jobs }) => {
      const invoice = await invoices.get(tenant, invoiceId);
      if (invoice.status === 'draft') throw new InvoiceNotIssued();
      return jobs.request(tenant, renderInvoicePdf, { data: { invoiceId } });
    });
  }
}
