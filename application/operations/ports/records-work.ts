import type { Jobs } from '../../shared/ports/jobs.js';
import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { KeptRecords } from './kept-records.js';

export type RecordsScope = { readonly records: KeptRecords; readonly jobs: Jobs };

/** One step on what is written down of events and jobs, and jobs asked for with it. */
export abstract class RecordsWork extends UnitOfWork<RecordsScope> {}
