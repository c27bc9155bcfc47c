import { expect } from 'chai';
import { PaymentTermsFromSettings } from '../../../adapters/invoicing/settings/payment-terms-from-settings.js';
import { daysToPay } from '../../../application/invoicing/settings.js';
import { aTenant } from '../../support/tenants.js';
import { effectiveOver, hand, type OpenSettings, said } from '../settings/settings-homes.js';

/** What whoever knows the terms of payment promises. */
export function describePaymentTerms(home: string, open: OpenSettings): void {
  describe(`asking for the terms of payment in ${home}`, () => {
    it('tells in how many days an invoice is due: thirty, unless the tenant has set something else', async () => {
      const [ports, tenant, other] = [await open(), aTenant(), aTenant()];
      const terms = new PaymentTermsFromSettings(effectiveOver(ports));
      expect(await terms.daysToPay(tenant)).to.equal(30);

      await said(ports, tenant, 'tenant', (sheet) => sheet.set(daysToPay, 14, false, hand(tenant)));

      expect(await terms.daysToPay(tenant)).to.equal(14);
      expect(await terms.daysToPay(other)).to.equal(30);
    });
  });
}
