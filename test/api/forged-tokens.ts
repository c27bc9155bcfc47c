import { createHmac } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { Keyring } from '../../adapters/identity/jose/keyring.js';
import { AccessTokens } from '../../application/identity/ports/access-tokens.js';
import { PrincipalId, SessionId, TenantId } from '../../domain/shared/tenant-context.js';
import { type Application, publicUrl } from '../support/application.js';
import { signedInAgain, type Somebody } from '../support/signed-in.js';

type Claims = { readonly sub: string; readonly tid: string; readonly sid: string };

const LIFETIME_MS = 600_000;

/** Tokens that must open nothing, by what is wrong with them: each would make its bearer the victim, or did so once. */
export async function forgedTokens(
  { container, clock }: Application,
  victim: Somebody,
  attacker: Somebody,
): Promise<Readonly<Record<string, string>>> {
  const { accessToken } = victim.credentials;
  const [header = '', payload = '', signature = ''] = accessToken.split('.');
  const claims = decoded<Claims>(payload);
  const theirs = attacker.credentials.accessToken.split('.');
  const stolen = decoded<Claims>(theirs[1] ?? '');
  const { kid, key } = await container.get(Keyring).signing();
  const [jwk] = (await container.get(Keyring).published()).keys as [JWK & { readonly x: string }];
  const { privateKey: another } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const tokens = container.get(AccessTokens);

  const genuine = (
    over: {
      readonly issuer?: string;
      readonly audience?: string;
      readonly typ?: string;
      readonly kid?: string;
      readonly key?: typeof key;
    } = {},
  ) =>
    new SignJWT({ tid: claims.tid, sid: claims.sid })
      .setProtectedHeader({ alg: 'EdDSA', kid: over.kid ?? kid, typ: over.typ ?? 'at+jwt' })
      .setSubject(claims.sub)
      .setIssuer(over.issuer ?? publicUrl)
      .setAudience(over.audience ?? publicUrl)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(over.key ?? key);
  const byHmac = (secret: string | Buffer) => {
    const signed = `${encoded({ alg: 'HS256', kid, typ: 'at+jwt' })}.${payload}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const issue = (given: Claims) =>
    tokens
      .issue({ tenantId: TenantId.from(given.tid), userId: PrincipalId.from(given.sub), sessionId: SessionId.from(given.sid) })
      .then(({ token }) => token);

  const left = await signedInAgain(victim);
  await left.client.delete('/v1/sessions/current');

  return {
    'is no token': 'nonsense',
    'is a refresh token': victim.credentials.refreshToken,
    'has expired': await clock.within(-LIFETIME_MS - 1_000, () => issue(claims)),
    'is of a session that has ended': left.credentials.accessToken,
    'is not signed (alg: none)': `${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'is not signed (alg: NONE) and keeps a signature': `${encoded({ alg: 'NONE', kid, typ: 'at+jwt' })}.${payload}.${signature}`,
    'is signed by another key of the same name': await genuine({ key: another }),
    'is signed by a key that nobody knows': await genuine({ key: another, kid: 'another' }),
    'brings its own key': await new SignJWT({ tid: claims.tid, sid: claims.sid })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x: jwk.x } })
      .setSubject(claims.sub)
      .setIssuer(publicUrl)
      .setAudience(publicUrl)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(another),
    'is signed with the public key as a secret (HS256)': byHmac(Buffer.from(jwk.x, 'base64url')),
    'is signed with the public key in PEM as a secret (HS256)': byHmac(
      await exportSPKI((await importJWK(jwk, 'EdDSA')) as Awaited<typeof key>),
    ),
    'is signed with the public key in JSON as a secret (HS256)': byHmac(JSON.stringify(jwk)),
    'is of another issuer': await genuine({ issuer: 'https://evil.test' }),
    'is for another audience': await genuine({ audience: 'https://evil.test' }),
    'is of another type': await genuine({ typ: 'JWT' }),
    'has its tenant exchanged': [theirs[0], encoded({ ...stolen, tid: claims.tid }), theirs[2]].join('.'),
    'has its claims exchanged': [theirs[0], payload, theirs[2]].join('.'),
    'has a signature cut short': `${header}.${payload}.${signature.slice(0, -8)}`,
    'is of a session of another tenant': await issue({ ...claims, sid: stolen.sid }),
    "is of the victim's session, in another tenant": await issue({ ...claims, tid: stolen.tid }),
  };
}

/** The same token as the tests above sign, with nothing wrong: by which they prove something. */
export const genuineToken = async ({ container }: Application, { credentials }: Somebody): Promise<string> => {
  const { sub, tid, sid } = decoded<Claims>(credentials.accessToken.split('.')[1] ?? '');
  const { token } = await container
    .get(AccessTokens)
    .issue({ tenantId: TenantId.from(tid), userId: PrincipalId.from(sub), sessionId: SessionId.from(sid) });
  return token;
};

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decoded = <T>(part: string): T => JSON.parse(Buffer.from(part, 'base64url').toString()) as T;
