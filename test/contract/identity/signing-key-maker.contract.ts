import { expect } from 'chai';
import type { SigningKeyMaker } from '../../../application/identity/ports/signing-key-maker.js';

const createdAt = new Date('2026-03-01T12:00:00.000Z');
const activeFrom = new Date('2026-03-01T12:10:00.000Z');

/** What every maker of signing keys promises. */
export function describeSigningKeyMaker(home: string, open: () => SigningKeyMaker): void {
  describe(`signing keys made by ${home}`, () => {
    it('say when they were made and when they begin to sign', async () => {
      expect(await open().make(createdAt, activeFrom)).to.deep.include({ createdAt, activeFrom, revokedAt: null });
    });

    it('are others each time', async () => {
      const [one, other] = await Promise.all([open().make(createdAt, activeFrom), open().make(createdAt, activeFrom)]);
      for (const part of ['kid', 'publicKey', 'sealedPrivateKey'] as const) expect(one[part], part).to.not.deep.equal(other[part]);
    });

    it('show nothing of their private half', async () => {
      const key = await open().make(createdAt, activeFrom);
      expect(key.publicKey).to.not.have.property('d');
      expect(key.sealedPrivateKey).to.not.match(/"d"|"kty"/);
    });
  });
}
