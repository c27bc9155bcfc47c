import { type EndedStatus, KeptRecords } from '../../../application/operations/ports/kept-records.js';
import type { RecordsScope } from '../../../application/operations/ports/records-work.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { streamShelf } from '../../shared/memory/in-memory-event-relay.js';
import { InMemoryJobs, jobShelf } from '../../shared/memory/in-memory-jobs.js';
import { type InMemoryTransaction, InMemoryUnitOfWork } from '../../shared/memory/in-memory-store.js';
import { sweepOldest } from '../../shared/memory/sweeping.js';

/** The unit of work on what is kept, on the in-memory store. */
export const inMemoryRecordsWork = (store: Transactions, ids: Ids, clock: Clock): InMemoryUnitOfWork<RecordsScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({ records: new InMemoryKeptRecords(transaction), jobs: new InMemoryJobs(transaction, ids, clock) }));

class InMemoryKeptRecords extends KeptRecords {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async sweepEvents(tenant: TenantContext, publishedBefore: Date, most: number): Promise<number> {
    const stream = this.transaction.shelf(tenant, streamShelf);
    const first = [...stream].toSorted(([, one], [, other]) => one.position - other.position).slice(0, most);
    const swept = first.filter(([, { publishedAt }]) => publishedAt < publishedBefore);
    for (const [key] of swept) stream.delete(key);
    return swept.length;
  }

  override async sweepJobs(tenant: TenantContext, status: EndedStatus, endedBefore: Date, most: number): Promise<number> {
    return sweepOldest(this.transaction.shelf(tenant, jobShelf), (job) => (job.status === status ? job.finishedAt : null), endedBefore, most);
  }
}
