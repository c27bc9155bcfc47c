import { expect } from 'chai';
import { JoseSecretSealer } from '../../../adapters/settings/jose/jose-secret-sealer.js';
import { aTenant } from '../../support/tenants.js';
import { describeSecretSealer } from './secret-sealer.contract.js';

const key = new Uint8Array(32).fill(1);
describeSecretSealer('JOSE', () => new JoseSecretSealer(key));

describe('sealing secrets under another key', () => {
  it('does not open them', async () => {
    const tenant = aTenant();
    const sealed = await new JoseSecretSealer(key).seal(tenant, 'here', 'secret');

    await expect(new JoseSecretSealer(new Uint8Array(32).fill(2)).open(tenant, 'here', sealed)).to.be.rejectedWith('does not open with this master key');
  });
});
