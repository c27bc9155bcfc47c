import { expect } from 'chai';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { aCustomer, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenInvoicing } from './invoicing-homes.js';

/** What every home for customers promises. */
export function describeCustomers(home: string, open: OpenInvoicing): void {
  describe(`customers in ${home}`, () => {
    it('gives back what was added, with nothing left to announce', async () => {
      const [{ work, customers: register }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant, { name: 'Zoë \u{1f680} & Söhne' });

      const stored = await work.run(tenant, ({ customers }) => customers.add(tenant, customer));

      expect(stored.state).to.deep.equal({ ...customer.state, version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect(await register.find(tenant, customer.state.id)).to.deep.equal(stored.state);
    });

    it('stores what happened with the customer', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant);
      await work.run(tenant, ({ customers }) => customers.add(tenant, customer));
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'invoicing.customer-added', occurredAt: noon.toISOString(), customerId: customer.state.id },
      ]);
    });

    it('hides a tenant’s customers from every other tenant', async () => {
      const [{ work, customers: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await work.run(owner, ({ customers }) => customers.add(owner, aCustomer(owner)));
      await expect(register.find(stranger, state.id)).to.be.rejectedWith(CustomerNotFound);
    });

    it('takes no customer of another tenant', async () => {
      const [{ work, customers: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const theirs = aCustomer(owner);
      await expect(work.run(stranger, ({ customers }) => customers.add(stranger, theirs))).to.be.rejectedWith(/another tenant/);
      for (const tenant of [owner, stranger]) await expect(register.find(tenant, theirs.state.id)).to.be.rejectedWith(CustomerNotFound);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ work, customers: register, eventsOf }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant);
      const failing = work.run(tenant, async ({ customers }) => {
        await customers.add(tenant, customer);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(register.find(tenant, customer.state.id)).to.be.rejectedWith(CustomerNotFound);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });
  });
}
