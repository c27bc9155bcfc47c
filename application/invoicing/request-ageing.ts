import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Job } from '../shared/job.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { recomputeAgeing } from './job-types.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

/** Asks for what is owed to be added up anew, in the background. */
export class RequestAgeing {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly work: UnitOfWork<InvoicingScope>) {}

  execute(tenant: TenantContext): Promise<Job> {
    return this.work.run(tenant, ({ jobs }) => jobs.request(tenant, recomputeAgeing, { data: {} }));
  }
}
