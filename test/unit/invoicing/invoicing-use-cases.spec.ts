import { expect } from 'chai';
import { InMemoryCustomerRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { FindCustomer } from '../../../application/invoicing/find-customer.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import {
  CustomerNotFound, CustomerUnknown, InvoiceAlreadyIssued, InvoiceIsEmpty, InvoiceNotFound,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aLine } from '../../support/invoicing/invoices.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const YEAR = 365 * 24 * 60 * 60 * 1000;

/** Work in which whoever asks for a number is told off. */
class WithoutNumbers extends UnitOfWork<InvoicingScope> {
  constructor(private readonly work: UnitOfWork<InvoicingScope>) {
    super();
  }

  override run<T>(tenant: TenantContext, step: (scope: InvoicingScope) => Promise<T>): Promise<T> {
    const numbers = { next: () => Promise.reject(new Error('A number was taken too early.')) };
    return this.work.run(tenant, (scope) => step({ ...scope, numbers }));
  }

  override within(transaction: OpenTransaction): WithoutNumbers {
    return new WithoutNumbers(this.work.within(transaction));
  }
}

/** Invoicing in memory, with a customer who is number 1 and the draft of two days of work for them, which is number 2. */
async function invoicing() {
  const [store, clock, ids, tenant] = [new InMemoryStore(), new FixedClock(), new PredictableIds(), aTenant()];
  const work = inMemoryInvoicingWork(store);
  const [customers, invoices] = [new InMemoryCustomerRegister(store), new InMemoryInvoiceRegister(store)];
  const useCases = {
    addCustomer: new AddCustomer(work, ids, clock),
    findCustomer: new FindCustomer(customers),
    listCustomers: new ListCustomers(customers),
    draftInvoice: new DraftInvoice(work, ids, clock),
    changeInvoice: new ChangeInvoice(work, clock),
    issueInvoice: new IssueInvoice(work, clock),
    findInvoice: new FindInvoice(invoices),
    listInvoices: new ListInvoices(invoices),
  };
  const customer = await useCases.addCustomer.execute(tenant, { name: 'Ada’s Engines', reference: 'K-17' });
  const command = { customerId: customer.id, currency: 'EUR', lines: [aLine()], note: null, dueAt: null } as const;
  const draft = await useCases.draftInvoice.execute(tenant, command);
  const events = () => store.eventsOf(tenant).map(({ type }) => type);
  return { ...useCases, work, store, clock, tenant, customer, command, draft, now: clock.now(), events };
}

describe('adding a customer', () => {
  it('enters them in the tenant’s list, in version 1, and announces it', async () => {
    const { findCustomer, listCustomers, tenant, customer, now, store } = await invoicing();
    const { tenantId } = tenant;
    const customerId = CustomerId.from(idNumber(1));
    expect(customer).to.deep.equal({ id: customerId, tenantId, name: 'Ada’s Engines', reference: 'K-17', createdAt: now, version: 1 });
    expect(await findCustomer.execute(tenant, { customerId })).to.deep.equal(customer);
    expect(await listCustomers.execute(tenant, { limit: 20, sort: 'name' })).to.deep.equal({ items: [customer], next: null });
    expect(store.eventsOf(tenant)[0]).to.deep.equal({ type: 'invoicing.customer-added', tenantId, customerId, occurredAt: now });
  });

  it('shows them to nobody else', async () => {
    const { findCustomer, customer: { id: customerId } } = await invoicing();
    await expect(findCustomer.execute(aTenant(), { customerId })).to.be.rejectedWith(CustomerNotFound);
  });
});

describe('drafting, changing and finding an invoice', () => {
  it('starts a draft in version 1, as its reader sees it, and announces it', async () => {
    const { findInvoice, listInvoices, tenant, draft, events, now } = await invoicing();
    expect(draft).to.deep.include({ id: idNumber(2), status: 'draft', number: null, total: Money.of(2500n, 'EUR'), issuedAt: null, createdAt: now, version: 1 });
    expect(await findInvoice.execute(tenant, { invoiceId: draft.id })).to.deep.equal(draft);
    const { items: [listed] } = await listInvoices.execute(tenant, { limit: 20, sort: '-createdAt' });
    expect(draft).to.deep.include(listed);
    expect(events()).to.deep.equal(['invoicing.customer-added', 'invoicing.invoice-drafted']);
  });

  it('takes from nobody whose the draft is, which it is and since when', async () => {
    const { draftInvoice, tenant, command, now } = await invoicing();
    const sly = { ...command, id: idNumber(66), tenantId: aTenant().tenantId, createdAt: new Date(0) };
    expect(await draftInvoice.execute(tenant, sly)).to.deep.include({ id: idNumber(3), createdAt: now });
  });

  it('refuses a draft for a customer whom the tenant does not have', async () => {
    const { draftInvoice, tenant, command, events } = await invoicing();
    const stranger = await invoicing();
    await expect(draftInvoice.execute(tenant, { ...command, customerId: CustomerId.from(idNumber(99)) })).to.be.rejectedWith(CustomerUnknown);
    await expect(draftInvoice.execute(stranger.tenant, command)).to.be.rejectedWith(CustomerUnknown);
    expect(events()).to.have.length(2);
  });

  it('changes what is named, as seen in the version that is named', async () => {
    const { changeInvoice, findInvoice, tenant, draft: { id: invoiceId, lines }, events } = await invoicing();
    const changed = await changeInvoice.execute(tenant, { invoiceId, version: 1, change: { note: 'Thank you' } });
    expect(changed).to.deep.include({ version: 2, note: 'Thank you', lines });
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.equal(changed);
    expect(events().at(-1)).to.equal('invoicing.invoice-changed');
  });

  it('refuses a change of a version that is outdated, and leaves the draft as it is', async () => {
    const { changeInvoice, findInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    const changed = await changeInvoice.execute(tenant, { invoiceId, version: 1, change: { note: 'First' } });
    for (const version of [0, 1, 3]) {
      await expect(changeInvoice.execute(tenant, { invoiceId, version, change: { note: 'Late' } })).to.be.rejectedWith(OutdatedVersion);
    }
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.equal(changed);
  });

  it('finds, changes and issues no invoice of another tenant', async () => {
    const { changeInvoice, issueInvoice, findInvoice, draft: { id: invoiceId } } = await invoicing();
    const stranger = aTenant();
    await expect(findInvoice.execute(stranger, { invoiceId })).to.be.rejectedWith(InvoiceNotFound);
    await expect(changeInvoice.execute(stranger, { invoiceId, version: 1, change: {} })).to.be.rejectedWith(InvoiceNotFound);
    await expect(issueInvoice.execute(stranger, { invoiceId, version: 1 })).to.be.rejectedWith(InvoiceNotFound);
    await expect(issueInvoice.execute(stranger, { invoiceId: InvoiceId.from(idNumber(99)), version: 1 })).to.be.rejectedWith(InvoiceNotFound);
  });
});

describe('issuing an invoice, as a use case', () => {
  it('numbers the draft and announces number and total', async () => {
    const { issueInvoice, store, tenant, draft: { id: invoiceId }, now } = await invoicing();
    const issued = await issueInvoice.execute(tenant, { invoiceId, version: 1 });
    expect(issued).to.include({ status: 'issued', number: 'INV-2026-00001', version: 2 }).and.deep.include({ issuedAt: now });
    expect(store.eventsOf(tenant).at(-1)).to.deep.equal({
      type: 'invoicing.invoice-issued', tenantId: tenant.tenantId, invoiceId, number: 'INV-2026-00001', total: Money.of(2500n, 'EUR'), occurredAt: now,
    });
  });

  it('counts on, and from one in a new year', async () => {
    const { issueInvoice, draftInvoice, tenant, command, draft, clock } = await invoicing();
    const issue = async (invoiceId = draft.id) => (await issueInvoice.execute(tenant, { invoiceId, version: 1 })).number;
    const numbers = [await issue(), await issue((await draftInvoice.execute(tenant, command)).id)];
    clock.passes(YEAR);
    numbers.push(await issue((await draftInvoice.execute(tenant, command)).id));
    expect(numbers).to.deep.equal(['INV-2026-00001', 'INV-2026-00002', 'INV-2027-00001']);
  });

  it('takes the year from the time in UTC', async () => {
    const { issueInvoice, tenant, draft, clock, now } = await invoicing();
    clock.passes(new Date('2026-12-31T23:59:59.999Z').getTime() - now.getTime());
    expect((await issueInvoice.execute(tenant, { invoiceId: draft.id, version: 1 })).number).to.equal('INV-2026-00001');
  });

  it('refuses to issue twice, and to change what is issued', async () => {
    const { issueInvoice, changeInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    await issueInvoice.execute(tenant, { invoiceId, version: 1 });
    await expect(issueInvoice.execute(tenant, { invoiceId, version: 2 })).to.be.rejectedWith(InvoiceAlreadyIssued);
    await expect(changeInvoice.execute(tenant, { invoiceId, version: 2, change: { note: 'Late' } })).to.be.rejectedWith(InvoiceAlreadyIssued);
  });

  it('refuses an empty or an outdated draft before it takes a number, for which others would wait', async () => {
    const { work, clock, issueInvoice, draftInvoice, tenant, command, draft, events } = await invoicing();
    const early = new IssueInvoice(new WithoutNumbers(work), clock);
    const { id: empty } = await draftInvoice.execute(tenant, { ...command, lines: [] });
    const before = events();
    await expect(early.execute(tenant, { invoiceId: empty, version: 1 })).to.be.rejectedWith(InvoiceIsEmpty);
    await expect(early.execute(tenant, { invoiceId: draft.id, version: 0 })).to.be.rejectedWith(OutdatedVersion);
    expect(events()).to.deep.equal(before);
    expect(await issueInvoice.execute(tenant, { invoiceId: draft.id, version: 1 })).to.include({ number: 'INV-2026-00001' });
  });

  it('lets one of two who issue at once have the number', async () => {
    const { issueInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    const outcomes = await Promise.allSettled([1, 2].map(() => issueInvoice.execute(tenant, { invoiceId, version: 1 })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
  });
});
