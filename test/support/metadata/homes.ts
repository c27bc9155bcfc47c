import { homes as ofIdentity } from '../identity/homes.js';
import type { ContextHomes, Home } from '../requests.js';

const memberId = ofIdentity['memberId'] as Home;

/** Members are there whatever product contexts there are. */
export const homes: ContextHomes['homes'] = { type: async () => 'members', resourceId: memberId, ids: memberId };
export const bodies: ContextHomes['bodies'] = {};
export const needs: ContextHomes['needs'] = {
  listMetadata: 'identity:members:read',
  showMetadata: 'identity:members:read',
  replaceMetadata: 'identity:members:manage',
  removeMetadata: 'identity:members:manage',
};
export const floor: ContextHomes['floor'] = { operations: 4, ids: 4 };
