import { expect } from 'chai';
import { homes } from '../../support/invoicing/homes.js';
import { problem } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { anOwner } from '../../support/signed-in.js';

const pdf = { accept: 'application/pdf' };

describeEverywhere('downloading an invoice’s PDF', (application) => {
  it('gives a file of the invoice’s number, to its own tenant alone', async () => {
    const [owner, stranger] = [await anOwner(application()), await anOwner(application())];
    const id = await homes['readInvoicePdf invoiceId']?.({ ...owner, container: application().container }, {}) ?? '';
    const { number } = (await owner.client.get(`/v1/invoices/${id}`)).json<{ readonly number: string }>();

    const { status, text, headers } = await owner.client.get(`/v1/invoices/${id}/pdf`, pdf);
    expect([status, text.slice(0, 5)]).to.deep.equal([200, '%PDF-']);
    expect(headers).to.include({ 'content-type': 'application/pdf', 'content-disposition': `attachment; filename=${number}.pdf`, etag: '"1"' });
    expect((await owner.client.get(`/v1/invoices/${id}/pdf`, { ...pdf, 'if-none-match': '"1"' })).status).to.equal(304);
    expect(problem(await stranger.client.get(`/v1/invoices/${id}/pdf`, pdf))).to.deep.equal({ status: 404, code: 'invoicing.invoice-not-found' });
  });

  it('refuses what was not made, and what does not say that the invoice is void', async () => {
    const owner = await anOwner(application());
    const refused = { status: 404, code: 'invoicing.pdf-not-rendered' };
    const draft = await homes['invoiceId']?.({ ...owner, container: application().container }, {}) ?? '';
    expect(problem(await owner.client.get(`/v1/invoices/${draft}/pdf`, pdf))).to.deep.equal(refused);

    const id = await homes['readInvoicePdf invoiceId']?.({ ...owner, container: application().container }, {}) ?? '';
    await owner.client.post(`/v1/invoices/${id}/void`, { reason: 'Sent twice' }, { 'if-match': '"2"' });
    expect(problem(await owner.client.get(`/v1/invoices/${id}/pdf`, pdf))).to.deep.equal(refused);
  });
});
