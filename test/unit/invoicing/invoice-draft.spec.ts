import { expect } from 'chai';
import fc from 'fast-check';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { documentNumber, series } from '../../../domain/invoicing/document-number.js';
import { asDraft, asIssued } from '../../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import {
  DueBeforeIssue, InvoiceAlreadyIssued, InvoiceIsEmpty, InvoiceIsVoid, InvoiceNotIssued, LineNotFound, PriceIsNegative, QuantityIsZero, TooManyLines,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { AmountTooLarge, CurrencyMismatch, Money } from '../../../domain/shared/money.js';
import { aDraft, aLine, eur, noon, percent } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const tenant = aTenant();
const { tenantId } = tenant;
const customerId = CustomerId.from(idNumber(1));
const draft = aDraft(tenant, { customerId });
const { id: invoiceId } = draft.state;
const soon = new Date('2026-03-02T12:00:00.000Z');

describe('drafting an invoice', () => {
  it('starts a draft in version 0, and announces it', () => {
    expect(draft.status).to.equal('draft');
    expect(draft.state.version).to.equal(0);
    expect(draft.events).to.deep.equal([{ type: 'invoicing.invoice-drafted', tenantId, invoiceId, customerId, occurredAt: noon }]);
  });

  it('may start without lines, and then costs nothing', () => {
    expect(aDraft(tenant, { customerId, lines: [] }).amounts).to.deep.equal({ net: eur(0n), tax: eur(0n), total: eur(0n), taxes: [] });
  });

  it('refuses a negative price, and a quantity of nothing', () => {
    expect(() => aDraft(tenant, { customerId, lines: [aLine(), aLine(-1n)] })).to.throw(PriceIsNegative);
    for (const quantity of [0n, -1n]) expect(() => aDraft(tenant, { customerId, lines: [aLine(1n, quantity)] })).to.throw(QuantityIsZero);
    expect(aDraft(tenant, { customerId, lines: [aLine(0n, 1n)] }).amounts.total.minorUnits).to.equal(0n);
  });

  it('refuses a price in another currency than the invoice’s', () => {
    expect(() => aDraft(tenant, { customerId, currency: 'CHF' })).to.throw(CurrencyMismatch);
  });

  it('refuses what is too large to add up, before it is stored', () => {
    const large = 99_999_999_999_999_999n;
    expect(() => aDraft(tenant, { customerId, lines: [aLine(large, 2n)] })).to.throw(AmountTooLarge);
    expect(() => aDraft(tenant, { customerId, lines: [aLine(large, 1n), aLine(1n, 1n)] })).to.throw(AmountTooLarge);
    expect(() => aDraft(tenant, { customerId, lines: [aLine(large, 1n, { taxRate: percent(1) })] })).to.throw(AmountTooLarge);
  });

  it('has 100 lines at most', () => {
    const lines = (count: number) => Array.from({ length: count }, () => aLine());
    expect(aDraft(tenant, { customerId, lines: lines(100) }).state.lines).to.have.length(100);
    expect(() => aDraft(tenant, { customerId, lines: lines(101) })).to.throw(TooManyLines);
  });
});

describe('what an invoice comes to', () => {
  const amountsOf = (...lines: Parameters<typeof aLine>[]) => aDraft(tenant, { customerId, lines: lines.map((line) => aLine(...line)) }).amounts;

  it('adds up to what its lines say, exactly, without tax and discount', () => {
    const line = fc.record({ price: fc.bigInt({ min: 0n, max: 10n ** 9n }), quantity: fc.bigInt({ min: 1n, max: 10n ** 4n }) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 100 }), (lines) => {
        const { total, tax } = amountsOf(...lines.map(({ price, quantity }): [bigint, bigint] => [price, quantity]));
        expect(total.minorUnits).to.equal(lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0n));
        expect(tax.minorUnits).to.equal(0n);
      }),
    );
  });

  it('takes the discount off the whole line, and the tax on what is left of it', () => {
    const { net, tax, total } = amountsOf([10_00n, 3n, { discount: percent(10), taxRate: percent(19) }]);
    expect([net, tax, total]).to.deep.equal([eur(27_00n), eur(5_13n), eur(32_13n)]);
  });

  it('rounds discount and tax in each line, half away from zero, and sums up what is rounded', () => {
    const line = [25n, 1n, { taxRate: percent(2) }] as const; // 0.5 of a cent
    expect(amountsOf([...line], [...line], [...line]).tax).to.deep.equal(eur(3n)); // of the sum, it would be 2
    expect(amountsOf([5n, 1n, { discount: percent(10) }]).net).to.deep.equal(eur(4n)); // 0.5 of a cent off
  });

  it('is summed up by tax rate, the lowest first', () => {
    const { taxes } = amountsOf([100n, 1n, { taxRate: percent(19) }], [200n, 1n, { taxRate: percent(7) }], [300n, 1n, { taxRate: percent(19) }], [50n, 1n]);
    expect(taxes).to.deep.equal([
      { rate: percent(0), net: eur(50n), tax: eur(0n) },
      { rate: percent(7), net: eur(200n), tax: eur(14n) },
      { rate: percent(19), net: eur(400n), tax: eur(76n) },
    ]);
  });

  it('is the same by rate as by line, whatever the lines', () => {
    const line = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 99n }), fc.record({ taxRate: fc.constantFrom(0, 7, 19).map(percent), discount: fc.integer({ min: 0, max: 100 }).map(percent) }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { net, tax, total, taxes } = amountsOf(...lines);
        expect(Money.sum(taxes.map((one) => one.net), 'EUR')).to.deep.equal(net);
        expect(Money.sum(taxes.map((one) => one.tax), 'EUR')).to.deep.equal(tax);
        expect(net.plus(tax)).to.deep.equal(total);
        expect(total.isNegative).to.equal(false);
      }),
    );
  });
});

describe('changing a draft', () => {
  it('takes what is named, leaves what is absent, and announces it', () => {
    const lines = [aLine(100n, 3n)];
    const changed = InvoiceDraft.restore(draft.state).change({ lines }, soon);
    expect(changed.state).to.deep.include({ lines, note: 'Thank you', dueAt: null, customerId });
    expect(changed.events).to.deep.equal([{ type: 'invoicing.invoice-changed', tenantId, invoiceId, occurredAt: soon }]);
  });

  it('removes what is null', () => {
    const due = draft.change({ dueAt: soon }, noon);
    expect(due.state.dueAt).to.equal(soon);
    expect(due.change({ dueAt: null, note: null }, noon).state).to.include({ dueAt: null, note: null });
  });

  it('stays as it is when nothing is named that is not so already; lines that are named are new', () => {
    const due = InvoiceDraft.restore({ ...draft.state, dueAt: soon });
    for (const change of [{}, { note: 'Thank you' }, { dueAt: new Date(soon) }]) expect(due.change(change, soon)).to.equal(due);
    expect(due.change({ dueAt: noon }, soon)).not.to.equal(due);
    expect(due.change({ dueAt: null }, soon)).not.to.equal(due);
    expect(due.change({ lines: due.state.lines }, soon)).not.to.equal(due);
  });

  it('takes nothing else, whatever the change brings along', () => {
    const sly = { note: 'Soon', id: 'another', tenantId: aTenant().tenantId, currency: 'USD', version: 7 };
    expect(draft.change(sly, soon).state).to.deep.equal({ ...draft.state, note: 'Soon' });
  });

  it('leaves the draft it began with as it was', () => {
    draft.change({ note: 'Changed' }, soon);
    expect(draft.state.note).to.equal('Thank you');
    expect(draft.events).to.have.length(1);
  });

  it('holds the lines to the rules of a draft', () => {
    expect(() => draft.change({ lines: [aLine(-1n)] }, soon)).to.throw(PriceIsNegative);
    expect(() => draft.change({ lines: [aLine(1n, 0n)] }, soon)).to.throw(QuantityIsZero);
    expect(() => draft.change({ lines: [aLine(1n, 1n, { unitPrice: Money.of(1n, 'USD') })] }, soon)).to.throw(CurrencyMismatch);
    expect(() => draft.change({ lines: [aLine(10n ** 16n, 10n)] }, soon)).to.throw(AmountTooLarge);
  });

  it('leaves lines from before a rule alone, until they are changed', () => {
    const old = InvoiceDraft.restore({ ...draft.state, lines: [aLine(1n, 0n)] });
    expect(old.change({ note: 'Soon' }, soon).state.note).to.equal('Soon');
  });
});

describe('changing a draft line by line', () => {
  const [one, two] = [aLine(100n), aLine(200n)];
  const both = InvoiceDraft.restore({ ...draft.state, lines: [one, two] });
  const unknown = InvoiceLineId.from(idNumber(99));

  it('adds a line behind the others', () => {
    const three = aLine(300n);
    const changed = both.addLines([three], soon);
    expect(changed.state.lines).to.deep.equal([one, two, three]);
    expect(changed.events).to.deep.equal([{ type: 'invoicing.invoice-changed', tenantId, invoiceId, occurredAt: soon }]);
  });

  it('changes what is named of a line, and no other line', () => {
    const changed = both.changeLine(one.id, { quantity: 7n, taxRate: percent(19) }, soon);
    expect(changed.state.lines).to.deep.equal([{ ...one, quantity: 7n, taxRate: percent(19) }, two]);
  });

  it('takes nothing else of a line, whatever the change brings along', () => {
    const sly = { quantity: 7n, id: unknown, credited: 3n };
    expect(both.changeLine(one.id, sly, soon).state.lines[0]).to.deep.equal({ ...one, quantity: 7n });
  });

  it('removes a line, and leaves the others in their order', () => {
    expect(both.removeLine(one.id, soon).state.lines).to.deep.equal([two]);
  });

  it('knows no line that the draft does not have', () => {
    expect(() => both.changeLine(unknown, {}, soon)).to.throw(LineNotFound);
    expect(() => both.removeLine(unknown, soon)).to.throw(LineNotFound);
  });

  it('holds each line to the rules of a draft', () => {
    expect(() => both.addLines([aLine(1n, 0n)], soon)).to.throw(QuantityIsZero);
    expect(() => both.changeLine(one.id, { unitPrice: eur(-1n) }, soon)).to.throw(PriceIsNegative);
    const full = InvoiceDraft.restore({ ...draft.state, lines: Array.from({ length: 100 }, () => aLine()) });
    expect(() => full.addLines([aLine()], soon)).to.throw(TooManyLines);
  });

  it('keeps lines from before a rule while others are added, changed and removed', () => {
    const [old, older] = [aLine(1n, 0n), aLine(2n, 0n)];
    const before = InvoiceDraft.restore({ ...draft.state, lines: [old, older] });
    expect(before.addLines([two], soon).state.lines).to.deep.equal([old, older, two]);
    expect(before.changeLine(old.id, { quantity: 1n }, soon).state.lines).to.deep.equal([{ ...old, quantity: 1n }, older]);
    expect(before.removeLine(old.id, soon).state.lines).to.deep.equal([older]);
    expect(() => before.changeLine(old.id, { description: 'Rest' }, soon)).to.throw(QuantityIsZero);
    expect(() => before.removeLine(old.id, soon).issue('INV-2026-00001', soon)).to.throw(QuantityIsZero);
  });
});

describe('issuing an invoice', () => {
  const restored = InvoiceDraft.restore(draft.state);

  it('gives the draft its number, for good, and announces number, total and due date', () => {
    const issued = restored.issue('INV-2026-00001', noon);
    const dueAt = new Date('2026-03-31T12:00:00.000Z');
    expect(issued.status).to.equal('issued');
    expect(issued.state).to.deep.include({ number: 'INV-2026-00001', issuedAt: noon, dueAt, paid: eur(0n), credited: eur(0n), paidAt: null });
    expect(issued.events).to.deep.equal([
      { type: 'invoicing.invoice-issued', tenantId, invoiceId, number: 'INV-2026-00001', total: eur(2500n), dueAt, occurredAt: noon },
    ]);
  });

  it('makes it due in 30 days, or when the draft says', () => {
    expect(restored.issue('INV-2026-00001', noon).state.dueAt).to.deep.equal(new Date('2026-03-31T12:00:00.000Z'));
    expect(restored.change({ dueAt: soon }, noon).issue('INV-2026-00001', noon).state.dueAt).to.equal(soon);
  });

  it('refuses to make it due before the day of issue, in UTC', () => {
    const dueAt = (time: string) => restored.change({ dueAt: new Date(time) }, noon);
    expect(dueAt('2026-03-01T00:00:00.000Z').issue('INV-2026-00001', noon).status).to.equal('issued');
    expect(() => dueAt('2026-02-28T23:59:59.999Z').issue('INV-2026-00001', noon)).to.throw(DueBeforeIssue);
  });

  it('refuses an invoice without lines, and lines from before a rule', () => {
    expect(() => InvoiceDraft.restore({ ...draft.state, lines: [] }).issue('INV-2026-00001', noon)).to.throw(InvoiceIsEmpty);
    expect(() => InvoiceDraft.restore({ ...draft.state, lines: [aLine(1n, 0n)] }).issue('INV-2026-00001', noon)).to.throw(QuantityIsZero);
  });

  it('takes an invoice over nothing for paid at once', () => {
    const free = InvoiceDraft.restore({ ...draft.state, lines: [aLine(100n, 1n, { discount: percent(100) })] }).issue('INV-2026-00001', noon);
    expect(free.status).to.equal('paid');
    expect(free.state.paidAt).to.equal(noon);
    expect(free.events.map(({ type }) => type)).to.deep.equal(['invoicing.invoice-issued', 'invoicing.invoice-paid']);
  });

  it('leaves nothing to be drafted or issued again', () => {
    const issued = restored.issue('INV-2026-00001', noon);
    expect(() => asDraft(issued)).to.throw(InvoiceAlreadyIssued);
    expect(() => asDraft(issued.void('Sent twice', noon))).to.throw(InvoiceAlreadyIssued);
    expect(() => asIssued(restored)).to.throw(InvoiceNotIssued);
    expect(() => asIssued(issued.void('Sent twice', noon))).to.throw(InvoiceIsVoid);
    expect([asDraft(restored), asIssued(issued)]).to.deep.equal([restored, issued]);
  });
});

describe('the number of a document', () => {
  it('says what it is of and the year, and has five digits, or as many as it needs', () => {
    expect([1, 99_999, 100_000].map((ordinal) => documentNumber(series.invoice, 2026, ordinal))).to.deep.equal([
      'INV-2026-00001', 'INV-2026-99999', 'INV-2026-100000',
    ]);
    expect(documentNumber(series.creditNote, 2027, 7)).to.equal('CN-2027-00007');
  });
});
