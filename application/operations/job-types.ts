import { sweepType } from '../shared/sweep.js';

/** Forgets events and ended jobs of long ago. */
export const sweepRecords = sweepType('operations.sweep-records');
