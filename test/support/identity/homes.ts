import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { anOwner, type Credentials, signedInAgain, type Somebody } from '../signed-in.js';
import type { ContextHomes, Home } from '../requests.js';

type Invited = { readonly id: string; readonly token: string; readonly acceptPath: string };

let invited = 0;

const invite = async ({ client, slug }: Somebody): Promise<Invited> =>
  (await client.post('/v1/invitations', { email: `invited-${process.pid}-${++invited}@${slug}.example`, role: 'member' })).json<Invited>();

const memberId: Home = async (owner) => {
  const { acceptPath } = await invite(owner);
  const accepted = await owner.client.as(null).post(acceptPath, { name: 'A member', password: owner.password });
  const profile = await owner.client.as(accepted.json<Credentials>().accessToken).get('/v1/me/profile');
  return profile.json()['id'] as string;
};

export const homes: ContextHomes['homes'] = {
  sessionId: async (owner) => RefreshToken.read((await signedInAgain(owner)).credentials.refreshToken).sessionId,
  memberId,
  'reactivateMember memberId': async (owner) => {
    const id = await memberId(owner, {});
    const { headers } = await owner.client.get(`/v1/members/${id}`);
    await owner.client.post(`/v1/members/${id}/deactivate`, undefined, { 'if-match': headers['etag'] ?? '' });
    return id;
  },
  invitationId: async (owner) => (await invite(owner)).id,
  token: async (owner) => (await invite(owner)).token,
};

export const bodies: ContextHomes['bodies'] = {
  // somebody of their own: who guesses at this one's password slows nobody else down
  signIn: async ({ client }) => {
    const { slug: tenant, email, password } = await anOwner(client);
    return { tenant, email, password };
  },
  refreshSession: async (owner) => ({ refreshToken: (await signedInAgain(owner)).credentials.refreshToken }),
  changePassword: ({ password }) => ({ currentPassword: password, newPassword: password, endOtherSessions: false }),
};

/** Whoever tries these is no longer called, or signs in, as before. */
export const apart: ContextHomes['apart'] = {
  changeProfile: async () => undefined,
  changePassword: async () => undefined,
};

export const floor: ContextHomes['floor'] = { operations: 18, ids: 7 };
