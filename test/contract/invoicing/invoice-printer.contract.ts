import { expect } from 'chai';
import type { InvoiceDocument, InvoicePrinter } from '../../../application/invoicing/ports/invoice-printer.js';
import { currencies } from '../../../domain/shared/money.js';
import { aDocument, aLongDocument, aPrintedLine } from '../../support/invoicing/documents.js';

const most = 99_999_999_999_999_999n;

/** What the domain lets stand on an invoice, however odd. */
const odd: readonly (readonly [what: string, document: InvoiceDocument])[] = [
  ['a hundred long lines', aLongDocument()],
  ['no customer that can be reached', aDocument({ customer: { name: 'A', email: null, reference: null }, note: null })],
  ['letters of all the world', aDocument({ seller: 'Łódź 日本', customer: { name: '🎉👩‍👩‍👧 עברית', email: null, reference: '\u{0}\u{202e}' }, note: 'a\r\n\tb\u{d800}\u{301}' })],
  ['words without an end', aDocument({ seller: 'W'.repeat(200), customer: { name: 'w'.repeat(200), email: 'e'.repeat(254), reference: 'r'.repeat(200) }, note: 'n'.repeat(5_000) })],
  ['nothing to read', aDocument({ seller: '', customer: { name: ' ', email: '', reference: '' }, note: '\n\n', lines: [aPrintedLine({ description: '' })] })],
  ['a description over pages', aDocument({ lines: [aPrintedLine({ description: 'much work '.repeat(2_000) })] })],
  ['a hundred rates', aDocument({ taxes: Array.from({ length: 100 }, (_, rate) => ({ rate, net: 1n, tax: 0n })) })],
  ...currencies.flatMap((currency) => [
    [`nothing in ${currency}`, aDocument({ currency, lines: [aPrintedLine({ unitPrice: 0n, net: 0n })], total: 0n, balance: 0n })] as const,
    [
      `the most in ${currency}`,
      aDocument({
        currency, lines: [aPrintedLine({ quantity: 10n ** 17n, unitPrice: most, net: most, discount: 9_999, taxRate: 10_000 })],
        net: most, total: most, credited: most, paid: most, balance: -most, voidedAt: new Date('2026-03-02T00:00:00.000Z'),
      }),
    ] as const,
  ]),
];

/** What whoever prints invoices promises. */
export function describeInvoicePrinter(kind: string, open: () => InvoicePrinter): void {
  describe(`printing an invoice ${kind}`, () => {
    let printer: InvoicePrinter;
    before(() => (printer = open()));

    it('makes a PDF', async () => {
      const text = Buffer.from(await printer.print(aDocument())).toString('latin1');
      expect(text).to.match(/^%PDF-1\.\d\n/);
      expect(text).to.match(/%%EOF\n?$/);
    });

    it('makes the same bytes of the same document, and others of another', async () => {
      const first = await printer.print(aDocument());
      expect(await printer.print(aDocument())).to.deep.equal(first);
      for (const other of [{ number: 'INV-2026-00002' }, { seller: 'Others' }, { voidedAt: new Date('2026-03-02T00:00:00.000Z') }, { paid: 1n }, { note: null }]) {
        expect(await printer.print(aDocument(other)), Object.keys(other)[0]).not.to.deep.equal(first);
      }
    });

    for (const [what, document] of odd) {
      it(`takes ${what}`, async () => {
        expect((await printer.print(document)).length).to.be.greaterThan(100);
      });
    }

    it('gives up when it is told to, before and while it prints, and goes on with others', async () => {
      const reason = new Error('nobody wants it any more');
      await expect(printer.print(aDocument(), AbortSignal.abort(reason))).to.be.rejectedWith(reason);
      const [before, during] = [new AbortController(), new AbortController()];
      const printing = [printer.print(aLongDocument(), before.signal), printer.print(aDocument(), during.signal), printer.print(aDocument())];
      before.abort(reason);
      during.abort(reason);
      const outcomes = await Promise.allSettled(printing);
      expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : outcome.status))).to.deep.equal([reason, reason, 'fulfilled']);
    });
  });
}
