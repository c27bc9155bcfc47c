import type { ContextHomes } from '../requests.js';

/** What users can set for themselves. */
const ofUsers = async () => 'identity.time-zone';

export const homes: ContextHomes['homes'] = {
  key: async () => 'identity.invitation-days',
  'changeOwnSetting key': ofUsers,
  'clearOwnSetting key': ofUsers,
};
export const bodies: ContextHomes['bodies'] = { changeOwnSetting: () => ({ value: 'Europe/Berlin' }) };
export const floor: ContextHomes['floor'] = { operations: 8, ids: 0 };
