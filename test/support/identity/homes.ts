import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { anOwner, signedInAgain } from '../signed-in.js';
import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {
  sessionId: async (owner) => RefreshToken.read((await signedInAgain(owner)).credentials.refreshToken).sessionId,
};

export const bodies: ContextHomes['bodies'] = {
  // somebody of their own: who guesses at this one's password slows nobody else down
  signIn: async ({ client }) => {
    const { slug: tenant, email, password } = await anOwner(client);
    return { tenant, email, password };
  },
  refreshSession: async (owner) => ({ refreshToken: (await signedInAgain(owner)).credentials.refreshToken }),
};

export const floor: ContextHomes['floor'] = { operations: 5, ids: 1 };
