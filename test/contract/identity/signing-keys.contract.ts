import { expect } from 'chai';
import { v7 } from 'uuid';
import type { SealedSigningKey } from '../../../application/identity/ports/signing-keys.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { OpenPlatform } from '../platform-homes.js';

const system = SystemContext.for('a test of signing keys');
const aKey = (createdAt: Date): SealedSigningKey => ({
  kid: v7(),
  publicKey: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', nested: { list: [1, null, 'two'] } },
  sealedPrivateKey: 'sealed',
  createdAt,
  activeFrom: new Date(createdAt.getTime() + 600_000),
  revokedAt: null,
});

/** What every home for signing keys promises. There may be keys of others: a database has one set. */
export function describeSigningKeys(home: string, open: OpenPlatform): void {
  describe(`signing keys in ${home}`, () => {
    it('gives back what was added', async () => {
      const { signingKeys } = await open();
      const key = aKey(new Date('2026-03-01T12:00:00.123Z'));
      await signingKeys.add(system, key);
      expect((await signingKeys.list(system)).find(({ kid }) => kid === key.kid)).to.deep.equal(key);
    });

    it('lists the newest first, however they were added', async () => {
      const { signingKeys } = await open();
      const [old, newest, middle] = ['2026-01-01', '2026-03-01', '2026-02-01'].map((day) => aKey(new Date(day)));
      const kids = [newest, middle, old].map((key) => key?.kid);
      for (const key of [old, newest, middle]) if (key !== undefined) await signingKeys.add(system, key);
      expect((await signingKeys.list(system)).map(({ kid }) => kid).filter((kid) => kids.includes(kid))).to.deep.equal(kids);
    });

    it('lists keys of the same moment in the same order for everybody: the later kid first', async () => {
      const { signingKeys } = await open();
      const keys = Array.from({ length: 4 }, () => aKey(new Date('2026-03-01T12:00:00.000Z')));
      const kids = keys.map(({ kid }) => kid).toSorted().toReversed();
      for (const key of keys) await signingKeys.add(system, key);
      expect((await signingKeys.list(system)).map(({ kid }) => kid).filter((kid) => kids.includes(kid))).to.deep.equal(kids);
    });

    it('gives back what was revoked, and since when', async () => {
      const { signingKeys } = await open();
      const key = { ...aKey(new Date('2026-03-01T12:00:00.123Z')), revokedAt: new Date('2026-03-02T12:00:00.456Z') };
      await signingKeys.add(system, key);
      expect((await signingKeys.list(system)).find(({ kid }) => kid === key.kid)).to.deep.equal(key);
    });

    it('revokes all that there were when they are replaced, but not anew what was revoked before', async () => {
      const { signingKeys } = await open();
      const [first, second, third] = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => aKey(new Date(day))) as [SealedSigningKey, SealedSigningKey, SealedSigningKey];
      await signingKeys.add(system, first);
      await signingKeys.replaceAll(system, second);
      await signingKeys.replaceAll(system, third);
      const kept = new Map((await signingKeys.list(system)).map((key) => [key.kid, key]));
      expect(kept.get(first.kid)).to.deep.equal({ ...first, revokedAt: second.createdAt });
      expect(kept.get(second.kid)).to.deep.equal({ ...second, revokedAt: third.createdAt });
      expect(kept.get(third.kid)).to.deep.equal(third);
    });

    it('leaves at least one of those good that replace all at once', async () => {
      const { signingKeys } = await open();
      for (let round = 0; round < 10; round += 1) {
        const keys = Array.from({ length: 4 }, () => aKey(new Date('2026-03-01T12:00:00.000Z')));
        await Promise.all(keys.map((key) => signingKeys.replaceAll(system, key)));
        const ours = (await signingKeys.list(system)).filter(({ kid }) => keys.some((key) => key.kid === kid));
        expect(ours).to.have.length(4);
        expect(ours.filter(({ revokedAt }) => revokedAt === null).length).to.be.at.least(1);
      }
    });
  });
}
