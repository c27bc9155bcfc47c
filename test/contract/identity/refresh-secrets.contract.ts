import { expect } from 'chai';
import type { RefreshSecrets } from '../../../application/identity/ports/refresh-secrets.js';
import { SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import { idNumber } from '../../support/predictable-ids.js';

const origin = { tenantId: TenantId.from(idNumber(1)), id: SessionId.from(idNumber(2)), seed: 'a seed', generation: 1 };
const others = {
  'another tenant': { ...origin, tenantId: TenantId.from(idNumber(9)) },
  'another session': { ...origin, id: SessionId.from(idNumber(9)) },
  'another seed': { ...origin, seed: 'another seed' },
  'the generation before': { ...origin, generation: 0 },
  'a later generation': { ...origin, generation: 11 },
};

/** What every deriver of refresh secrets promises; `open` gives one under a key of its own, the same for the same number. */
export function describeRefreshSecrets(home: string, open: (key: number) => RefreshSecrets): void {
  describe(`refresh secrets of ${home}`, () => {
    it('are the same each time, in every process that has the key', () => {
      expect(open(1).of(origin)).to.match(/^[\w-]{43}$/);
      expect(open(1).of({ ...origin })).to.equal(open(1).of(origin));
      expect(open(1).isOf(origin, open(1).of(origin))).to.equal(true);
    });

    it('are others under another key', () => {
      expect(open(2).of(origin)).to.not.equal(open(1).of(origin));
      expect(open(2).isOf(origin, open(1).of(origin))).to.equal(false);
    });

    for (const [what, other] of Object.entries(others)) {
      it(`are others for ${what}`, () => {
        expect(open(1).of(other)).to.not.equal(open(1).of(origin));
        expect(open(1).isOf(other, open(1).of(origin))).to.equal(false);
      });
    }

    it('are recognised to the letter', () => {
      const secret = open(1).of(origin);
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      for (const letter of letters) expect(open(1).isOf(origin, secret.slice(0, -1) + letter), letter).to.equal(secret.endsWith(letter));
      for (const shown of ['', secret.slice(1), `${secret}A`, 'ä'.repeat(43)]) expect(open(1).isOf(origin, shown), shown).to.equal(false);
    });
  });
}
