import { aSlug, type Somebody } from '../signed-in.js';
import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {};

export const bodies: ContextHomes['bodies'] = {
  signUp: () => ({
    name: 'Acme Ltd',
    slug: aSlug(),
    owner: { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' },
  }),
};

const askToClose = async ({ client }: Somebody) => {
  const { headers } = await client.get('/v1/tenant');
  await client.post('/v1/tenant/closure', undefined, { 'if-match': headers['etag'] ?? '' });
};

/** Whoever tries these is called otherwise, or stands otherwise, than before. */
export const apart: ContextHomes['apart'] = {
  changeTenant: async () => undefined,
  requestClosure: async () => undefined,
  reopenTenant: askToClose,
};

export const floor: ContextHomes['floor'] = { operations: 6, ids: 0 };
