import { expect } from 'chai';
import type { SecretSealer } from '../../../application/settings/ports/secret-sealer.js';
import { aTenant } from '../../support/tenants.js';

const secret = 'correct horse\nbattery staple — 密碼';

/** What whoever seals secrets promises. */
export function describeSecretSealer(home: string, sealed: () => SecretSealer): void {
  describe(`sealing secrets with ${home}`, () => {
    it('opens what it has sealed', async () => {
      const [sealer, tenant] = [sealed(), aTenant()];

      expect(await sealer.open(tenant, 'tenant library.password', await sealer.seal(tenant, 'tenant library.password', secret))).to.equal(secret);
    });

    it('shows nothing of a secret, and never seals it the same twice', async () => {
      const [sealer, tenant] = [sealed(), aTenant()];
      const [one, other] = [await sealer.seal(tenant, 'here', secret), await sealer.seal(tenant, 'here', secret)];

      expect(one).to.not.equal(other);
      expect(Buffer.from(one, 'base64url').toString('latin1') + one).to.not.include('horse');
    });

    it('opens it neither in another tenant nor in another place', async () => {
      const [sealer, tenant] = [sealed(), aTenant()];
      const kept = await sealer.seal(tenant, 'here', secret);

      await expect(sealer.open(aTenant(), 'here', kept)).to.be.rejectedWith('was sealed elsewhere');
      await expect(sealer.open(tenant, 'there', kept)).to.be.rejectedWith('was sealed elsewhere');
    });
  });
}
