import { aSlug } from '../signed-in.js';
import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {};

export const bodies: ContextHomes['bodies'] = {
  signUp: () => ({
    name: 'Acme Ltd',
    slug: aSlug(),
    owner: { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' },
  }),
};

export const floor: ContextHomes['floor'] = { operations: 2, ids: 0 };
