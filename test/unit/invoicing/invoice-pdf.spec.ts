import { expect } from 'chai';
import { v7 } from 'uuid';
import { InMemoryInvoicePrinter } from '../../../adapters/invoicing/memory/in-memory-invoice-printer.js';
import { InMemoryCustomerRegister, InMemoryInvoicePdfRegister, InMemoryInvoiceRegister, inMemoryInvoicingWork } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { invalidationsOver } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { type InvoiceDocument, InvoicePrinter } from '../../../application/invoicing/ports/invoice-printer.js';
import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import { ReadInvoicePdf } from '../../../application/invoicing/read-invoice-pdf.js';
import { RenderInvoicePdf } from '../../../application/invoicing/render-invoice-pdf.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound, InvoiceNotIssued, PdfNotRendered } from '../../../domain/invoicing/invoicing-refusals.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { anIssuedInvoice, aStoredCustomer, aStoredDraft, save } from '../../contract/invoicing/invoicing-homes.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { acmeSells, aLine, eur, noon, percent, withoutLimit } from '../../support/invoicing/invoices.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

/** Prints, and remembers what; `meanwhile` happens while it does. */
class RememberingPrinter extends InvoicePrinter {
  readonly printed: InvoiceDocument[] = [];
  meanwhile: () => Promise<unknown> = async () => undefined;
  readonly #printer = new InMemoryInvoicePrinter();

  override async print(document: InvoiceDocument, signal?: AbortSignal): Promise<Uint8Array> {
    this.printed.push(document);
    await this.meanwhile();
    return this.#printer.print(document, signal);
  }
}

function printing() {
  const [store, tenant, printer, clock] = [new InMemoryStore(), aTenant(), new RememberingPrinter(), new FixedClock()];
  const work = inMemoryInvoicingWork(store, () => withoutLimit, new PredictableIds(), clock, invalidationsOver(new TieredCache()));
  const over = (joined: UnitOfWork<InvoicingScope>) =>
    new RenderInvoicePdf(joined, new InMemoryInvoiceRegister(store), new InMemoryCustomerRegister(store), acmeSells, printer, clock);
  const read = new ReadInvoicePdf(new InMemoryInvoicePdfRegister(store));
  const textOf = async (invoiceId: InvoiceId) => new TextDecoder().decode((await read.execute(tenant, { invoiceId })).bytes);
  return { tenant, printer, work, over, render: over(work), read, textOf };
}

describe('rendering an invoice’s PDF', () => {
  it('prints what the invoice, its customer and its seller say, and keeps it', async () => {
    const { tenant, printer, work, render, read } = printing();
    const { state: { id: customerId } } = await aStoredCustomer(work, tenant, { email: EmailAddress.from('ada@engines.example') });
    const lines = [aLine(1250n, 2n, { taxRate: percent(19), discount: percent(10) }), aLine(100n, 1n, { taxRate: percent(7) })];
    const invoice = await anIssuedInvoice(work, tenant, { customerId, lines, dueAt: new Date('2026-03-20T00:00:00.000Z') });
    const { state: { id: invoiceId, number } } = await save(work, tenant, invoice.pay(eur(85n), noon)) as typeof invoice;

    expect(await render.execute(tenant, { invoiceId })).to.deep.equal({ invoiceId });

    expect(printer.printed).to.deep.equal([{
      number, seller: 'Acme & Söhne', customer: { name: 'Ada’s Engines', email: 'ada@engines.example', reference: 'K-17' },
      issuedAt: noon, dueAt: new Date('2026-03-20T00:00:00.000Z'), voidedAt: null, currency: 'EUR',
      lines: [
        { description: 'A day of work', quantity: 2n, unitPrice: 1250n, discount: 1000, taxRate: 1900, net: 2250n },
        { description: 'A day of work', quantity: 1n, unitPrice: 100n, discount: 0, taxRate: 700, net: 100n },
      ],
      net: 2350n, taxes: [{ rate: 700, net: 100n, tax: 7n }, { rate: 1900, net: 2250n, tax: 428n }],
      total: 2785n, credited: 0n, paid: 85n, balance: 2700n, note: 'Thank you',
    }]);
    expect(structuredClone(printer.printed)).to.deep.equal(printer.printed);
    const { bytes, ...file } = await read.execute(tenant, { invoiceId });
    expect(file).to.deep.equal({ fileName: `${number}.pdf`, version: 1 });
    expect(bytes).to.deep.equal(await new InMemoryInvoicePrinter().print(printer.printed[0] as InvoiceDocument));
  });

  it('done again gives the same; of what has been paid since, another', async () => {
    const { tenant, work, render, read } = printing();
    const invoice = await anIssuedInvoice(work, tenant);
    const { id: invoiceId } = invoice.state;
    await render.execute(tenant, { invoiceId });
    const first = await read.execute(tenant, { invoiceId });
    await render.execute(tenant, { invoiceId });
    expect(await read.execute(tenant, { invoiceId })).to.deep.equal(first);

    await save(work, tenant, invoice.pay(eur(100n), noon));
    await render.execute(tenant, { invoiceId });
    expect((await read.execute(tenant, { invoiceId })).version).to.equal(2);
  });

  it('of a void invoice bears the mark, and what was made before is not handed out any more', async () => {
    const { tenant, printer, work, render, read } = printing();
    const invoice = await anIssuedInvoice(work, tenant);
    const { id: invoiceId } = invoice.state;
    await render.execute(tenant, { invoiceId });
    await save(work, tenant, invoice.void('Sent twice', noon));
    await expect(read.execute(tenant, { invoiceId })).to.be.rejectedWith(PdfNotRendered);

    await render.execute(tenant, { invoiceId });
    expect(printer.printed[1]?.voidedAt).to.deep.equal(noon);
    expect((await read.execute(tenant, { invoiceId })).version).to.equal(2);
  });

  it('hands out nothing that was overtaken while it was printed', async () => {
    const { tenant, printer, work, render, over, read, textOf } = printing();
    const invoice = await anIssuedInvoice(work, tenant);
    const { id: invoiceId } = invoice.state;
    printer.meanwhile = async () => {
      printer.meanwhile = async () => undefined;
      await save(work, tenant, invoice.void('Sent twice', noon));
      await over(work).execute(tenant, { invoiceId });
    };
    await render.execute(tenant, { invoiceId });
    expect(printer.printed.map(({ voidedAt }) => voidedAt)).to.deep.equal([null, noon]);
    expect(await textOf(invoiceId)).to.include(`"voidedAt":"${noon.toISOString()}"`);
    expect((await read.execute(tenant, { invoiceId })).version).to.equal(1);
  });

  it('refuses a draft, and what is not there', async () => {
    const { tenant, printer, work, render } = printing();
    const { state: { id: invoiceId } } = await aStoredDraft(work, tenant);
    await expect(render.execute(tenant, { invoiceId })).to.be.rejectedWith(InvoiceNotIssued);
    await expect(render.execute(aTenant(), { invoiceId })).to.be.rejectedWith(InvoiceNotFound);
    await expect(render.execute(tenant, { invoiceId: InvoiceId.from(v7()) })).to.be.rejectedWith(InvoiceNotFound);
    expect(printer.printed).to.deep.equal([]);
  });

  it('keeps nothing when it is told to give up', async () => {
    const { tenant, printer, work, render, read } = printing();
    const { state: { id: invoiceId } } = await anIssuedInvoice(work, tenant);
    const [reason, giving] = [new Error('nobody wants it any more'), new AbortController()];
    printer.meanwhile = async () => giving.abort(reason);
    await expect(render.execute(tenant, { invoiceId, signal: giving.signal })).to.be.rejectedWith(reason);
    await expect(read.execute(tenant, { invoiceId })).to.be.rejectedWith(PdfNotRendered);
  });

  it('prints before it begins to work: others need not wait for it', async () => {
    const { tenant, printer, work, over } = printing();
    const { state: { id: invoiceId } } = await anIssuedInvoice(work, tenant);
    let [isWorking, printedMeanwhile] = [false, true];
    printer.meanwhile = async () => (printedMeanwhile = isWorking);
    const watched = { run: async <T>(_: typeof tenant, step: (scope: InvoicingScope) => Promise<T>) => ((isWorking = true), work.run(tenant, step)), within: () => watched };
    await over(watched).execute(tenant, { invoiceId });
    expect([isWorking, printedMeanwhile]).to.deep.equal([true, false]);
  });
});

describe('reading an invoice’s PDF', () => {
  it('advises to ask for it first, where there is none', async () => {
    const { tenant, work, read } = printing();
    const { state: { id: invoiceId } } = await anIssuedInvoice(work, tenant);
    await expect(read.execute(tenant, { invoiceId })).to.be.rejectedWith(PdfNotRendered);
    expect(PdfNotRendered).to.include({ kind: 'not-found', code: 'invoicing.pdf-not-rendered' });
    expect(PdfNotRendered.advice).to.include('POST');
    await expect(read.execute(aTenant(), { invoiceId })).to.be.rejectedWith(InvoiceNotFound);
  });
});
