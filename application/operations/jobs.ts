import { sweepType } from '../shared/sweep.js';

export const sweepRecords = sweepType('operations.sweep-records');
