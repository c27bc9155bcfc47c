import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';
import { ageingTags } from './remembered-ageing.js';

/** Notes when something of what is owed has changed: a summary that does not tell of it is outdated. */
export class MarkAgeingOutdated {
  static readonly needs = platform;

  constructor(private readonly work: UnitOfWork<InvoicingScope>) {}

  execute(tenant: TenantContext, { changedAt }: { readonly changedAt: Date }): Promise<void> {
    return this.work.run(tenant, async ({ ageingSummaries, invalidations }) => {
      await ageingSummaries.outdate(tenant, changedAt);
      invalidations.add(tenant, ageingTags(tenant));
    });
  }
}
