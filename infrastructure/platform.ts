import type { Logger } from 'pino';
import type { Health } from '../adapters/shared/http/health.js';
import type { StreamLimits } from '../adapters/shared/http/live-streams.js';
import type { SystemDatabase } from '../adapters/shared/postgres/system-database.js';
import type { TenantDatabase } from '../adapters/shared/postgres/tenant-database.js';
import type { Cache } from '../application/shared/ports/cache.js';
import type { DocumentStore } from '../application/shared/ports/document-store.js';
import type { EventSignals } from '../application/shared/ports/event-signals.js';

/** What the processes of an installation share beside PostgreSQL, or what stands in for it in this one. */
export type SharedStores = { readonly cache: Cache; readonly documents: DocumentStore; readonly signals: EventSignals };

/** What the process brings to the composition: what it has opened, and will close. */
export type Platform = {
  readonly database: TenantDatabase;
  readonly system: SystemDatabase;
  readonly shared: SharedStores;
  /** How many jobs of one tenant may be in flight at once. */
  readonly jobsPerTenant: number;
  /** How many streams may be open at once. */
  readonly streams: StreamLimits;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Addresses and subnets whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly log: Logger;
  /** To be served beside the API as well as on the operations port. */
  readonly health: Health;
};
