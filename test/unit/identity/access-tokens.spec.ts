import { expect } from 'chai';
import { generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { JoseAccessTokens } from '../../../adapters/identity/jose/jose-access-tokens.js';
import { Keyring } from '../../../adapters/identity/jose/keyring.js';
import { InMemorySigningKeys } from '../../../adapters/identity/memory/in-memory-signing-keys.js';
import type { AccessClaims } from '../../../application/identity/ports/access-tokens.js';
import { PrincipalId, SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';

const issuer = 'https://atrium.example';
const MINUTE = 60_000;
const claims: AccessClaims = { tenantId: TenantId.from(idNumber(7)), userId: PrincipalId.from(idNumber(8)), sessionId: SessionId.from(idNumber(9)) };

async function opened() {
  const clock = new FixedClock();
  const keyring = new Keyring(new InMemorySigningKeys(), new Uint8Array(32).fill(1), new PredictableIds(), clock);
  const tokens = new JoseAccessTokens(keyring, issuer, clock);
  const { token } = await tokens.issue(claims);
  return { clock, keyring, tokens, token };
}

/** The parts of a token, to be put together otherwise. */
function taken(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header, payload, signature, said: { header: read(header), payload: read(payload) as JWTPayload } };
}
const written = (part: object): string => base64url.encode(JSON.stringify(part));

describe('an access token', () => {
  it('is verified as who it was issued for, and says for how long', async () => {
    const { tokens } = await opened();
    const { token, expiresInSeconds } = await tokens.issue(claims);
    expect(expiresInSeconds).to.equal(600);
    expect(await tokens.verify(token)).to.deep.equal(claims);
  });

  it('is a JWT of RFC 9068, signed with Ed25519, and says no more than it must', async () => {
    const { token, clock } = await opened();
    const { header, payload } = taken(token).said;
    const iat = clock.now().getTime() / 1000;
    expect(header).to.deep.equal({ alg: 'EdDSA', kid: idNumber(1), typ: 'at+jwt' });
    expect(payload).to.deep.equal({
      tid: claims.tenantId, sid: claims.sessionId, sub: claims.userId, iss: issuer, aud: issuer, iat, exp: iat + 600,
    });
  });

  it('is void after ten minutes', async () => {
    const { tokens, token, clock } = await opened();
    clock.passes(10 * MINUTE - 1);
    expect(await tokens.verify(token)).to.deep.equal(claims);
    clock.passes(1);
    expect(await tokens.verify(token)).to.equal(null);
  });

  it('is void when it is signed by nobody: alg none', async () => {
    const { tokens, token } = await opened();
    const { payload, said } = taken(token);
    const unsecured = new UnsecuredJWT(said.payload).encode();
    const forged = ['none', 'None', 'NONE', ''].map((alg) => `${written({ ...said.header, alg })}.${payload}.`);
    for (const each of [unsecured, ...forged]) expect(await tokens.verify(each), each).to.equal(null);
  });

  it('is void when another key signed it, under our kid or under its own', async () => {
    const { tokens, token } = await opened();
    const { said } = taken(token);
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    for (const kid of [idNumber(1), idNumber(99), undefined]) {
      const forged = await new SignJWT(said.payload).setProtectedHeader({ ...said.header, alg: 'EdDSA', ...(kid === undefined ? { kid: '' } : { kid }) }).sign(privateKey);
      expect(await tokens.verify(forged), String(kid)).to.equal(null);
    }
  });

  it('is void when it brings the key along that would verify it', async () => {
    const { tokens, token } = await opened();
    const { said } = taken(token);
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const jwk = await exportJWK(publicKey);
    const forged = await new SignJWT(said.payload).setProtectedHeader({ ...said.header, alg: 'EdDSA', jwk, jku: 'https://evil.example' }).sign(privateKey);
    expect(await tokens.verify(forged)).to.equal(null);
  });

  it('is void when our public key was used as a shared secret', async () => {
    const { tokens, token, keyring } = await opened();
    const { said } = taken(token);
    const { keys: [publicKey] } = await keyring.published();
    for (const secret of [JSON.stringify(publicKey), publicKey?.x ?? '']) {
      const key = new TextEncoder().encode(secret.padEnd(64, '='));
      const forged = await new SignJWT(said.payload).setProtectedHeader({ ...said.header, alg: 'HS256' }).sign(key);
      expect(await tokens.verify(forged)).to.equal(null);
    }
  });

  it('is void when it was signed by another algorithm than it says', async () => {
    const { tokens, token } = await opened();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { said } = taken(token);
    for (const alg of ['RS256', 'PS256']) {
      const forged = await new SignJWT(said.payload).setProtectedHeader({ ...said.header, alg }).sign(privateKey);
      expect(await tokens.verify(forged), alg).to.equal(null);
    }
  });

  it('is void when any of its characters was changed', async () => {
    const { tokens, token } = await opened();
    for (let at = 0; at < token.length; at += 1) {
      // the last character of a part carries bits that mean nothing: another one there may read the same
      if (token[at] === '.' || token[at + 1] === '.' || at === token.length - 1) continue;
      const tampered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(await tokens.verify(tampered), `character ${at}`).to.equal(null);
    }
  });

  it('is void when its claims or its header were replaced under the same signature', async () => {
    const { tokens, token } = await opened();
    const { header, payload, signature, said } = taken(token);
    const forged = [
      `${header}.${written({ ...said.payload, tid: idNumber(1) })}.${signature}`,
      `${written({ ...said.header, typ: 'JWT' })}.${payload}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
    ];
    for (const each of forged) expect(await tokens.verify(each), each).to.equal(null);
  });

  describe('that our own key signed', () => {
    const wrong: Readonly<Record<string, { readonly header?: object; readonly payload?: object }>> = {
      'for another issuer': { payload: { iss: 'https://another.example' } },
      'for another audience': { payload: { aud: 'https://another.example' } },
      'as another kind of token': { header: { typ: 'JWT' } },
      'as a kind of token that is not named': { header: { typ: undefined } },
      'with an expiry that is over': { payload: { exp: 1 } },
      'for a time that has not come': { payload: { nbf: 4_000_000_000 } },
      'without an expiry': { payload: { exp: undefined } },
      'without a tenant': { payload: { tid: undefined } },
      'without a session': { payload: { sid: undefined } },
      'without a user': { payload: { sub: undefined } },
      'with a demand that we do not understand': { header: { crit: ['exp'], exp: 1 } },
    };
    for (const [what, { header, payload }] of Object.entries(wrong)) {
      it(`is void ${what}`, async () => {
        const { tokens, token, keyring } = await opened();
        const { said } = taken(token);
        const { key } = await keyring.signing();
        const forged = await new SignJWT({ ...said.payload, ...payload })
          .setProtectedHeader({ ...said.header, alg: 'EdDSA', ...header })
          .sign(key, { crit: { exp: true } });
        expect(await tokens.verify(forged)).to.equal(null);
      });
    }

    it('is good when nothing was changed, so that the cases above are what voids it', async () => {
      const { tokens, token, keyring } = await opened();
      const { said } = taken(token);
      const same = await new SignJWT(said.payload).setProtectedHeader({ ...said.header, alg: 'EdDSA' }).sign((await keyring.signing()).key);
      expect(await tokens.verify(same)).to.deep.equal(claims);
    });
  });

  it('is verified by its public half alone, as it is published', async () => {
    const { token, keyring } = await opened();
    const { keys: [published] } = await keyring.published();
    expect(published).to.include({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid: idNumber(1) }).and.not.have.property('d');
    expect(await importJWK(published ?? {}, 'EdDSA')).to.have.property('type', 'public');
    expect(taken(token).said.header['kid']).to.equal(published?.kid);
  });

  for (const nonsense of ['', '.', '..', 'a.b.c', 'Bearer', 'é.é.é', 'e30.e30.e30', `${'a'.repeat(10_000)}.b.c`, 'null.null.null', '1.2.3.4.5']) {
    it(`is not ${JSON.stringify(nonsense.slice(0, 20))}`, async () => {
      const { tokens } = await opened();
      expect(await tokens.verify(nonsense)).to.equal(null);
    });
  }
});
