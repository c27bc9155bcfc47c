import { expect } from 'chai';
import { Customer } from '../../../domain/invoicing/customer.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { aCustomer, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';

const tenant = aTenant();
const { tenantId } = tenant;
const customer = aCustomer(tenant);
const { id: customerId } = customer.state;
const restored = Customer.restore(customer.state);
const later = new Date('2026-03-02T12:00:00.000Z');

describe('a customer', () => {
  it('is added in version 0, not archived, and announces it', () => {
    expect(customer.state).to.include({ version: 0, archivedAt: null });
    expect(customer.events).to.deep.equal([{ type: 'invoicing.customer-added', tenantId, customerId, occurredAt: noon }]);
  });

  it('is changed in what is named, and announces it; null removes', () => {
    const email = EmailAddress.from('books@ada.example');
    const changed = restored.change({ name: 'Ada Ltd', email }, later);
    expect(changed.state).to.deep.equal({ ...customer.state, name: 'Ada Ltd', email });
    expect(changed.events).to.deep.equal([{ type: 'invoicing.customer-changed', tenantId, customerId, occurredAt: later }]);
    expect(changed.change({ email: null, reference: null }, later).state).to.include({ email: null, reference: null, name: 'Ada Ltd' });
  });

  it('stays as it is when it is so already', () => {
    for (const change of [{}, { name: restored.state.name }, { reference: restored.state.reference, email: restored.state.email }]) {
      expect(restored.change(change, later)).to.equal(restored);
    }
  });

  it('takes nothing else, whatever the change brings along', () => {
    const sly = { name: 'Ada Ltd', id: 'another', tenantId: aTenant().tenantId, archivedAt: noon, version: 7 };
    expect(restored.change(sly, later).state).to.deep.equal({ ...customer.state, name: 'Ada Ltd' });
  });

  it('is archived and restored, and announces each', () => {
    const archived = restored.archive(later);
    expect([archived.isArchived, archived.state.archivedAt]).to.deep.equal([true, later]);
    const back = archived.unarchive(later);
    expect(back.state).to.deep.equal(customer.state);
    expect(back.events.map(({ type }) => type)).to.deep.equal(['invoicing.customer-archived', 'invoicing.customer-restored']);
  });

  it('stays as they are when archived or restored once more', () => {
    const archived = Customer.restore(restored.archive(noon).state);
    expect(archived.archive(later)).to.equal(archived);
    expect(restored.unarchive(later)).to.equal(restored);
  });
});
