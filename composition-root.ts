import { Container, ContainerModule } from 'inversify';
import { SystemDatabase } from './adapters/shared/postgres/system-database.js';
import { TenantDatabase } from './adapters/shared/postgres/tenant-database.js';
import { SystemClock } from './adapters/shared/system/system-clock.js';
import { UuidIds } from './adapters/shared/system/uuid-ids.js';
import { Clock } from './application/shared/ports/clock.js';
import { Ids } from './application/shared/ports/ids.js';
import type { KnownResources } from './application/shared/ports/known-resources.js';
import { Transactions } from './application/shared/ports/transactions.js';
import type { JobObservers } from './application/shared/run-job.js';
import { accessModule } from './infrastructure/modules/access.module.js';
import type { ContextModule } from './infrastructure/modules/context-module.js';
import { httpModule, type Observers } from './infrastructure/modules/http.module.js';
import { identityModule } from './infrastructure/modules/identity.module.js';
import { integrationsModule } from './infrastructure/modules/integrations.module.js';
import { invoicingModule } from './infrastructure/modules/invoicing.module.js';
import { jobsModule, jobStores } from './infrastructure/modules/jobs.module.js';
import { metadataModule } from './infrastructure/modules/metadata.module.js';
import { operationsModule } from './infrastructure/modules/operations.module.js';
import { settingsModule } from './infrastructure/modules/settings.module.js';
import { sharedStores } from './infrastructure/modules/shared-stores.module.js';
import { tenancyModule } from './infrastructure/modules/tenancy.module.js';
import { observing } from './infrastructure/observing.js';
import type { Platform } from './infrastructure/platform.js';
import { DESCRIBED, MASTER_KEY, PERMISSIONS, PUBLIC_EVENTS, PUBLIC_URL, SETTINGS } from './infrastructure/tokens.js';

/** What the house consists of. */
export const contexts: readonly ContextModule[] = [
  tenancyModule,
  identityModule,
  accessModule,
  operationsModule,
  metadataModule,
  integrationsModule,
  settingsModule,
  invoicingModule,
];

/** The application over its real stores: what the process serves. */
export function compose(platform: Platform): Container {
  const { database, system, shared, jobsPerTenant, log } = platform;
  const databases = new ContainerModule(({ bind }) => {
    bind(TenantDatabase).toConstantValue(database);
    bind(SystemDatabase).toConstantValue(system);
    bind(Transactions).toConstantValue(database);
  });
  return composeOver([databases, sharedStores(shared), jobStores(jobsPerTenant), ...contexts.map(({ stores }) => stores)], platform, observing(log));
}

/** The application over any stores that bind every port. */
export function composeOver(
  stores: readonly ContainerModule[],
  { masterKey, publicUrl, trustedProxies, health, streams }: Pick<Platform, 'masterKey' | 'publicUrl' | 'trustedProxies' | 'health' | 'streams'>,
  observers: Observers & JobObservers,
): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(Clock).toResolvedValue(() => new SystemClock());
  container.bind(Ids).toResolvedValue(() => new UuidIds());
  container.bind(MASTER_KEY).toConstantValue(masterKey);
  container.bind(PUBLIC_URL).toConstantValue(publicUrl);
  container.bind(PERMISSIONS).toConstantValue(contexts.flatMap(({ permissions }) => permissions));
  const described = contexts.flatMap(({ describes = [] }) => describes);
  container.bind(DESCRIBED).toResolvedValue(
    (...known: KnownResources[]) => described.map((one, at) => ({ ...one, known: known[at] as KnownResources })),
    described.map(({ known }) => known),
  );
  container.bind(PUBLIC_EVENTS).toConstantValue(contexts.flatMap(({ events = [] }) => events));
  container.bind(SETTINGS).toConstantValue(contexts.flatMap(({ settings = [] }) => settings));
  const endpoints = contexts.flatMap((context) => context.endpoints);
  const handlings = contexts.flatMap(({ jobs = [] }) => jobs);
  container.load(
    ...stores,
    ...contexts.map(({ core }) => core),
    httpModule(endpoints, trustedProxies, health, streams, observers),
    jobsModule(handlings, contexts.flatMap(({ schedules = [] }) => schedules), observers),
  );
  return container;
}
