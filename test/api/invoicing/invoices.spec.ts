import { expect } from 'chai';
import { v7 } from 'uuid';
import { type Answered, problem } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { anOwner, signedInAgain, type Somebody } from '../../support/signed-in.js';

type Listed = {
  readonly data: readonly { readonly id: string; readonly [member: string]: unknown }[];
  readonly nextCursor: string | null;
};
type Shown = {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly [member: string]: unknown;
};

const line = (amountMinor: string, quantity = '1', currency = 'EUR') => ({
  description: 'A day of work',
  quantity,
  unitPrice: { amountMinor, currency },
});
const DAY = 24 * 60 * 60 * 1000;

/** Every page of a list, by `nextCursor`; each must agree with `Link`. */
async function pagesOf({ client }: Somebody, path: string): Promise<Listed[]> {
  const pages: Listed[] = [];
  for (let at: string | null = path; at !== null; ) {
    const answer: Answered = await client.get(at);
    expect(answer.status, answer.text).to.equal(200);
    const page = answer.json<Listed>();
    pages.push(page);
    const link = answer.headers['link'];
    if (page.nextCursor === null) expect(link).to.equal(undefined);
    else expect(link).to.include(encodeURIComponent(page.nextCursor)).and.include('rel="next"');
    at = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? null;
  }
  return pages;
}

const idsIn = (pages: readonly Listed[]) => pages.flatMap(({ data }) => data.map(({ id }) => id));

describeEverywhere('keeping customers', (application) => {
  it('adds one and shows it', async () => {
    const { client } = await anOwner(application());
    const added = await client.post('/v1/customers', { name: 'Ada\u0301’s Engines', reference: 'K-17' });
    const { id } = added.json<Shown>();

    expect(added.status, added.text).to.equal(201);
    expect(added.headers).to.include({ location: `/v1/customers/${id}`, etag: '"1"' });
    expect(added.json()).to.include({ name: 'Adá’s Engines', reference: 'K-17', version: 1 });

    const shown = await client.get(`/v1/customers/${id}`);
    expect(shown.text).to.equal(added.text);
    expect((await client.get(`/v1/customers/${id.toUpperCase()}`)).text).to.equal(added.text);
    expect((await client.get(`/v1/customers/${id}`, { 'if-none-match': '"7", W/"1"' })).status).to.equal(304);
    expect((await client.get(`/v1/customers/${id}`, { 'if-none-match': '"2"' })).status).to.equal(200);
    expect(problem(await client.get(`/v1/customers/${v7()}`))).to.deep.equal({
      status: 404,
      code: 'invoicing.customer-not-found',
    });
  });

  it('lists them in each order, page by page', async () => {
    const owner = await anOwner(application());
    for (const name of ['Bell', 'Ada', 'ada', 'Émile', 'Ada', 'Zuse', 'Curie'])
      await owner.client.post('/v1/customers', { name });
    for (const sort of ['createdAt', 'name']) {
      const ahead = await pagesOf(owner, `/v1/customers?limit=2&sort=${sort}`);
      const back = await pagesOf(owner, `/v1/customers?limit=3&sort=-${sort}`);
      const whole = await pagesOf(owner, `/v1/customers?limit=100&sort=${sort}`);
      expect(ahead.map(({ data }) => data.length)).to.deep.equal([2, 2, 2, 1]);
      expect(new Set(idsIn(ahead)).size).to.equal(7);
      expect(idsIn(ahead)).to.deep.equal(idsIn(whole));
      expect(idsIn(back)).to.deep.equal(idsIn(ahead).toReversed());
    }
  });

  it('goes on behind the longest names', async () => {
    const owner = await anOwner(application());
    const longest = '😀'.repeat(200);
    for (const name of ['"'.repeat(200), longest, longest]) await owner.client.post('/v1/customers', { name });
    expect(await pagesOf(owner, '/v1/customers?limit=1&sort=name')).to.have.length(3);
    expect(await pagesOf(owner, `/v1/customers?limit=1&sort=name&namePrefix=${encodeURIComponent(longest)}`)).to.have.length(2);
  });

  it('changes one by a merge patch, archives and restores them, each in the version that was seen', async () => {
    const { client } = await anOwner(application());
    const { id } = (await client.post('/v1/customers', { name: 'Ada’s Engines', reference: 'K-17', email: 'Books@Ada.example' })).json<Shown>();
    const path = `/v1/customers/${id}`;
    const changed = await client.patch(path, { name: 'Ada Ltd', reference: null }, 1);
    expect(changed.json()).to.include({ name: 'Ada Ltd', reference: null, email: 'books@ada.example', archivedAt: null, version: 2 });
    expect(problem(await client.patch(path, { name: 'Late' }, 1))).to.deep.equal({ status: 412, code: 'shared.outdated-version' });
    expect((await client.patch(path, { name: 'Ada Ltd' }, 2)).headers['etag']).to.equal('"2"');

    const archived = await client.post(`${path}/archive`, undefined, { 'if-match': '"2"' });
    expect(archived.json()['archivedAt']).to.be.a('string');
    const draft = () => client.post('/v1/invoices', { customerId: id, currency: 'EUR' });
    expect(problem(await draft())).to.deep.equal({ status: 422, code: 'invoicing.customer-archived' });
    const listed = async (query: string) => (await client.get(`/v1/customers${query}`)).json<Listed>().data.map((one) => one.id);
    expect([await listed(''), await listed('?archived=false'), await listed('?archived=true')]).to.deep.equal([[], [], [id]]);

    const restored = await client.post(`${path}/restore`, undefined, { 'if-match': '"3"' });
    expect(restored.json()).to.include({ archivedAt: null, version: 4 });
    expect((await draft()).status).to.equal(201);
    expect((await client.get(path)).text).to.equal(restored.text);
  });

  it('finds them by how their names begin, whatever the case', async () => {
    const { client } = await anOwner(application());
    for (const name of ['Ärzte GmbH', 'ÄRA', 'ar', 'Bär']) await client.post('/v1/customers', { name });
    const found = async (prefix: string) => (await client.get(`/v1/customers?namePrefix=${encodeURIComponent(prefix)}&sort=name`)).json<Listed>().data.map(({ name }) => name);
    expect([await found('är'), await found('A'), await found('%')]).to.deep.equal([['ÄRA', 'Ärzte GmbH'], ['ar'], []]);
  });

  it('adds no more than the plan includes, and one more for each who is archived', async () => {
    const { client } = await anOwner(application(), 'free');
    const add = () => client.post('/v1/customers', { name: 'Ada’s Engines' });
    const { id } = (await add()).json<Shown>();
    for (let count = 1; count < 50; count += 1) expect((await add()).status).to.equal(201);
    expect(problem(await add())).to.deep.equal({ status: 422, code: 'shared.plan-limit-reached' });
    await client.post(`/v1/customers/${id}/archive`, undefined, { 'if-match': '"1"' });
    expect((await add()).status).to.equal(201);
    expect(problem(await client.post(`/v1/customers/${id}/restore`, undefined, { 'if-match': '"2"' }))).to.deep.equal({ status: 422, code: 'shared.plan-limit-reached' });
  });

  it('goes on where a page ended, whatever is added meanwhile', async () => {
    const owner = await anOwner(application());
    for (const name of ['One', 'Two', 'Three']) await owner.client.post('/v1/customers', { name });
    const first = (await owner.client.get('/v1/customers?limit=2')).json<Listed>();
    await owner.client.post('/v1/customers', { name: 'Four' });
    const second = (await owner.client.get(`/v1/customers?limit=2&cursor=${first.nextCursor ?? ''}`)).json<Listed>();
    expect([...first.data, ...second.data].map(({ name }) => name)).to.deep.equal(['Three', 'Two', 'One']);
  });
});

describeEverywhere('invoicing', (application) => {
  let owner: Somebody;
  let customerId: string;

  before(async () => {
    owner = await anOwner(application());
    customerId = await aCustomer(owner);
  });

  it('drafts an invoice and adds it up exactly', async () => {
    const lines = [line('99999999999999', '9'), line('1', '7')];
    const drafted = await owner.client.post('/v1/invoices', {
      customerId,
      currency: 'EUR',
      lines,
      note: 'Thank you',
      dueAt: '2027-01-31T00:00:00.000Z',
    });

    expect(drafted.status, drafted.text).to.equal(201);
    const { id } = drafted.json<Shown>();
    expect(drafted.headers).to.include({ location: `/v1/invoices/${id}`, etag: '"1"' });
    expect(drafted.json()).to.deep.include({
      status: 'draft',
      number: null,
      issuedAt: null,
      total: { amountMinor: '899999999999998', currency: 'EUR' },
    });
    const shown = drafted.json<{ lines: readonly Record<string, unknown>[] }>().lines;
    expect(shown.map(({ id: _, ...rest }) => rest)).to.deep.equal(
      lines.map((one, at) => {
        const net = { amountMinor: at === 0 ? '899999999999991' : '7', currency: 'EUR' };
        return { ...one, taxRate: '0.00', discount: '0.00', net, tax: { amountMinor: '0', currency: 'EUR' }, credited: '0' };
      }),
    );
    expect((await owner.client.get(`/v1/invoices/${id}`)).text).to.equal(drafted.text);
  });

  it('refuses what the business does not allow', async () => {
    const draft = (over: object) =>
      owner.client.post('/v1/invoices', { customerId, currency: 'EUR', lines: [line('1')], ...over });
    expect(problem(await draft({ customerId: v7() }))).to.deep.equal({ status: 422, code: 'invoicing.customer-unknown' });
    expect(problem(await draft({ lines: [line('1', '1', 'USD')] }))).to.deep.equal({
      status: 422,
      code: 'shared.currency-mismatch',
    });
    expect(problem(await draft({ lines: [line('1', '0')] }))).to.deep.equal({ status: 422, code: 'invoicing.quantity-is-zero' });
    expect(problem(await draft({ lines: [line('-1')] }))).to.deep.equal({ status: 422, code: 'invoicing.price-is-negative' });
    expect(problem(await draft({ lines: [line('99999999999999999', '2')] }))).to.deep.equal({
      status: 422,
      code: 'shared.amount-too-large',
    });
  });

  it('shows what lines come to: discount and tax are rounded in each, and summed up by rate', async () => {
    const { id } = await aDraft(owner, {
      lines: [
        { ...line('999', '3'), taxRate: '19', discount: '5.5' },
        { ...line('25'), taxRate: '7.00' },
        { ...line('25'), taxRate: '7.00' },
      ],
    });
    const eur = (amountMinor: string) => ({ amountMinor, currency: 'EUR' });
    const shown = (await owner.client.get(`/v1/invoices/${id}`)).json<{ lines: { taxRate: string; discount: string; net: object; tax: object }[] }>();
    expect(shown.lines.map(({ taxRate, discount, net, tax }) => ({ taxRate, discount, net, tax }))).to.deep.equal([
      { taxRate: '19.00', discount: '5.50', net: eur('2832'), tax: eur('538') }, // 2997 less 164.835; 538.08
      { taxRate: '7.00', discount: '0.00', net: eur('25'), tax: eur('2') }, // 1.75
      { taxRate: '7.00', discount: '0.00', net: eur('25'), tax: eur('2') },
    ]);
    expect(shown).to.deep.include({
      net: eur('2882'),
      tax: eur('542'),
      total: eur('3424'),
      taxes: [
        { rate: '7.00', net: eur('50'), tax: eur('4') },
        { rate: '19.00', net: eur('2832'), tax: eur('538') },
      ],
    });
    for (const taxRate of ['100.01', '-1', '19.001', '1e2', '019', '', ' 19'])
      expect(problem(await owner.client.post('/v1/invoices', { customerId, currency: 'EUR', lines: [{ ...line('1'), taxRate }] })).status, taxRate).to.equal(400);
  });

  it('changes a draft line by line', async () => {
    const { id } = await aDraft(owner);
    const path = `/v1/invoices/${id}/lines`;
    const added = await owner.client.post(path, line('100'), { 'if-match': '"1"' });
    expect(added.status, added.text).to.equal(200);
    const [first, second] = added.json<{ lines: { id: string }[] }>().lines;
    const changed = await owner.client.patch(`${path}/${second?.id}`, { quantity: '3', taxRate: '10.00' }, 2);
    expect(changed.json()).to.deep.include({ total: { amountMinor: '2830', currency: 'EUR' }, version: 3 });
    const removed = await owner.client.send({ method: 'DELETE', path: `${path}/${first?.id}`, headers: { 'if-match': '"3"' } });
    expect(removed.status, removed.text).to.equal(200);
    expect(removed.json<{ lines: { id: string }[] }>().lines.map((one) => one.id)).to.deep.equal([second?.id]);
    expect((await owner.client.get(`/v1/invoices/${id}`)).text).to.equal(removed.text);

    const gone = await owner.client.send({ method: 'DELETE', path: `${path}/${first?.id}`, headers: { 'if-match': '"4"' } });
    expect(problem(gone)).to.deep.equal({ status: 404, code: 'invoicing.line-not-found' });
    expect(problem(await owner.client.post(path, line('100'), { 'if-match': '"3"' }))).to.deep.equal({ status: 412, code: 'shared.outdated-version' });
  });

  it('changes a draft by a merge patch: absent leaves, null removes', async () => {
    const { id } = await aDraft(owner, { note: 'Thank you', dueAt: '2027-01-31T00:00:00.000Z' });

    const changed = await owner.client.patch(`/v1/invoices/${id}`, { note: null }, 1);
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.headers['etag']).to.equal('"2"');
    expect(changed.json()).to.deep.include({ note: null, dueAt: '2027-01-31T00:00:00.000Z', version: 2 });

    expect((await owner.client.patch(`/v1/invoices/${id}`, { note: null }, 2)).headers['etag']).to.equal('"2"');
    const again = await owner.client.patch(`/v1/invoices/${id}`, { lines: [], dueAt: null }, 2);
    expect(again.json()).to.deep.include({ lines: [], dueAt: null, total: { amountMinor: '0', currency: 'EUR' }, version: 3 });
    expect((await owner.client.get(`/v1/invoices/${id}`)).text).to.equal(again.text);
  });

  it('changes only the version that was seen', async () => {
    const { id } = await aDraft(owner);
    const path = `/v1/invoices/${id}`;
    const patch = (headers: Record<string, string>) =>
      owner.client.send({
        method: 'PATCH',
        path,
        body: { note: 'x' },
        headers: { 'content-type': 'application/merge-patch+json', ...headers },
      });

    expect(problem(await patch({}))).to.deep.equal({ status: 428, code: 'http.precondition-required' });
    expect(problem(await patch({ 'if-match': '"7"' }))).to.deep.equal({ status: 412, code: 'shared.outdated-version' });
    for (const tag of ['W/"1"', '*', '"1", "2"', '1', '"01"'])
      expect((await patch({ 'if-match': tag })).status, tag).to.equal(412);
    const answers = await Promise.all([1, 2, 3, 4].map(() => patch({ 'if-match': '"1"' })));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 412, 412, 412]);
    expect((await owner.client.get(path)).json()['version']).to.equal(2);
  });

  it('issues a draft for good', async () => {
    const { id } = await aDraft(owner);
    const issued = await owner.client.post(`/v1/invoices/${id}/issue`, undefined, { 'if-match': '"1"' });

    expect(issued.status, issued.text).to.equal(200);
    expect(issued.json()).to.include({ status: 'issued', version: 2 });
    expect(issued.json()['number']).to.match(/^INV-\d{4}-\d{5}$/);
    expect(problem(await owner.client.post(`/v1/invoices/${id}/issue`, undefined, { 'if-match': '"2"' }))).to.deep.equal({
      status: 409,
      code: 'invoicing.invoice-already-issued',
    });
    expect(problem(await owner.client.patch(`/v1/invoices/${id}`, { note: 'late' }, 2))).to.deep.equal({
      status: 409,
      code: 'invoicing.invoice-already-issued',
    });
    expect((await owner.client.get(`/v1/invoices/${id}`)).text).to.equal(issued.text);
  });

  it('numbers without gaps, also when some are refused and all come at once', async () => {
    const other = await anOwner(application());
    const customer = await aCustomer(other);
    const drafts = await Promise.all(
      Array.from({ length: 12 }, (_, at) => aDraft(other, { customerId: customer, ...(at % 3 === 0 ? { lines: [] } : {}) })),
    );

    const answers = await Promise.all(drafts.map(({ id }) => issue(other, id)));
    expect(answers.filter(({ status }) => status === 422)).to.have.length(4);
    const issued = answers.filter(({ status }) => status === 200).map((answer) => answer.json<Shown>().number);
    const year = application().clock.now().getUTCFullYear();
    expect(issued.toSorted()).to.deep.equal(Array.from({ length: 8 }, (_, at) => `INV-${year}-0000${at + 1}`));
  });

  it('begins anew with every year, and with every tenant', async () => {
    const other = await anOwner(application());
    const customer = await aCustomer(other);
    const issuedNow = async () => {
      const { id } = await aDraft(other, { customerId: customer });
      return issue(other, id).then((answer) => answer.json<Shown>().number);
    };
    const { clock } = application();
    const thisYear = clock.now().getUTCFullYear();
    expect(await issuedNow()).to.equal(`INV-${thisYear}-00001`);
    expect(await issuedNow()).to.equal(`INV-${thisYear}-00002`);
    const nextYear = Date.UTC(thisYear + 1, 5, 1) - Date.now();
    await clock.within(nextYear, async () => {
      const again = await signedInAgain(other);
      const { id } = await aDraft(again, { customerId: customer });
      expect((await issue(again, id)).json()['number']).to.equal(`INV-${thisYear + 1}-00001`);
    });
    expect(await issuedNow()).to.equal(`INV-${thisYear}-00003`);
  });

  it('is due when it says, or in 30 days, and not before the day of issue', async () => {
    const now = application().clock.now();
    const late = await aDraft(owner, { dueAt: new Date(now.getTime() - 2 * DAY).toISOString() });
    expect(problem(await issue(owner, late.id))).to.deep.equal({ status: 422, code: 'invoicing.due-before-issue' });
    const issued = (await issue(owner, (await aDraft(owner)).id)).json<{ issuedAt: string; dueAt: string }>();
    expect(Date.parse(issued.dueAt) - Date.parse(issued.issuedAt)).to.equal(30 * DAY);
  });

  it('is paid in parts and never overpaid; a payment can be reversed once', async () => {
    const { id } = await anIssued(owner);
    const pay = (amountMinor: string, currency = 'EUR') => owner.client.post(`/v1/invoices/${id}/payments`, { amount: { amountMinor, currency }, receivedAt: '2026-11-23T06:38:22.054Z', method: 'card' });
    const shown = async () => (await owner.client.get(`/v1/invoices/${id}`)).json();

    const first = await pay('1000');
    const { id: paymentId } = first.json<Shown>();
    expect(first.status, first.text).to.equal(201);
    expect(first.headers).to.include({ location: `/v1/payments/${paymentId}`, etag: '"1"' });
    expect((await owner.client.get(`/v1/payments/${paymentId}`)).text).to.equal(first.text);
    expect(await shown()).to.deep.include({ status: 'issued', paid: { amountMinor: '1000', currency: 'EUR' }, balance: { amountMinor: '1500', currency: 'EUR' } });
    expect(problem(await pay('1501'))).to.deep.equal({ status: 422, code: 'invoicing.payment-exceeds-balance' });
    expect(problem(await pay('1', 'USD'))).to.deep.equal({ status: 422, code: 'shared.currency-mismatch' });
    expect(problem(await pay('0'))).to.deep.equal({ status: 422, code: 'invoicing.amount-not-positive' });

    const answers = await Promise.all([pay('1500'), pay('1500'), pay('1500')]);
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 422, 422]);
    expect(await shown()).to.deep.include({ status: 'paid', balance: { amountMinor: '0', currency: 'EUR' } });
    expect((await shown())['paidAt']).to.be.a('string');

    const reverse = (version: number) => owner.client.post(`/v1/payments/${paymentId}/reversal`, { reason: 'Returned' }, { 'if-match': `"${version}"` });
    const reversed = await reverse(1);
    expect(reversed.status, reversed.text).to.equal(200);
    expect(reversed.json()).to.include({ reversalReason: 'Returned', version: 2 });
    expect(problem(await reverse(1))).to.deep.equal({ status: 412, code: 'shared.outdated-version' });
    expect(problem(await reverse(2))).to.deep.equal({ status: 409, code: 'invoicing.payment-already-reversed' });
    expect(await shown()).to.deep.include({ status: 'issued', paidAt: null, balance: { amountMinor: '1000', currency: 'EUR' } });
    expect(idsIn(await pagesOf(owner, `/v1/payments?invoiceId=${id}&limit=1`))).to.have.length(2);
  });

  it('is credited by lines or as a whole, under numbers of their own', async () => {
    const other = await anOwner(application());
    const { id, lines: [one] } = (await anIssued(other, { customerId: await aCustomer(other) })) as unknown as { id: string; lines: { id: string }[] };
    const credit = (body: object) => other.client.post(`/v1/invoices/${id}/credit-notes`, body);
    const year = application().clock.now().getUTCFullYear();

    const first = await credit({ lines: [{ lineId: one?.id, quantity: '1' }], reason: 'Not worked' });
    expect(first.status, first.text).to.equal(201);
    expect(first.json()).to.deep.include({ number: `CN-${year}-00001`, total: { amountMinor: '1250', currency: 'EUR' }, reason: 'Not worked' });
    expect((await other.client.get(first.headers['location'] ?? '')).text).to.equal(first.text);
    expect(problem(await credit({ lines: [{ lineId: one?.id, quantity: '2' }] }))).to.deep.equal({ status: 422, code: 'invoicing.credit-exceeds-line' });
    expect(problem(await credit({ lines: [{ lineId: v7(), quantity: '1' }] }))).to.deep.equal({ status: 404, code: 'invoicing.line-not-found' });

    expect((await credit({})).json()).to.deep.include({ number: `CN-${year}-00002`, total: { amountMinor: '1250', currency: 'EUR' } });
    expect(problem(await credit({}))).to.deep.equal({ status: 422, code: 'invoicing.nothing-to-credit' });
    expect((await other.client.get(`/v1/invoices/${id}`)).json()).to.deep.include({ status: 'paid', balance: { amountMinor: '0', currency: 'EUR' } });
    expect(idsIn(await pagesOf(other, `/v1/credit-notes?invoiceId=${id}&limit=1`))).to.have.length(2);
  });

  it('is made void when nothing of it is settled, and keeps its number', async () => {
    const { id, number } = await anIssued(owner);
    const makeVoid = (version: number) => owner.client.post(`/v1/invoices/${id}/void`, { reason: 'Sent twice' }, { 'if-match': `"${version}"` });
    const payment = { amount: { amountMinor: '1', currency: 'EUR' }, receivedAt: '2026-11-23T06:38:22.054Z' };
    const { id: paymentId } = (await owner.client.post(`/v1/invoices/${id}/payments`, payment)).json<Shown>();
    expect(problem(await makeVoid(3))).to.deep.equal({ status: 409, code: 'invoicing.invoice-is-settled' });
    await owner.client.post(`/v1/payments/${paymentId}/reversal`, { reason: 'A mistake' }, { 'if-match': '"1"' });

    const voided = await makeVoid(4);
    expect(voided.status, voided.text).to.equal(200);
    expect(voided.json()).to.include({ status: 'void', number, voidReason: 'Sent twice' });
    expect(problem(await makeVoid(5))).to.deep.equal({ status: 409, code: 'invoicing.invoice-is-void' });
    expect(problem(await owner.client.post(`/v1/invoices/${id}/payments`, payment))).to.deep.equal({ status: 409, code: 'invoicing.invoice-is-void' });
    expect(problem(await owner.client.post(`/v1/invoices/${(await aDraft(owner)).id}/payments`, payment))).to.deep.equal({ status: 409, code: 'invoicing.invoice-not-issued' });
  });

  it('is duplicated as a draft of its own', async () => {
    const { id } = await anIssued(owner);
    const copy = await owner.client.post(`/v1/invoices/${id}/duplicate`);
    expect(copy.status, copy.text).to.equal(201);
    expect(copy.headers['location']).to.equal(`/v1/invoices/${copy.json<Shown>().id}`);
    expect(copy.json()).to.deep.include({ status: 'draft', number: null, dueAt: null, total: { amountMinor: '2500', currency: 'EUR' }, version: 1 });
    expect((await owner.client.get(copy.headers['location'] ?? '')).text).to.equal(copy.text);
  });

  it('gets late, is listed as overdue, and aged by the days since it was due', async () => {
    const other = await anOwner(application());
    const customer = await aCustomer(other);
    const { id } = await anIssued(other, { customerId: customer });
    await aDraft(other, { customerId: customer });
    const shown = await other.client.get(`/v1/invoices/${id}`);
    const late = async (who: Somebody, path: string) => (await pagesOf(who, path)).flatMap(({ data }) => data);
    expect(await late(other, '/v1/invoices?overdue=true')).to.deep.equal([]);
    expect(await late(other, '/v1/ageing')).to.deep.equal([
      { customerId: customer, currency: 'EUR', notDueMinor: '2500', days1To30Minor: '0', days31To60Minor: '0', days61To90Minor: '0', over90DaysMinor: '0', outstandingMinor: '2500' },
    ]);
    await application().clock.within(75 * DAY, async () => {
      const again = await signedInAgain(other);
      expect((await late(again, '/v1/invoices?overdue=true&sort=dueAt')).map((one) => one.id)).to.deep.equal([id]);
      expect((await late(again, '/v1/invoices?overdue=false')).map((one) => one.id)).to.not.include(id);
      const unchanged = { 'if-none-match': shown.headers['etag'] ?? '' };
      expect((await again.client.get(`/v1/invoices/${id}`, unchanged)).status).to.equal(304);
      const [owed] = await late(again, `/v1/ageing?customerId=${customer}`);
      expect(owed).to.include({ notDueMinor: '0', days31To60Minor: '2500', outstandingMinor: '2500' });
      expect(await late(again, `/v1/ageing?customerId=${v7()}`)).to.deep.equal([]);
    });
  });

  it('lists by filters and in each order, page by page', async () => {
    const other = await anOwner(application());
    const [one, two] = [await aCustomer(other), await aCustomer(other)];
    const drafts: Shown[] = [];
    for (let at = 0; at < 9; at += 1) {
      drafts.push(await aDraft(other, { customerId: at % 3 === 0 ? two : one, lines: [line(String(1 + ((at * 7) % 5)))] }));
    }
    for (const { id } of drafts.slice(0, 4)) await issue(other, id);
    const ids = drafts.map(({ id }) => id);
    const list = async (query: string) => idsIn(await pagesOf(other, `/v1/invoices?limit=2${query}`));

    expect(await list('')).to.deep.equal(ids.toReversed());
    expect(await list('&sort=createdAt')).to.deep.equal(ids);
    expect(await list('&status=issued&sort=createdAt')).to.deep.equal(ids.slice(0, 4));
    expect(await list(`&customerId=${two}&sort=createdAt`)).to.deep.equal([ids[0], ids[3], ids[6]]);
    expect(await list(`&status=draft&customerId=${two}`)).to.deep.equal([ids[6]]);
    expect(await list('&sort=-dueAt')).to.deep.equal((await list('&sort=dueAt')).toReversed());
    expect((await list('&sort=dueAt')).slice(0, 4)).to.have.members(ids.slice(0, 4));
    expect(await list('&sort=-total')).to.deep.equal((await list('&sort=total')).toReversed());
    const totals = (await pagesOf(other, '/v1/invoices?limit=4&sort=total')).flatMap(({ data }) =>
      data.map(({ total }) => Number((total as { amountMinor: string }).amountMinor)),
    );
    expect(totals).to.deep.equal(totals.toSorted((a, b) => a - b));

    const fifth = drafts[4]?.['createdAt'] as string;
    const after = await list(`&createdAfter=${fifth}&sort=createdAt`);
    const before = await list(`&createdBefore=${fifth}&sort=createdAt`);
    expect([...after, ...before]).to.not.include(ids[4]);
    expect(after).to.deep.equal(ids.slice(ids.length - after.length));
    expect(before).to.deep.equal(ids.slice(0, before.length));
  });

  it('opens a cursor for the query that it was given to, and for no other', async () => {
    for (let at = 0; at < 3; at += 1) await aDraft(owner);
    const { nextCursor } = (await owner.client.get('/v1/invoices?limit=1&status=draft')).json<Listed>();
    const cursor = nextCursor ?? '';
    expect((await owner.client.get(`/v1/invoices?limit=2&cursor=${cursor}&status=draft`)).status).to.equal(200);
    for (const query of [
      `?cursor=${cursor}`,
      `?cursor=${cursor}&status=issued`,
      `?cursor=${cursor}A&status=draft`,
      '?cursor=',
      '?cursor=%00',
    ]) {
      const refused = await owner.client.get(`/v1/invoices${query}`);
      expect(refused.status, query).to.equal(400);
      expect(refused.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).to.equal('/cursor');
    }
    expect((await owner.client.get(`/v1/customers?cursor=${cursor}`)).status).to.equal(400);
  });

  async function aCustomer({ client }: Somebody): Promise<string> {
    return (await client.post('/v1/customers', { name: 'Ada’s Engines' })).json<Shown>().id;
  }

  async function anIssued(somebody: Somebody, over: object = {}): Promise<Shown> {
    const issued = await issue(somebody, (await aDraft(somebody, over)).id);
    expect(issued.status, issued.text).to.equal(200);
    return issued.json<Shown>();
  }

  async function aDraft({ client }: Somebody, over: object = {}): Promise<Shown> {
    const drafted = await client.post('/v1/invoices', { customerId, currency: 'EUR', lines: [line('1250', '2')], ...over });
    expect(drafted.status, drafted.text).to.equal(201);
    return drafted.json<Shown>();
  }

  const issue = ({ client }: Somebody, id: string) => client.post(`/v1/invoices/${id}/issue`, undefined, { 'if-match': '"1"' });
});
