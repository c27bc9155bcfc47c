import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicePdf } from '../../../application/invoicing/ports/invoice-pdfs.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound, PdfNotRendered } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, type OpenInvoicing } from './invoicing-homes.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(`%PDF-\0\\x${text}`);
const put = (work: InvoicingWork, tenant: TenantContext, invoiceId: InvoiceId, text: string, given: Partial<InvoicePdf> = {}) =>
  work.run(tenant, ({ pdfs }) => pdfs.put(tenant, { invoiceId, invoiceVersion: 2, shows: 'issued', bytes: bytesOf(text), renderedAt: noon, ...given }));

/** What every store of PDFs promises. */
export function describeInvoicePdfs(home: string, open: OpenInvoicing): void {
  describe(`keeping an invoice’s PDF in ${home}`, () => {
    const opened = async () => {
      const [{ work, pdfs }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await anIssuedInvoice(work, tenant);
      const { state: { id: another } } = await anIssuedInvoice(work, tenant);
      return { work, tenant, id, another, found: async () => pdfs.find(tenant, id), of: (invoiceId: InvoiceId) => pdfs.find(tenant, invoiceId) };
    };

    it('gives back what was put there, byte by byte, of each invoice its own', async () => {
      const { work, tenant, id, another, of } = await opened();
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await put(work, tenant, id, '', { bytes: every });
      await put(work, tenant, another, 'another');
      expect((await of(id)).bytes).to.deep.equal(every);
      expect((await of(another)).bytes).to.deep.equal(bytesOf('another'));
    });

    it('replaces it, and counts how many there have been; the same once more changes nothing', async () => {
      const { work, tenant, id, found } = await opened();
      await put(work, tenant, id, 'one');
      await put(work, tenant, id, 'one', { renderedAt: new Date(0) });
      expect(await found()).to.deep.include({ bytes: bytesOf('one'), version: 1 });
      await put(work, tenant, id, 'two');
      await put(work, tenant, id, 'three', { invoiceVersion: 3 });
      expect(await found()).to.deep.include({ bytes: bytesOf('three'), version: 3 });
    });

    it('keeps what shows a later version of the invoice, when somebody was slow', async () => {
      const { work, tenant, id, found } = await opened();
      await put(work, tenant, id, 'late', { invoiceVersion: 3 });
      await put(work, tenant, id, 'early', { invoiceVersion: 2 });
      expect(await found()).to.deep.include({ bytes: bytesOf('late'), version: 1 });
    });

    it('keeps nothing for an invoice that is not there, or another tenant’s', async () => {
      const { work, tenant, id, found } = await opened();
      const stranger = aTenant();
      await put(work, tenant, id, 'ours');
      await expect(put(work, tenant, InvoiceId.from(v7()), 'nobody’s')).to.be.rejectedWith(InvoiceNotFound);
      await expect(put(work, stranger, id, 'theirs', { invoiceVersion: 9 })).to.be.rejectedWith(InvoiceNotFound);
      expect(await found()).to.deep.include({ bytes: bytesOf('ours'), version: 1 });
    });

    it('keeps nothing of work that fails', async () => {
      const { work, tenant, id, found } = await opened();
      const failing = work.run(tenant, async ({ pdfs }) => {
        await pdfs.put(tenant, { invoiceId: id, invoiceVersion: 2, shows: 'issued', bytes: bytesOf('lost'), renderedAt: noon });
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(found()).to.be.rejectedWith(PdfNotRendered);
    });
  });
}
