import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {};
export const bodies: ContextHomes['bodies'] = {};
export const floor: ContextHomes['floor'] = { operations: 2, ids: 0 };
