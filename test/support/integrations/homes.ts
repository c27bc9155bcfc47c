import { WORK } from '../../../infrastructure/tokens.js';
import { drained } from '../drained.js';
import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {};
export const bodies: ContextHomes['bodies'] = {};
/** What happened is published. */
export const before: ContextHomes['before'] = { listEvents: ({ container }) => drained(container.get(WORK)) };
export const floor: ContextHomes['floor'] = { operations: 2, ids: 0 };
