import { ContainerModule } from 'inversify';
import { InProcessEventSignals } from '../../adapters/shared/in-process/in-process-event-signals.js';
import { InMemoryDocumentStore } from '../../adapters/shared/memory/in-memory-document-store.js';
import { InMemoryEventStream } from '../../adapters/shared/memory/in-memory-event-stream.js';
import { InMemoryEventRelay } from '../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryJobAdmission } from '../../adapters/shared/memory/in-memory-job-admission.js';
import { InMemoryJobRecords } from '../../adapters/shared/memory/in-memory-job-records.js';
import { InMemorySchedules } from '../../adapters/shared/memory/in-memory-schedules.js';
import { InMemoryStore } from '../../adapters/shared/memory/in-memory-store.js';
import { ActiveTenants } from '../../application/shared/ports/active-tenants.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { DueTimes } from '../../application/shared/ports/due-times.js';
import { EventRelay } from '../../application/shared/ports/event-relay.js';
import { EventSignals } from '../../application/shared/ports/event-signals.js';
import { EventStream } from '../../application/shared/ports/event-stream.js';
import { Ids } from '../../application/shared/ports/ids.js';
import { JobAdmission } from '../../application/shared/ports/job-admission.js';
import { JobRecords } from '../../application/shared/ports/job-records.js';
import { Schedules } from '../../application/shared/ports/schedules.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { contexts } from '../../composition-root.js';
import { aTieredCache } from './in-memory-shared-tier.js';

const store = new ContainerModule(({ bind }) => {
  bind(InMemoryStore).toResolvedValue(() => new InMemoryStore());
  bind(Transactions).toService(InMemoryStore);
  bind(JobRecords).toResolvedValue((all, clock) => new InMemoryJobRecords(all, clock), [InMemoryStore, Clock]);
  bind(JobAdmission).toResolvedValue((all, clock) => new InMemoryJobAdmission(all, clock, { perTenant: 5, inAll: 200 }), [InMemoryStore, Clock]);
  bind(Schedules).toResolvedValue(
    (all, tenants, dueTimes, ids, clock) => new InMemorySchedules(all, tenants, dueTimes, ids, clock),
    [InMemoryStore, ActiveTenants, DueTimes, Ids, Clock],
  );
  bind(EventStream).toResolvedValue((all) => new InMemoryEventStream(all), [InMemoryStore]);
  bind(EventSignals).toResolvedValue(() => new InProcessEventSignals());
  bind(Cache).toResolvedValue(() => aTieredCache());
  bind(DocumentStore).toResolvedValue(() => new InMemoryDocumentStore());
  bind(EventRelay).toResolvedValue((all, ids, clock) => new InMemoryEventRelay(all, ids, clock), [InMemoryStore, Ids, Clock]);
});

/** What each context keeps its ports in when there is no database: `test/support/<context>/in-memory-stores.ts`. */
export async function inMemoryStores(): Promise<readonly ContainerModule[]> {
  const ofContexts = contexts.map(async ({ name }) => {
    const { stores } = (await import(`./${name}/in-memory-stores.js`)) as { readonly stores: ContainerModule };
    return stores;
  });
  return [store, ...(await Promise.all(ofContexts))];
}
