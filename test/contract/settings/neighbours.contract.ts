import { expect } from 'chai';
import { InvitationTermsFromSettings } from '../../../adapters/identity/settings/invitation-terms-from-settings.js';
import { invitationDays } from '../../../application/identity/settings.js';
import { aTenant } from '../../support/tenants.js';
import { effectiveOver, hand, type OpenSettings, said } from './settings-homes.js';

/** What other contexts' own ports promise that settings serves. */
export function describeNeighboursOfSettings(home: string, open: OpenSettings): void {
  describe(`asking settings in ${home}`, () => {
    it('tells identity for how many days an invitation is good: seven, unless the tenant has set something else', async () => {
      const [ports, tenant, other] = [await open(), aTenant(), aTenant()];
      const terms = new InvitationTermsFromSettings(effectiveOver(ports));
      expect(await terms.days(tenant)).to.equal(7);

      await said(ports, tenant, 'tenant', (sheet) => sheet.set(invitationDays, 2, false, hand(tenant)));

      expect(await terms.days(tenant)).to.equal(2);
      expect(await terms.days(other)).to.equal(7);
    });
  });
}
