import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Position } from '../shared/page.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { AgeingTally } from './ageing-tally.js';
import type { Ageing, AgeingSummary } from './ports/ageing.js';
import type { InvoicingScope } from './ports/invoicing-work.js';
import { ageingTags } from './remembered-ageing.js';

const A_PAGE = 100;

export type RecomputeAgeingCommand = { readonly signal: AbortSignal; readonly progress: (done: number) => Promise<void> };

/** Adds up what all customers owe now, page by page, and keeps what it comes to. */
export class RecomputeAgeing {
  static readonly needs = 'invoicing:invoices:read';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ageing: Ageing,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, command: RecomputeAgeingCommand): Promise<AgeingSummary> {
    const asOf = this.clock.now();
    const tally = await this.addedUp(tenant, asOf, command);
    const summary = tally.summary(asOf, this.clock.now());
    await this.work.run(tenant, async ({ ageingSummaries, invalidations }) => {
      await ageingSummaries.put(tenant, summary);
      invalidations.add(tenant, ageingTags(tenant));
    });
    return summary;
  }

  private async addedUp(tenant: TenantContext, asOf: Date, { signal, progress }: RecomputeAgeingCommand): Promise<AgeingTally> {
    const debtors = await this.ageing.countDebtors(tenant);
    const tally = new AgeingTally();
    for (let after: Position | null | undefined; after !== null; ) {
      signal.throwIfAborted();
      const { items, next } = await this.ageing.list(tenant, { limit: A_PAGE, ...(after === undefined ? {} : { after }) }, asOf);
      for (const owed of items) tally.add(owed);
      await progress(next === null ? 1 : Math.min(1, tally.customers / debtors));
      after = next;
    }
    return tally;
  }
}
