import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Customer } from '../../../domain/invoicing/customer.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aCustomer, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { aStoredCustomer, type OpenInvoicing } from './invoicing-homes.js';

const store = (work: InvoicingWork, tenant: TenantContext, customer: Customer) => work.run(tenant, ({ customers }) => customers.save(tenant, customer));
const get = (work: InvoicingWork, tenant: TenantContext, id: CustomerId, version = 1) => work.run(tenant, ({ customers }) => customers.get(tenant, id, version));

/** What every home for customers promises. */
export function describeCustomers(home: string, open: OpenInvoicing): void {
  describe(`customers in ${home}`, () => {
    it('gives back what was saved, with nothing left to announce', async () => {
      const [{ work, customers: register }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant, { name: 'Zoë \u{1f680} & Söhne', email: EmailAddress.from('zoë@söhne.example') });

      const stored = await store(work, tenant, customer);

      expect(stored.state).to.deep.equal({ ...customer.state, version: 1 });
      const found = await get(work, tenant, customer.state.id);
      expect(found.state).to.deep.equal(stored.state);
      expect(found.events).to.deep.equal([]);
      expect(await register.find(tenant, customer.state.id)).to.deep.equal(stored.state);
    });

    it('gives back what was changed, archived and restored since', async () => {
      const [{ work, customers: register }, tenant] = [await open(), aTenant()];
      const added = await aStoredCustomer(work, tenant);
      const archived = await store(work, tenant, added.change({ name: 'Ada Ltd', reference: null }, noon).archive(noon));
      expect(await register.find(tenant, added.state.id)).to.deep.equal(archived.state);
      expect(archived.state).to.deep.include({ version: 2, name: 'Ada Ltd', reference: null, archivedAt: noon });
      const back = await store(work, tenant, archived.unarchive(noon));
      expect(await register.find(tenant, added.state.id)).to.deep.equal({ ...back.state, version: 3, archivedAt: null });
    });

    it('stores what happened with the customer, in order', async () => {
      const [{ work, eventsOf }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant);
      await store(work, tenant, customer.change({ name: 'Ada Ltd' }, noon).archive(noon));
      const [occurredAt, customerId] = [noon.toISOString(), customer.state.id];
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'invoicing.customer-added', occurredAt, customerId },
        { type: 'invoicing.customer-changed', occurredAt, customerId },
        { type: 'invoicing.customer-archived', occurredAt, customerId },
      ]);
    });

    it('hides a tenant’s customers from every other tenant', async () => {
      const [{ work, customers: register, eventsOf }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await aStoredCustomer(work, owner);
      await expect(register.find(stranger, state.id)).to.be.rejectedWith(CustomerNotFound);
      await expect(get(work, stranger, state.id)).to.be.rejectedWith(CustomerNotFound);
      await expect(store(work, stranger, Customer.restore(state).archive(noon))).to.be.rejectedWith(CustomerNotFound);
      await expect(store(work, stranger, Customer.restore({ ...state, tenantId: stranger.tenantId }))).to.be.rejectedWith(OutdatedVersion);
      expect(await register.find(owner, state.id)).to.deep.equal(state);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('keeps a customer of the same id in two tenants apart', async () => {
      const [{ work, customers: register }, one, other] = [await open(), aTenant(), aTenant()];
      const { state } = await aStoredCustomer(work, one);
      const theirs = await store(work, other, Customer.restore({ ...state, tenantId: other.tenantId, version: 0 }));
      await store(work, other, theirs.change({ name: 'Changed' }, noon));
      expect(await register.find(one, state.id)).to.deep.equal(state);
    });

    it('knows no customer that was never saved', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      await expect(get(work, tenant, CustomerId.from(v7()))).to.be.rejectedWith(CustomerNotFound);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ work, customers: register, eventsOf }, tenant] = [await open(), aTenant()];
      const customer = aCustomer(tenant);
      const failing = work.run(tenant, async ({ customers }) => {
        await customers.save(tenant, customer);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(register.find(tenant, customer.state.id)).to.be.rejectedWith(CustomerNotFound);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('lets only one of two writers win, and announces only the winner’s', async () => {
      const [{ work, customers: register, eventsOf }, tenant] = [await open(), aTenant()];
      const seen = await aStoredCustomer(work, tenant);
      const outcomes = await Promise.allSettled(['A', 'B'].map((name) => store(work, tenant, seen.change({ name }, noon))));
      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      expect(more).to.deep.equal([]);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await register.find(tenant, seen.state.id)).name).to.equal(winner?.value.state.name);
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.customer-changed')).to.have.length(1);
    });

    it('refuses a version that is older, and one that is not there yet', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const first = await aStoredCustomer(work, tenant);
      await store(work, tenant, first.change({ name: 'Second' }, noon));
      for (const version of [0, 1, 9]) {
        await expect(store(work, tenant, Customer.restore({ ...first.state, version }))).to.be.rejectedWith(OutdatedVersion);
      }
      for (const version of [0, 1, 3]) await expect(get(work, tenant, first.state.id, version)).to.be.rejectedWith(OutdatedVersion);
    });

    it('lets whoever asks for a customer wait until the work of who asked before is kept', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await aStoredCustomer(work, tenant);
      const rename = (name: string) =>
        work.run(tenant, async ({ customers }) => customers.save(tenant, (await customers.get(tenant, id, 1)).change({ name }, noon)));
      const outcomes = await Promise.allSettled(['A', 'B', 'C'].map(rename));
      expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    });
  });
}
