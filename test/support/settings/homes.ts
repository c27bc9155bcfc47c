import type { ContextHomes, Home } from '../requests.js';

const ofTenants = 'identity.invitation-days';
const ofUsers = 'identity.time-zone';

let days = 0;
let zones = 0;
/** Another one each time: to say what is said already changes nothing. */
const anotherNumber = (): number => (days++ % 30) + 1;
const anotherZone = (): string => `Etc/GMT+${zones++ % 12}`;

/** Says another value of a setting, for the tenant or for the caller. */
const said = (key: string, path: string, value: () => unknown): Home => async ({ client }) => {
  const { headers } = await client.get(`/v1/settings/${key}`);
  await client.send({ method: 'PUT', path, body: { value: value() }, headers: { 'if-match': headers['etag'] ?? '' } });
  return key;
};
const saidByTenant = said(ofTenants, `/v1/settings/${ofTenants}`, anotherNumber);
const saidByUser = said(ofUsers, `/v1/settings/${ofUsers}/mine`, anotherZone);

export const homes: ContextHomes['homes'] = {
  key: async () => ofTenants,
  'changeOwnSetting key': async () => ofUsers,
  'clearSetting key': saidByTenant,
  'clearOwnSetting key': saidByUser,
  'listSettingHistory key': async (owner, params) => {
    await saidByTenant(owner, params);
    return saidByTenant(owner, params);
  },
};
/** Every tenant has the same settings. */
export const commons: ContextHomes['commons'] = ['key'];
export const bodies: ContextHomes['bodies'] = { changeSetting: () => ({ value: anotherNumber() }), changeOwnSetting: () => ({ value: anotherZone() }) };
export const floor: ContextHomes['floor'] = { operations: 8, ids: 0 };
