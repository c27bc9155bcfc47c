import { expect } from 'chai';
import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { ThreadedInvoicePrinter } from '../../../adapters/invoicing/pdfkit/threaded-invoice-printer.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { aDocument, aLongDocument, aPrintedLine } from '../../support/invoicing/documents.js';
import { pictured, readPdf } from '../../support/invoicing/pdf-reader.js';

const printers: ThreadedInvoicePrinter[] = [];
const aPrinter = (limits = { threads: 1, waiting: 10 }): ThreadedInvoicePrinter => {
  const printer = new ThreadedInvoicePrinter(limits);
  printers.push(printer);
  return printer;
};
const single = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('a printed invoice', () => {
  let printer: ThreadedInvoicePrinter;
  before(() => (printer = aPrinter()));
  after(() => Promise.all(printers.map((one) => one.end())));
  const read = async (...given: Parameters<typeof aDocument>) => readPdf(await printer.print(aDocument(...given)));

  it('says who asks whom for what, and when it is due', async () => {
    const { text, info, pages } = await read({ lines: [aPrintedLine(), aPrintedLine({ description: 'Travel', quantity: 1n, unitPrice: 123_456_700n, discount: 750, net: 114_197_448n })] });
    for (const said of [
      'INVOICE', 'Acme & Söhne', 'BILLED TO Ada’s Engines ada@engines.example Reference K-17', 'Invoice number INV-2026-00001', 'Issued 1 March 2026', 'Due 31 March 2026',
      'Currency EUR', 'Description Quantity Unit price Discount Tax Amount EUR', '2 12.50 19% 25.00', '1 1,234,567.00 −7.5% 19% 1,141,974.48', 'A day of work', 'Travel',
      'Subtotal 25.00', 'Tax 19% on 25.00 4.75', 'Total EUR 29.75', 'NOTE Thank you', 'PAYMENT TERMS Please pay EUR 29.75 by 31 March 2026, quoting INV-2026-00001.', 'Page 1 of 1',
    ]) expect(text).to.include(said);
    for (const unsaid of ['Paid', 'Credited', 'Balance', 'VOID', 'void']) expect(text).not.to.include(unsaid);
    expect(pages).to.have.length(1);
    expect(info).to.include({ Title: 'Invoice INV-2026-00001', Author: 'Acme & Söhne', Language: 'en', CreationDate: 'D:20260301120000Z' });
  });

  it('says what is paid, credited and left', async () => {
    const { text } = await read({ paid: 1000n, credited: 475n, balance: 1500n });
    expect(text).to.include('Total EUR 29.75 Credited −4.75 Paid −10.00 Balance due EUR 15.00');
    expect(text).to.include('Please pay EUR 15.00 by');
    expect((await read({ paid: 2975n, balance: 0n })).text).to.include('Nothing is left to be paid. Thank you.');
    expect((await read({ paid: 2975n, credited: 5n, balance: -5n })).text).to.include('Balance EUR −0.05').and.include('EUR 0.05 is in your favour');
  });

  it('says on each page that it is void, and since when, and asks for nothing', async () => {
    const { pages, text } = await readPdf(await printer.print({ ...aLongDocument(), voidedAt: new Date('2026-03-05T12:00:00.000Z'), balance: 0n }));
    expect(pages.length).to.be.greaterThan(1);
    for (const page of pages) expect(page.pieces.map((piece) => piece.text)).to.include('VOID');
    expect(text).to.include('VOID since 5 March 2026').and.include('This invoice has been void since 5 March 2026. Nothing is to be paid of it.');
    expect(text).not.to.include('Please pay');
  });

  for (const [currency, price, total] of [['JPY', '1,250', 'JPY 2,975'], ['EUR', '12.50', 'EUR 29.75'], ['KWD', '1.250', 'KWD 2.975']] as const) {
    it(`shows as many decimals as ${currency} has`, async () => {
      const { text } = await read({ currency });
      expect(text).to.include(`2 ${price} 19%`).and.include(`Total ${total}`).and.include(`Amount ${currency}`);
    });
  }

  it('has a hundred lines on numbered pages, under a head on each, every number below the others', async () => {
    const document = aLongDocument();
    const { pages, text } = await readPdf(await printer.print(document));
    for (const { description } of document.lines) expect(text).to.include(single(description));
    expect(pages.length).to.be.greaterThan(5);
    for (const [at, page] of pages.entries()) {
      expect(page.text).to.include(`Page ${at + 1} of ${pages.length}`).and.include('Description Quantity Unit price Tax Amount EUR');
      for (const { bottom } of page.pieces) expect(bottom).to.be.within(30, 820);
    }
    const amounts = new Set(document.lines.map(({ net }) => (Number(net) / 100).toLocaleString('en', { minimumFractionDigits: 2 })));
    const cells = pages.flatMap(({ pieces }) => pieces.filter(({ text }) => text === 'Amount EUR' || amounts.has(text)));
    expect(cells).to.have.length(pages.length + 100);
    expect(new Set(cells.map(({ right }) => right.toFixed(1)))).to.have.property('size', 1);
  });

  it('writes what its letters know, and shows where they do not', async () => {
    const { text } = await read({ seller: 'Łódź Žluťoučký Ελλάδα Москва', customer: { name: '日本 & Co', email: null, reference: '🎉👩‍👩‍👧 ☎️' }, note: 'a\u{0}b\u{d800}c' });
    expect(text).to.include('Łódź Žluťoučký Ελλάδα Москва').and.include('�� & Co').and.include('Reference �� �').and.include('a�b�c');
  });

  it('looks as it says: ink where there is text, and none beside it', async () => {
    const bytes = await printer.print(aDocument());
    const [{ pages: [page] }, { inkIn }] = [await readPdf(bytes), await pictured(bytes)];
    const pieces = page?.pieces ?? [];
    expect(pieces.length).to.be.greaterThan(25);
    for (const piece of pieces) expect(inkIn(piece), piece.text).to.be.greaterThan(0.02);
    for (const margin of [{ left: 0, right: 50, top: 0, bottom: 840 }, { left: 546, right: 595, top: 0, bottom: 840 }, { left: 60, right: 530, top: 600, bottom: 780 }]) {
      expect(inkIn(margin)).to.equal(0);
    }
  });

  it('is the same whichever thread prints it, and whatever that has printed before', async () => {
    const fresh = await aPrinter().print(aDocument());
    await printer.print(aDocument({ seller: 'Other letters: ŻŹĆĄŚĘŁÓŃ' }));
    expect(await printer.print(aDocument())).to.deep.equal(fresh);
  });
});

describe('printing in threads', () => {
  it('starts none before there is something to print, and never more than are allowed', async () => {
    const started: Worker[] = [];
    const count = (worker: Worker): number => started.push(worker);
    process.on('worker', count);
    try {
      const printer = aPrinter({ threads: 2, waiting: 10 });
      await turn(); // a thread is told of in the next
      expect(started).to.have.length(0);
      await Promise.all(Array.from({ length: 8 }, () => printer.print(aDocument())));
      expect(started.length).to.be.within(1, 2);
      await printer.end();
    } finally {
      process.off('worker', count);
    }
  });

  it('refuses whom it would let wait too long, and takes others when there is room again', async () => {
    const printer = aPrinter({ threads: 1, waiting: 1 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => printer.print(aDocument())));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).to.have.property('reason').that.is.instanceOf(Unavailable);
    await printer.print(aDocument());
    await printer.end();
  });

  it('ends with what it is printing, and prints nothing any more', async () => {
    const printer = aPrinter();
    const [first, second] = [printer.print(aLongDocument()), printer.print(aDocument())].map((one) => one.catch((error: unknown) => error));
    await printer.end();
    for (const outcome of [await first, await second]) expect(outcome).to.be.instanceOf(Error);
    await expect(printer.print(aDocument())).to.be.rejectedWith(Unavailable);
  });
});
