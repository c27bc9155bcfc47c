import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {};
export const bodies: ContextHomes['bodies'] = {};
export const floor: ContextHomes['floor'] = { operations: 5, ids: 2 };
