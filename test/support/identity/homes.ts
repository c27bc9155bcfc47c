import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { signedInAgain } from '../signed-in.js';
import type { ContextHomes } from '../requests.js';

export const homes: ContextHomes['homes'] = {
  sessionId: async (owner) => RefreshToken.read((await signedInAgain(owner)).credentials.refreshToken).sessionId,
};

export const bodies: ContextHomes['bodies'] = {
  signIn: ({ slug, email, password }) => ({ tenant: slug, email, password }),
  refreshSession: async (owner) => ({ refreshToken: (await signedInAgain(owner)).credentials.refreshToken }),
};

export const floor: ContextHomes['floor'] = { operations: 5, ids: 1 };
