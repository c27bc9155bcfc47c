import { ContainerModule } from 'inversify';
import { PostgresEventStream } from '../../adapters/shared/postgres/postgres-event-stream.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { EventSignals } from '../../application/shared/ports/event-signals.js';
import { EventStream } from '../../application/shared/ports/event-stream.js';
import type { SharedStores } from '../platform.js';

/** What contexts share beside their own tables. */
export const sharedStores = ({ cache, documents, signals }: SharedStores): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(Cache).toConstantValue(cache);
    bind(DocumentStore).toConstantValue(documents);
    bind(EventSignals).toConstantValue(signals);
    bind(EventStream).toResolvedValue((database) => new PostgresEventStream(database), [TenantDatabase]);
  });
