import { expect } from 'chai';
import { MarkOverdueInvoices } from '../../../application/invoicing/mark-overdue-invoices.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import { problem } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { anOwner, type Somebody } from '../../support/signed-in.js';
import { thePlatformIn } from '../../support/tenants.js';

const DAY = 24 * 60 * 60 * 1000;
const lines = [{ description: 'A day of work', quantity: '2', unitPrice: { amountMinor: '1250', currency: 'EUR' } }];

type Shown = Readonly<Record<string, unknown>> & { readonly id: string };

/** An invoice over 25.00 EUR that is issued, and due in 30 days. */
async function anIssuedInvoice({ client }: Somebody): Promise<Shown> {
  const { id: customerId } = (await client.post('/v1/customers', { name: 'Ada’s Engines' })).json<Shown>();
  const { id } = (await client.post('/v1/invoices', { customerId, currency: 'EUR', lines })).json<Shown>();
  return (await client.post(`/v1/invoices/${id}/issue`, undefined, { 'if-match': '"1"' })).json<Shown>();
}

describeEverywhere('asking for what is owed over all customers', (application) => {
  const summary = ({ client }: Somebody) => client.get('/v1/ageing-summary');
  const computed = async ({ client }: Somebody) => {
    const asked = await client.post('/v1/ageing-summary');
    await application().drain();
    return asked;
  };

  it('says how to get there while there is none', async () => {
    const refused = await summary(await anOwner(application()));
    expect(problem(refused)).to.deep.equal({ status: 404, code: 'invoicing.ageing-not-computed' });
  });

  it('computes it in the background, as an operation that says where it is found', async () => {
    const owner = await anOwner(application());
    const { customerId } = await anIssuedInvoice(owner);
    const asked = await computed(owner);
    expect([asked.status, asked.json()['status']], asked.text).to.deep.equal([202, 'pending']);
    const operation = (await owner.client.get(asked.headers['location'] ?? '')).json();
    expect(operation).to.deep.include({ status: 'succeeded', progress: 1, result: { location: '/v1/ageing-summary' } });

    const shown = await summary(owner);
    expect(shown.status, shown.text).to.equal(200);
    const { asOf, computedAt, version, ...rest } = shown.json<Readonly<Record<string, unknown>>>();
    expect(shown.headers['etag']).to.equal(`"${String(version)}"`);
    expect([asOf, computedAt].every((moment) => typeof moment === 'string')).to.equal(true);
    expect(rest).to.deep.equal({
      isOutdated: false,
      customers: 1,
      invoices: 1,
      currencies: [
        {
          currency: 'EUR', notDueMinor: '2500', days1To30Minor: '0', days31To60Minor: '0', days61To90Minor: '0', over90DaysMinor: '0',
          outstandingMinor: '2500', topDebtors: [{ customerId, outstandingMinor: '2500' }],
        },
      ],
    });
  });

  it('says that it is outdated once something is paid, in another version, until it is computed again', async () => {
    const owner = await anOwner(application());
    const { id } = await anIssuedInvoice(owner);
    await computed(owner);
    const { etag: before } = (await summary(owner)).headers;
    await owner.client.post(`/v1/invoices/${id}/payments`, { amount: { amountMinor: '100', currency: 'EUR' }, receivedAt: '2026-11-23T06:38:22.054Z' });
    await application().drain();
    const outdated = await summary(owner);
    expect(outdated.json()).to.include({ isOutdated: true });
    expect(outdated.headers['etag']).to.not.equal(before);
    application().clock.passes(1);
    await computed(owner);
    expect((await summary(owner)).json()).to.include({ isOutdated: false });
  });

  it('shows it to no other tenant', async () => {
    const [owner, stranger] = [await anOwner(application()), await anOwner(application())];
    await anIssuedInvoice(owner);
    await computed(owner);
    expect((await summary(stranger)).status).to.equal(404);
    await computed(stranger);
    expect((await summary(stranger)).json()).to.deep.include({ customers: 0, currencies: [] });
  });
});

describeEverywhere('an invoice that gets late', (application) => {
  it('shows since when that is known, in a version of its own, until it is paid', async () => {
    const owner = await anOwner(application());
    const { id, overdueSince: atFirst } = await anIssuedInvoice(owner);
    expect(atFirst).to.equal(null);
    const platform = thePlatformIn(TenantId.from(owner.tenantId));
    const asOf = new Date(application().clock.now().getTime() + 31 * DAY);
    expect(await application().container.get(MarkOverdueInvoices).execute(platform, { asOf })).to.equal(1);
    const late = await owner.client.get(`/v1/invoices/${id}`);
    expect(late.json()).to.include({ overdueSince: asOf.toISOString(), status: 'issued', version: 3 });
    expect(late.headers['etag']).to.equal('"3"');
    await owner.client.post(`/v1/invoices/${id}/payments`, { amount: { amountMinor: '2500', currency: 'EUR' }, receivedAt: '2026-11-23T06:38:22.054Z' });
    expect((await owner.client.get(`/v1/invoices/${id}`)).json()).to.include({ overdueSince: null, status: 'paid' });
  });
});
