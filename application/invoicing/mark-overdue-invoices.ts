import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { markOverdueInvoices } from './job-types.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

/** How many invoices are marked as one, and kept from others meanwhile. */
const AT_ONCE = 200;

export type MarkOverdueInvoicesCommand = { readonly asOf: Date; readonly signal?: AbortSignal };

/** Marks what is late as of a moment and not marked yet, and asks for a job that goes on where this ends. */
export class MarkOverdueInvoices {
  static readonly needs = platform;

  constructor(private readonly work: UnitOfWork<InvoicingScope>) {}

  /** @returns how many it has marked. */
  execute(tenant: TenantContext, { asOf, signal }: MarkOverdueInvoicesCommand): Promise<number> {
    return this.work.run(tenant, async ({ invoices, jobs }) => {
      const late = await invoices.late(tenant, asOf, AT_ONCE);
      for (const invoice of late) {
        signal?.throwIfAborted();
        await invoices.save(tenant, invoice.markOverdue(asOf));
      }
      const last = late.at(-1)?.state;
      if (last !== undefined && late.length === AT_ONCE) {
        // an invoice is marked once in each of its versions: no other step ends with this one
        await jobs.request(tenant, markOverdueInvoices, { data: { asOf }, key: `after ${last.id} ${last.version}` });
      }
      return late.length;
    });
  }
}
