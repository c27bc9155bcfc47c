import { expect } from 'chai';
import { v7 } from 'uuid';
import type { Answered } from '../../support/client.js';
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
const problem = ({ status, json }: Answered) => ({ status, code: json()['code'] });

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
      lines,
      total: { amountMinor: '899999999999998', currency: 'EUR' },
    });
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
    expect(problem(await draft({ lines: [line('-1')] }))).to.deep.equal({ status: 422, code: 'invoicing.price-is-negative' });
    expect(problem(await draft({ lines: [line('99999999999999999', '2')] }))).to.deep.equal({
      status: 422,
      code: 'shared.amount-too-large',
    });
  });

  it('changes a draft by a merge patch: absent leaves, null removes', async () => {
    const { id } = await aDraft(owner, { note: 'Thank you', dueAt: '2027-01-31T00:00:00.000Z' });

    const changed = await owner.client.patch(`/v1/invoices/${id}`, { note: null }, 1);
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.headers['etag']).to.equal('"2"');
    expect(changed.json()).to.deep.include({ note: null, dueAt: '2027-01-31T00:00:00.000Z', version: 2 });

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

  it('lists by filters and in each order, page by page', async () => {
    const other = await anOwner(application());
    const [one, two] = [await aCustomer(other), await aCustomer(other)];
    const drafts: Shown[] = [];
    for (let at = 0; at < 9; at += 1) {
      drafts.push(await aDraft(other, { customerId: at % 3 === 0 ? two : one, lines: [line(String((at * 7) % 5))] }));
    }
    for (const { id } of drafts.slice(0, 4)) await issue(other, id);
    const ids = drafts.map(({ id }) => id);
    const list = async (query: string) => idsIn(await pagesOf(other, `/v1/invoices?limit=2${query}`));

    expect(await list('')).to.deep.equal(ids.toReversed());
    expect(await list('&sort=createdAt')).to.deep.equal(ids);
    expect(await list('&status=issued&sort=createdAt')).to.deep.equal(ids.slice(0, 4));
    expect(await list(`&customerId=${two}&sort=createdAt`)).to.deep.equal([ids[0], ids[3], ids[6]]);
    expect(await list(`&status=draft&customerId=${two}`)).to.deep.equal([ids[6]]);
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

  async function aDraft({ client }: Somebody, over: object = {}): Promise<Shown> {
    const drafted = await client.post('/v1/invoices', { customerId, currency: 'EUR', lines: [line('1250', '2')], ...over });
    expect(drafted.status, drafted.text).to.equal(201);
    return drafted.json<Shown>();
  }

  const issue = ({ client }: Somebody, id: string) => client.post(`/v1/invoices/${id}/issue`, undefined, { 'if-match': '"1"' });
});
