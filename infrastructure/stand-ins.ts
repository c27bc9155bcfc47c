import { InProcessEventSignals } from '../adapters/shared/in-process/in-process-event-signals.js';
import { NoDocumentStore } from '../adapters/shared/in-process/no-document-store.js';
import { TieredCache } from '../adapters/shared/in-process/tiered-cache.js';
import type { SharedStores } from './platform.js';

/** What one process does without: it remembers for itself, wakes itself, and reads all from PostgreSQL. */
export const standIns = (): SharedStores => ({ cache: new TieredCache(), documents: new NoDocumentStore(), signals: new InProcessEventSignals() });
