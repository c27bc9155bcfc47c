import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound, PdfNotRendered } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { eur, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, aStoredDraft, type OpenInvoicing, save } from './invoicing-homes.js';

const bytes = new TextEncoder().encode('%PDF-');
const rendered = (work: InvoicingWork, tenant: TenantContext, invoiceId: InvoiceId, shows: 'issued' | 'void', invoiceVersion = 2) =>
  work.run(tenant, ({ pdfs }) => pdfs.put(tenant, { invoiceId, invoiceVersion, shows, bytes, renderedAt: noon }));

/** What every reader of PDFs promises. */
export function describeInvoicePdfRegister(home: string, open: OpenInvoicing): void {
  describe(`reading an invoice’s PDF in ${home}`, () => {
    it('finds it with the number of its invoice, in its tenant alone', async () => {
      const [{ work, pdfs }, tenant] = [await open(), aTenant()];
      const { state: { id, number } } = await anIssuedInvoice(work, tenant);
      await rendered(work, tenant, id, 'issued');
      expect(await pdfs.find(tenant, id)).to.deep.equal({ number, bytes, version: 1 });
      await expect(pdfs.find(aTenant(), id)).to.be.rejectedWith(InvoiceNotFound);
      await expect(pdfs.find(tenant, InvoiceId.from(v7()))).to.be.rejectedWith(InvoiceNotFound);
    });

    it('finds none where none was made, as of a draft', async () => {
      const [{ work, pdfs }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await anIssuedInvoice(work, tenant);
      const { state: { id: draft } } = await aStoredDraft(work, tenant);
      await expect(pdfs.find(tenant, id)).to.be.rejectedWith(PdfNotRendered);
      await expect(pdfs.find(tenant, draft)).to.be.rejectedWith(PdfNotRendered);
    });

    it('hands out none without the mark once the invoice is void, and none with it before', async () => {
      const [{ work, pdfs }, tenant] = [await open(), aTenant()];
      const invoice = await anIssuedInvoice(work, tenant);
      const { id } = invoice.state;
      await rendered(work, tenant, id, 'void');
      await expect(pdfs.find(tenant, id)).to.be.rejectedWith(PdfNotRendered);
      await rendered(work, tenant, id, 'issued');

      await save(work, tenant, invoice.void('Sent twice', noon));
      await expect(pdfs.find(tenant, id)).to.be.rejectedWith(PdfNotRendered);
      await rendered(work, tenant, id, 'void', 3);
      expect((await pdfs.find(tenant, id)).version).to.equal(3);
    });

    it('goes on handing it out when the invoice is paid', async () => {
      const [{ work, pdfs }, tenant] = [await open(), aTenant()];
      const invoice = await anIssuedInvoice(work, tenant);
      await rendered(work, tenant, invoice.state.id, 'issued');
      await save(work, tenant, invoice.pay(eur(2500n), noon));
      expect((await pdfs.find(tenant, invoice.state.id)).bytes).to.deep.equal(bytes);
    });
  });
}
