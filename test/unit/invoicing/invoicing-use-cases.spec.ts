import { expect } from 'chai';
import {
  InMemoryAgeing, InMemoryCreditNoteRegister, InMemoryCustomerRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork, InMemoryPaymentRegister,
} from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { AddInvoiceLine } from '../../../application/invoicing/add-invoice-line.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { ChangeCustomer } from '../../../application/invoicing/change-customer.js';
import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { ChangeInvoiceLine } from '../../../application/invoicing/change-invoice-line.js';
import { CreditInvoice } from '../../../application/invoicing/credit-invoice.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { DuplicateInvoice } from '../../../application/invoicing/duplicate-invoice.js';
import { FindCreditNote } from '../../../application/invoicing/find-credit-note.js';
import { FindCustomer } from '../../../application/invoicing/find-customer.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { FindPayment } from '../../../application/invoicing/find-payment.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListAgeing } from '../../../application/invoicing/list-ageing.js';
import { ListCreditNotes } from '../../../application/invoicing/list-credit-notes.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import { ListPayments } from '../../../application/invoicing/list-payments.js';
import { RecordPayment } from '../../../application/invoicing/record-payment.js';
import { RemoveInvoiceLine } from '../../../application/invoicing/remove-invoice-line.js';
import { RestoreCustomer } from '../../../application/invoicing/restore-customer.js';
import { ReversePayment } from '../../../application/invoicing/reverse-payment.js';
import { VoidInvoice } from '../../../application/invoicing/void-invoice.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import {
  CreditNoteNotFound, CustomerArchived, CustomerNotFound, CustomerUnknown, InvoiceAlreadyIssued, InvoiceIsEmpty, InvoiceIsVoid, InvoiceNotFound,
  LineNotFound, PaymentAlreadyReversed, PaymentExceedsBalance, PaymentNotFound,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aCharge, eur, percent, withoutLimit } from '../../support/invoicing/invoices.js';
import { WithoutNumbers } from '../../support/invoicing/without-numbers.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365 * DAY;

const nothing = async (): Promise<void> => undefined;
const everything = { takeCustomer: nothing, giveBackCustomer: nothing, takeInvoice: nothing };

/** Invoicing in memory, with a customer who is number 1, and the draft of two days of work for them, which is number 2; its line is number 3. */
async function invoicing() {
  const [store, clock, ids, tenant] = [new InMemoryStore(), new FixedClock(), new PredictableIds(), aTenant()];
  const work = inMemoryInvoicingWork(store, () => withoutLimit, ids, clock, invalidationsOver(new TieredCache()));
  const [customers, invoices] = [new InMemoryCustomerRegister(store), new InMemoryInvoiceRegister(store)];
  const [payments, creditNotes] = [new InMemoryPaymentRegister(store), new InMemoryCreditNoteRegister(store)];
  const useCases = {
    addCustomer: new AddCustomer(work, ids, clock),
    changeCustomer: new ChangeCustomer(work, clock),
    archiveCustomer: new ArchiveCustomer(work, clock),
    restoreCustomer: new RestoreCustomer(work, clock),
    findCustomer: new FindCustomer(customers),
    listCustomers: new ListCustomers(customers),
    draftInvoice: new DraftInvoice(work, ids, clock),
    duplicateInvoice: new DuplicateInvoice(work, ids, clock),
    changeInvoice: new ChangeInvoice(work, ids, clock),
    addInvoiceLine: new AddInvoiceLine(work, ids, clock),
    changeInvoiceLine: new ChangeInvoiceLine(work, clock),
    removeInvoiceLine: new RemoveInvoiceLine(work, clock),
    issueInvoice: new IssueInvoice(work, clock, usualTerms),
    voidInvoice: new VoidInvoice(work, clock),
    findInvoice: new FindInvoice(invoices),
    listInvoices: new ListInvoices(invoices, clock),
    creditInvoice: new CreditInvoice(work, ids, clock),
    findCreditNote: new FindCreditNote(creditNotes),
    listCreditNotes: new ListCreditNotes(creditNotes),
    recordPayment: new RecordPayment(work, ids, clock),
    reversePayment: new ReversePayment(work, clock),
    findPayment: new FindPayment(payments),
    listPayments: new ListPayments(payments),
    listAgeing: new ListAgeing(new InMemoryAgeing(store), clock),
  };
  const customer = await useCases.addCustomer.execute(tenant, { name: 'Ada’s Engines', reference: 'K-17', email: null });
  const command = { customerId: customer.id, currency: 'EUR', lines: [aCharge()], note: null, dueAt: null } as const;
  const draft = await useCases.draftInvoice.execute(tenant, command);
  const events = () => store.eventsOf(tenant).map(({ type }) => type);
  const issue = () => useCases.issueInvoice.execute(tenant, { invoiceId: draft.id, version: 1 });
  const pay = (minorUnits: bigint) =>
    useCases.recordPayment.execute(tenant, { invoiceId: draft.id, amount: eur(minorUnits), receivedAt: clock.now(), method: 'cash', reference: null });
  return { ...useCases, work, store, clock, tenant, customer, command, draft, now: clock.now(), events, issue, pay };
}

const usualTerms = { daysToPay: async () => 30 };

describe('adding a customer', () => {
  it('enters them in the tenant’s list, in version 1, and announces it', async () => {
    const { findCustomer, listCustomers, tenant, customer, now, store } = await invoicing();
    const { tenantId } = tenant;
    const customerId = CustomerId.from(idNumber(1));
    expect(customer).to.deep.equal({ id: customerId, tenantId, name: 'Ada’s Engines', reference: 'K-17', email: null, archivedAt: null, createdAt: now, version: 1 });
    expect(await findCustomer.execute(tenant, { customerId })).to.deep.equal(customer);
    expect(await listCustomers.execute(tenant, { limit: 20, sort: 'name', archived: false })).to.deep.equal({ items: [customer], next: null });
    expect(store.eventsOf(tenant)[0]).to.deep.equal({ type: 'invoicing.customer-added', tenantId, customerId, occurredAt: now });
  });

  it('shows them to nobody else', async () => {
    const { findCustomer, customer: { id: customerId } } = await invoicing();
    await expect(findCustomer.execute(aTenant(), { customerId })).to.be.rejectedWith(CustomerNotFound);
  });
});

describe('keeping customers', () => {
  it('changes what is named, as seen in the version that is named', async () => {
    const { changeCustomer, findCustomer, tenant, customer, events } = await invoicing();
    const email = EmailAddress.from('books@ada.example');
    const changed = await changeCustomer.execute(tenant, { customerId: customer.id, version: 1, change: { email, reference: null } });
    expect(changed).to.deep.equal({ ...customer, email, reference: null, version: 2 });
    expect(await findCustomer.execute(tenant, { customerId: customer.id })).to.deep.equal(changed);
    expect(events().at(-1)).to.equal('invoicing.customer-changed');
    for (const version of [0, 1, 3]) {
      await expect(changeCustomer.execute(tenant, { customerId: customer.id, version, change: {} })).to.be.rejectedWith(OutdatedVersion);
    }
  });

  it('drafts nothing for somebody who is archived, until they are restored', async () => {
    const { archiveCustomer, restoreCustomer, draftInvoice, duplicateInvoice, issue, tenant, customer: { id: customerId }, command, draft, now } = await invoicing();
    const archived = await archiveCustomer.execute(tenant, { customerId, version: 1 });
    expect(archived).to.deep.include({ archivedAt: now, version: 2 });
    await expect(draftInvoice.execute(tenant, command)).to.be.rejectedWith(CustomerArchived);
    await expect(duplicateInvoice.execute(tenant, { invoiceId: draft.id })).to.be.rejectedWith(CustomerArchived);
    expect((await issue()).status, 'what was drafted before').to.equal('issued');
    expect(await restoreCustomer.execute(tenant, { customerId, version: 2 })).to.include({ archivedAt: null, version: 3 });
    expect((await draftInvoice.execute(tenant, command)).status).to.equal('draft');
  });

  it('changes nothing when somebody is archived or restored once more', async () => {
    const { archiveCustomer, restoreCustomer, tenant, customer: { id: customerId }, events } = await invoicing();
    await restoreCustomer.execute(tenant, { customerId, version: 1 });
    const archived = await archiveCustomer.execute(tenant, { customerId, version: 1 });
    expect(await archiveCustomer.execute(tenant, { customerId, version: 2 })).to.deep.equal(archived);
    expect(events().slice(2)).to.deep.equal(['invoicing.customer-archived']);
    await expect(archiveCustomer.execute(tenant, { customerId, version: 1 })).to.be.rejectedWith(OutdatedVersion);
  });

  it('lists the archive apart, and by how names begin', async () => {
    const { addCustomer, archiveCustomer, listCustomers, tenant, customer: { id: customerId } } = await invoicing();
    const zuse = await addCustomer.execute(tenant, { name: 'Zuse KG', reference: null, email: null });
    await archiveCustomer.execute(tenant, { customerId, version: 1 });
    const list = async (query: object) => (await listCustomers.execute(tenant, { limit: 20, sort: 'name', archived: false, ...query })).items.map(({ id }) => id);
    expect([await list({}), await list({ archived: true }), await list({ namePrefix: 'zus' }), await list({ namePrefix: 'ada' })]).to.deep.equal([
      [zuse.id], [customerId], [zuse.id], [],
    ]);
  });
});

describe('drafting, changing and finding an invoice', () => {
  it('starts a draft in version 1, as its reader sees it, and announces it', async () => {
    const { findInvoice, listInvoices, tenant, draft, events, now } = await invoicing();
    expect(draft).to.deep.include({ id: idNumber(2), status: 'draft', number: null, total: eur(2500n), issuedAt: null, createdAt: now, version: 1 });
    expect(await findInvoice.execute(tenant, { invoiceId: draft.id })).to.deep.equal(draft);
    const { items: [listed] } = await listInvoices.execute(tenant, { limit: 20, sort: '-createdAt' });
    expect(listed).to.deep.include({ id: draft.id, status: 'draft', total: draft.total, balance: draft.balance, overdue: false, createdAt: now });
    expect(events()).to.deep.equal(['invoicing.customer-added', 'invoicing.invoice-drafted']);
  });

  it('takes from nobody whose the draft is, which it is and since when', async () => {
    const { draftInvoice, tenant, command, now } = await invoicing();
    const sly = { ...command, id: idNumber(66), tenantId: aTenant().tenantId, createdAt: new Date(0) };
    expect(await draftInvoice.execute(tenant, sly)).to.deep.include({ id: idNumber(4), createdAt: now });
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

describe('changing an invoice line by line', () => {
  const lineId = InvoiceLineId.from(idNumber(3));

  it('adds, changes and removes a line, as seen in the version that is named', async () => {
    const { addInvoiceLine, changeInvoiceLine, removeInvoiceLine, findInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    const added = await addInvoiceLine.execute(tenant, { invoiceId, version: 1, line: aCharge(100n, 1n, { taxRate: percent(19) }) });
    expect(added).to.deep.include({ version: 2, net: eur(2600n), tax: eur(19n), total: eur(2619n), balance: eur(0n) });
    expect(added.lines.map(({ id }) => id)).to.deep.equal([lineId, idNumber(4)]);
    const changed = await changeInvoiceLine.execute(tenant, { invoiceId, version: 2, lineId, change: { quantity: 1n, discount: percent(10) } });
    expect(changed.lines[0]).to.deep.include({ id: lineId, quantity: 1n, discount: percent(10), net: eur(1125n) });
    const removed = await removeInvoiceLine.execute(tenant, { invoiceId, version: 3, lineId });
    expect(removed.lines.map(({ id }) => id)).to.deep.equal([idNumber(4)]);
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.equal(removed);
  });

  it('refuses a version that is outdated, a line that is not there, and an invoice that is issued', async () => {
    const { addInvoiceLine, changeInvoiceLine, removeInvoiceLine, tenant, draft: { id: invoiceId }, issue } = await invoicing();
    const ways = [
      (version: number, id = lineId) => changeInvoiceLine.execute(tenant, { invoiceId, version, lineId: id, change: {} }),
      (version: number, id = lineId) => removeInvoiceLine.execute(tenant, { invoiceId, version, lineId: id }),
    ];
    const add = (version: number) => addInvoiceLine.execute(tenant, { invoiceId, version, line: aCharge() });
    for (const way of [...ways, add]) await expect(way(7)).to.be.rejectedWith(OutdatedVersion);
    for (const way of ways) await expect(way(1, InvoiceLineId.from(idNumber(99)))).to.be.rejectedWith(LineNotFound);
    await issue();
    for (const way of [...ways, add]) await expect(way(2)).to.be.rejectedWith(InvoiceAlreadyIssued);
  });
});

describe('duplicating an invoice', () => {
  it('starts a draft with the same lines under ids of their own, which is not due yet', async () => {
    const { duplicateInvoice, changeInvoice, tenant, draft: { id: invoiceId, lines: [line] }, customer, now } = await invoicing();
    await changeInvoice.execute(tenant, { invoiceId, version: 1, change: { note: 'Thank you', dueAt: now } });
    const first = await duplicateInvoice.execute(tenant, { invoiceId });
    expect(first).to.deep.include({ status: 'draft', customerId: customer.id, note: 'Thank you', dueAt: null, number: null, version: 1, total: eur(2500n) });
    expect(first.id).to.not.equal(invoiceId);
    expect(first.lines).to.deep.equal([{ ...line, id: first.lines[0]?.id }]);
    expect(first.lines[0]?.id).to.not.equal(line?.id);
  });

  it('duplicates what is issued and void alike', async () => {
    const { duplicateInvoice, voidInvoice, issue, tenant, draft: { id: invoiceId } } = await invoicing();
    await issue();
    expect((await duplicateInvoice.execute(tenant, { invoiceId })).total).to.deep.equal(eur(2500n));
    await voidInvoice.execute(tenant, { invoiceId, version: 2, reason: 'Sent twice' });
    expect((await duplicateInvoice.execute(tenant, { invoiceId })).status).to.equal('draft');
  });
});

describe('settling an invoice', () => {
  it('records payments until nothing is left, and shows each', async () => {
    const { issue, pay, findInvoice, findPayment, listPayments, tenant, draft: { id: invoiceId }, now, events } = await invoicing();
    await issue();
    const first = await pay(1000n);
    expect(first).to.deep.include({ invoiceId, amount: eur(1000n), receivedAt: now, method: 'cash', reversed: null, version: 1 });
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.include({ status: 'issued', paid: eur(1000n), balance: eur(1500n) });
    await expect(pay(1501n)).to.be.rejectedWith(PaymentExceedsBalance);
    const second = await pay(1500n);
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.include({ status: 'paid', balance: eur(0n), paidAt: now, version: 4 });
    expect(await findPayment.execute(tenant, { paymentId: first.id })).to.deep.equal(first);
    expect((await listPayments.execute(tenant, { limit: 20, invoiceId })).items).to.deep.equal([second, first]);
    expect(events().slice(-3)).to.deep.equal(['invoicing.payment-recorded', 'invoicing.invoice-paid', 'invoicing.payment-recorded']);
    await expect(findPayment.execute(aTenant(), { paymentId: first.id })).to.be.rejectedWith(PaymentNotFound);
  });

  it('reverses a payment once, and opens the invoice again', async () => {
    const { issue, pay, reversePayment, findInvoice, tenant, draft: { id: invoiceId }, now } = await invoicing();
    await issue();
    const { id: paymentId } = await pay(2500n);
    await expect(reversePayment.execute(tenant, { paymentId, version: 2, reason: 'Returned' })).to.be.rejectedWith(OutdatedVersion);
    const reversed = await reversePayment.execute(tenant, { paymentId, version: 1, reason: 'Returned' });
    expect(reversed).to.deep.include({ reversed: { at: now, reason: 'Returned' }, version: 2 });
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.include({ status: 'issued', paid: eur(0n), paidAt: null });
    await expect(reversePayment.execute(tenant, { paymentId, version: 2, reason: 'Again' })).to.be.rejectedWith(PaymentAlreadyReversed);
  });

  it('credits lines, then everything that is left, each with a number of its own series', async () => {
    const { issue, creditInvoice, findCreditNote, listCreditNotes, findInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    await issue();
    const credit = (lines: readonly { lineId: InvoiceLineId; quantity: bigint }[] | null) => creditInvoice.execute(tenant, { invoiceId, lines, reason: 'Not worked' });
    const first = await credit([{ lineId: InvoiceLineId.from(idNumber(3)), quantity: 1n }]);
    expect(first).to.deep.include({ invoiceId, number: 'CN-2026-00001', total: eur(1250n), reason: 'Not worked', version: 1 });
    const second = await credit(null);
    expect(second).to.deep.include({ number: 'CN-2026-00002', total: eur(1250n) });
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.include({ status: 'paid', credited: eur(2500n), balance: eur(0n) });
    expect(await findCreditNote.execute(tenant, { creditNoteId: first.id })).to.deep.equal(first);
    expect((await listCreditNotes.execute(tenant, { limit: 20 })).items).to.deep.equal([second, first]);
    await expect(findCreditNote.execute(aTenant(), { creditNoteId: first.id })).to.be.rejectedWith(CreditNoteNotFound);
  });

  it('makes it void in the version that is named, after which nothing can be paid or credited', async () => {
    const { issue, pay, voidInvoice, creditInvoice, tenant, draft: { id: invoiceId }, now } = await invoicing();
    await issue();
    await expect(voidInvoice.execute(tenant, { invoiceId, version: 1, reason: 'Sent twice' })).to.be.rejectedWith(OutdatedVersion);
    const voided = await voidInvoice.execute(tenant, { invoiceId, version: 2, reason: 'Sent twice' });
    expect(voided).to.deep.include({ status: 'void', number: 'INV-2026-00001', voidedAt: now, voidReason: 'Sent twice', balance: eur(0n), version: 3 });
    await expect(pay(1n)).to.be.rejectedWith(InvoiceIsVoid);
    await expect(creditInvoice.execute(tenant, { invoiceId, lines: null, reason: null })).to.be.rejectedWith(InvoiceIsVoid);
  });

  it('settles nothing of another tenant', async () => {
    const { issue, pay, recordPayment, creditInvoice, voidInvoice, reversePayment, draft: { id: invoiceId }, now } = await invoicing();
    await issue();
    const { id: paymentId } = await pay(1n);
    const stranger = aTenant();
    const said = { invoiceId, amount: eur(1n), receivedAt: now, method: null, reference: null };
    await expect(recordPayment.execute(stranger, said)).to.be.rejectedWith(InvoiceNotFound);
    await expect(creditInvoice.execute(stranger, { invoiceId, lines: null, reason: null })).to.be.rejectedWith(InvoiceNotFound);
    await expect(voidInvoice.execute(stranger, { invoiceId, version: 3, reason: 'Mine' })).to.be.rejectedWith(InvoiceNotFound);
    await expect(reversePayment.execute(stranger, { paymentId, version: 1, reason: 'Mine' })).to.be.rejectedWith(PaymentNotFound);
  });
});

describe('being late', () => {
  it('lists what is due and not settled as overdue, from the next moment on', async () => {
    const { issue, pay, listInvoices, listAgeing, tenant, customer: { id: customerId }, draft: { id: invoiceId }, clock } = await invoicing();
    const late = async () => (await listInvoices.execute(tenant, { limit: 20, sort: 'dueAt', overdue: true })).items.map(({ id, overdue }) => [id, overdue]);
    await issue();
    clock.passes(30 * DAY);
    expect(await late()).to.deep.equal([]);
    clock.passes(1);
    expect(await late()).to.deep.equal([[invoiceId, true]]);
    expect((await listAgeing.execute(tenant, { limit: 20 })).items).to.deep.equal([
      { customerId, currency: 'EUR', notDue: 0n, days1To30: 2500n, days31To60: 0n, days61To90: 0n, over90Days: 0n, outstanding: 2500n, invoices: 1 },
    ]);
    await pay(2500n);
    expect([await late(), (await listAgeing.execute(tenant, { limit: 20 })).items]).to.deep.equal([[], []]);
  });

  it('is shown as it was when an invoice gets late: its version has not changed', async () => {
    const { issue, findInvoice, tenant, draft: { id: invoiceId }, clock } = await invoicing();
    await issue();
    const before = await findInvoice.execute(tenant, { invoiceId });
    clock.passes(31 * DAY);
    expect(await findInvoice.execute(tenant, { invoiceId })).to.deep.equal(before);
  });
});

describe('issuing an invoice, as a use case', () => {
  it('numbers the draft and announces number and total', async () => {
    const { issueInvoice, store, tenant, draft: { id: invoiceId }, now } = await invoicing();
    const issued = await issueInvoice.execute(tenant, { invoiceId, version: 1 });
    expect(issued).to.include({ status: 'issued', number: 'INV-2026-00001', version: 2 }).and.deep.include({ issuedAt: now });
    expect(store.eventsOf(tenant).at(-1)).to.deep.equal({
      type: 'invoicing.invoice-issued', tenantId: tenant.tenantId, invoiceId, number: 'INV-2026-00001', total: eur(2500n), dueAt: new Date(now.getTime() + 30 * DAY), occurredAt: now,
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

  it('issues it when nobody else can issue before it: the later number is issued later', async () => {
    const { store, clock, tenant, draft: { id: invoiceId }, now } = await invoicing();
    const crowded = inMemoryInvoicingWork(store, () => ({ ...everything, takeInvoice: async () => clock.passes(5) }), new PredictableIds(), clock, invalidationsOver(new TieredCache()));
    const issued = await new IssueInvoice(crowded, clock, usualTerms).execute(tenant, { invoiceId, version: 1 });
    expect(issued.issuedAt).to.deep.equal(new Date(now.getTime() + 5));
  });

  it('refuses to issue twice, and to change what is issued', async () => {
    const { issueInvoice, changeInvoice, tenant, draft: { id: invoiceId } } = await invoicing();
    await issueInvoice.execute(tenant, { invoiceId, version: 1 });
    await expect(issueInvoice.execute(tenant, { invoiceId, version: 2 })).to.be.rejectedWith(InvoiceAlreadyIssued);
    await expect(changeInvoice.execute(tenant, { invoiceId, version: 2, change: { note: 'Late' } })).to.be.rejectedWith(InvoiceAlreadyIssued);
  });

  it('refuses an empty or an outdated draft before it takes a number, for which others would wait', async () => {
    const { work, clock, issueInvoice, draftInvoice, tenant, command, draft, events } = await invoicing();
    const early = new IssueInvoice(new WithoutNumbers(work), clock, usualTerms);
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
