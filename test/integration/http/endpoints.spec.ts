import { expect } from 'chai';
import { aBook, type LibraryApi, type Sent, startLibrary, tenants } from '../../support/library/library-api.js';

type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly code: string; readonly message: string }[];
};
type Book = { readonly id: string; readonly version: number; readonly note: string | null; readonly dueAt: string | null };

const nobody = '01980f3c-0000-7000-8000-000000000000';

describe('endpoints over HTTP', () => {
  let library: LibraryApi;
  before(async () => {
    library = await startLibrary();
  });
  after(() => library.server.close(1_000));

  const send = (route: string, sent?: Sent) => library.send(route, sent);

  /** The problem, having checked what every problem keeps to. */
  async function refused(
    route: string,
    sent: Sent,
    status: number,
    code: string,
  ): Promise<Problem & { readonly headers: Headers }> {
    const answer = await send(route, sent);
    const text = await answer.text();
    expect(answer.status, text).to.equal(status);
    expect(answer.headers.get('content-type')).to.equal('application/problem+json; charset=utf-8');
    const problem = JSON.parse(text) as Problem;
    expect(problem).to.include({
      status,
      code,
      type: `/problems/${code}`,
      instance: route.split(' ')[1]?.split('?')[0],
      requestId: answer.headers.get('x-request-id'),
    });
    expect(problem.title).to.be.a('string').that.is.not.empty;
    expect(problem.detail).to.be.a('string').that.is.not.empty;
    expect((await send(`GET ${problem.type}`)).status).to.equal(200);
    return { ...problem, headers: answer.headers };
  }

  async function aStoredBook(more: object = {}): Promise<Book> {
    const answer = await send('POST /v1/books', { json: { ...aBook, ...more } });
    expect(answer.status).to.equal(201);
    return (await answer.json()) as Book;
  }

  describe('creating', () => {
    it('answers 201 with the representation, its ETag and its Location', async () => {
      const answer = await send('POST /v1/books', { json: aBook });
      const book = (await answer.json()) as Book;
      expect(answer.status).to.equal(201);
      expect(answer.headers.get('location')).to.equal(`/v1/books/${book.id}`);
      expect(answer.headers.get('etag')).to.equal('"1"');
      expect(answer.headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      expect((await send(`GET ${answer.headers.get('location') ?? ''}`)).status).to.equal(200);
    });

    it('shows nothing that the view does not declare', async () => {
      expect(await (await send('POST /v1/books', { json: aBook })).text()).not.to.contain('shelfMark');
    });

    it('carries out a command within the transaction that its answer waits for', async () => {
      const before = library.home.outcomes.length;
      const book = await aStoredBook({ genre: 'reference' });
      await refused(`POST /v1/books/${book.id}/lend`, { headers: { 'if-match': '"1"' } }, 422, 'library.book-is-reference');
      expect(library.home.outcomes.slice(before)).to.deep.equal(['kept', 'undone']);
      expect((await (await send(`GET /v1/books/${book.id}`)).json()) as Book).to.include({ version: 1, dueAt: null });
    });
  });

  describe('a body', () => {
    const post = (body: RequestInit['body'], headers: Record<string, string> = { 'content-type': 'application/json' }): Sent => ({
      body: body ?? null,
      headers,
    });

    it('is pointed at where it does not fit', async () => {
      const { errors } = await refused('POST /v1/books', { json: { ...aBook, title: '', more: 1 } }, 400, 'http.invalid-request');
      expect(errors).to.deep.include({
        in: 'body',
        pointer: '/title',
        code: 'too-short',
        message: 'must have at least 1 characters',
      });
      expect(errors).to.deep.include({ in: 'body', pointer: '/more', code: 'unknown-member', message: 'is not a known member' });
    });

    it('is JSON', async () => {
      for (const wrong of ['{', '{"title":}', "{'title':1}", '{}{}'])
        await refused('POST /v1/books', post(wrong), 400, 'http.malformed-json');
    });

    it('is UTF-8', async () => {
      await refused('POST /v1/books', post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'http.malformed-json');
      await refused(
        'POST /v1/books',
        post('{}', { 'content-type': 'application/json; charset=latin1' }),
        415,
        'http.unsupported-media-type',
      );
      await refused(
        'POST /v1/books',
        post('{}', { 'content-type': 'application/json; version=1; charset=utf-16' }),
        415,
        'http.unsupported-media-type',
      );
      await refused(
        'POST /v1/books',
        post('{}', { 'content-type': 'application/json; charset=utf-16' }),
        415,
        'http.unsupported-media-type',
      );
      await refused(
        'POST /v1/books',
        post(JSON.stringify({}), { 'content-type': 'Application/JSON; Charset="UTF-8"' }),
        400,
        'http.invalid-request',
      );
    });

    it('has the media type of its operation', async () => {
      const { headers } = await refused(
        'POST /v1/books',
        post('{}', { 'content-type': 'text/plain' }),
        415,
        'http.unsupported-media-type',
      );
      expect(headers.get('accept')).to.equal('application/json');
      await refused('POST /v1/books', post(Buffer.from('{}'), {}), 415, 'http.unsupported-media-type');
      await refused(
        'POST /v1/books',
        post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
        415,
        'http.unsupported-media-type',
      );
      const patched = await refused(
        `PATCH /v1/books/${nobody}`,
        { json: {}, headers: { 'content-type': 'application/json', 'if-match': '"1"' } },
        415,
        'http.unsupported-media-type',
      );
      expect(patched.headers.get('accept')).to.equal('application/merge-patch+json');
    });

    it('is not encoded', async () => {
      await refused(
        'POST /v1/books',
        post('{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
        415,
        'http.unsupported-media-type',
      );
    });

    it('is there', async () => {
      const { errors } = await refused('POST /v1/books', {}, 400, 'http.invalid-request');
      expect(errors?.[0]).to.include({ pointer: '', code: 'required' });
    });

    it('is an object, whatever else JSON has', async () => {
      for (const wrong of ['null', '1', '"x"', '[]', 'true'])
        await refused('POST /v1/books', post(wrong), 400, 'http.invalid-request');
    });

    it('hides nothing in prototypes', async () => {
      const { errors } = await refused(
        'POST /v1/cards',
        post('{"card":"a","number":"1234","__proto__":{"x":1},"constructor":1}'),
        400,
        'http.invalid-request',
      );
      expect(errors?.map(({ pointer }) => pointer)).to.have.members(['/__proto__', '/constructor']);
    });

    it('has at most 1 MiB, announced or not', async () => {
      const large = `{"title":"${'x'.repeat(1024 * 1024)}"}`;
      await refused('POST /v1/books', post(large), 413, 'http.body-too-large');
      const stream = new Blob([large]).stream();
      await refused(
        'POST /v1/books',
        { body: stream, duplex: 'half', headers: { 'content-type': 'application/json' } } as Sent,
        413,
        'http.body-too-large',
      );
      await refused('POST /v1/books', { json: { ...aBook, title: 'x'.repeat(900_000) } }, 400, 'http.invalid-request');
    });

    it('may be deep or wide and is answered all the same', async () => {
      const started = process.hrtime.bigint();
      await refused('POST /v1/books', post('['.repeat(200_000) + ']'.repeat(200_000)), 400, 'http.invalid-request');
      await refused(
        'POST /v1/books',
        post(`${'{"chapters":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
        400,
        'http.invalid-request',
      );
      await refused(
        'POST /v1/books',
        { json: { ...aBook, chapters: Array.from({ length: 60_000 }, () => ({ a: 1 })) } },
        400,
        'http.invalid-request',
      );
      // not how fast: that nothing here grows with the square of the body
      expect(Number(process.hrtime.bigint() - started) / 1e9).to.be.below(20);
    });

    it('is ignored where none is declared', async () => {
      const { id } = await aStoredBook();
      const answer = await send(`POST /v1/books/${id}/lend`, {
        body: 'whatever',
        headers: { 'if-match': '"1"', 'content-type': 'text/plain' },
      });
      expect(answer.status).to.equal(200);
    });
  });

  describe('a resource', () => {
    it('tells nobody whether it is foreign or missing', async () => {
      const { id } = await aStoredBook();
      const faceless = async (path: string, sent: Sent) => {
        const answer = await send(`GET ${path}`, sent);
        const { instance, requestId, ...rest } = JSON.parse(await answer.text()) as Problem;
        expect(instance).to.equal(path);
        expect(requestId).to.equal(answer.headers.get('x-request-id'));
        const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
        return JSON.stringify([answer.status, rest, headers]);
      };
      expect(await faceless(`/v1/books/${id}`, { as: 'theirs' })).to.equal(await faceless(`/v1/books/${nobody}`, {}));
    });

    it('has an id, and what is none is pointed at', async () => {
      for (const wrong of ['1', 'null', '%00', "'; drop table books; --", '..%2f..%2fetc%2fpasswd', `urn:uuid:${nobody}`]) {
        const { errors } = await refused(
          `GET /v1/books/${encodeURI(wrong).replaceAll('%25', '%')}`,
          {},
          400,
          'http.invalid-request',
        );
        expect(errors?.[0]).to.include({ in: 'path', pointer: '/bookId', code: 'malformed' });
      }
    });

    it('is not sent again to those who have it', async () => {
      const { id } = await aStoredBook();
      for (const known of ['"1"', 'W/"1"', '"7", W/"1"', '*']) {
        const answer = await send(`GET /v1/books/${id}`, { headers: { 'if-none-match': known } });
        expect(answer.status, known).to.equal(304);
        expect(answer.headers.get('etag')).to.equal('"1"');
        expect(await answer.text()).to.equal('');
      }
      for (const other of ['"2"', '1', '"11"', ''])
        expect((await send(`GET /v1/books/${id}`, { headers: { 'if-none-match': other } })).status, other).to.equal(200);
    });

    it('is changed whether or not the caller has it', async () => {
      const { id } = await aStoredBook();
      const answer = await send(`POST /v1/books/${id}/lend`, { headers: { 'if-match': '"1"', 'if-none-match': '*' } });
      expect(answer.status).to.equal(200);
    });

    it('answers HEAD as GET, without the body', async () => {
      const { id } = await aStoredBook();
      const [head, get] = [await send(`HEAD /v1/books/${id}`), await send(`GET /v1/books/${id}`)];
      expect(head.status).to.equal(200);
      for (const name of ['etag', 'content-length', 'content-type'])
        expect(head.headers.get(name), name).to.equal(get.headers.get(name));
      expect(await head.text()).to.equal('');
      expect((await send(`HEAD /v1/books/${nobody}`)).status).to.equal(404);
    });

    it('is gone when it is removed', async () => {
      const { id } = await aStoredBook();
      const answer = await send(`DELETE /v1/books/${id}`, { headers: { 'if-match': '"1"' } });
      expect(answer.status).to.equal(204);
      expect(answer.headers.has('content-type')).to.equal(false);
      await refused(`GET /v1/books/${id}`, {}, 404, 'library.book-not-found');
    });
  });

  describe('changing a resource', () => {
    it('needs the version that was seen', async () => {
      const { id } = await aStoredBook();
      await refused(`PATCH /v1/books/${id}`, { json: {} }, 428, 'http.precondition-required');
      await refused(`PATCH /v1/books/${id}`, { json: {}, headers: { 'if-match': '"2"' } }, 412, 'shared.outdated-version');
      for (const wrong of ['*', 'W/"1"', '1', '"1", "2"', '""', '"-1"', '"1e0"', '"9999999999999999"', '"01"', 'x']) {
        await refused(`PATCH /v1/books/${id}`, { json: {}, headers: { 'if-match': wrong } }, 412, 'http.unusable-if-match');
      }
    });

    it('tells absent from null', async () => {
      const { id } = await aStoredBook({ note: 'A gift' });
      const patch = (json: object, version: number) =>
        send(`PATCH /v1/books/${id}`, { json, headers: { 'if-match': `"${version}"` } });
      const kept = await patch({ title: 'Romola' }, 1);
      expect(kept.headers.get('etag')).to.equal('"2"');
      expect(await kept.json()).to.include({ title: 'Romola', note: 'A gift' });
      expect(await (await patch({ note: null }, 2)).json()).to.include({ title: 'Romola', note: null });
    });
  });

  describe('a list', () => {
    const titles = async (answer: Response) =>
      ((await answer.json()) as { data: { title: string }[] }).data.map(({ title }) => title);

    before(async () => {
      for (const title of ['a', 'b', 'c'])
        await send('POST /v1/books', { as: 'theirs', json: { ...aBook, title, genre: 'poetry' } });
      await send('POST /v1/books', { as: 'theirs', json: { ...aBook, title: 'd' } });
    });

    it('is paged by a cursor and a link', async () => {
      const first = await send('GET /v1/books?limit=2&genre=poetry', { as: 'theirs' });
      const { nextCursor } = (await first.clone().json()) as { nextCursor: string };
      expect(await titles(first)).to.deep.equal(['a', 'b']);
      const [, link] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
      expect(new URL(link ?? '', library.origin).searchParams.get('cursor')).to.equal(nextCursor);
      const last = await send(`GET ${link ?? ''}`, { as: 'theirs' });
      expect(last.headers.has('link')).to.equal(false);
      expect(await last.clone().json()).to.include({ nextCursor: null });
      expect(await titles(last)).to.deep.equal(['c']);
    });

    it('opens a cursor for its own tenant and filters only; the limit may change', async () => {
      const { nextCursor } = (await (await send('GET /v1/books?limit=2&genre=poetry', { as: 'theirs' })).json()) as {
        nextCursor: string;
      };
      expect(
        await titles(await send(`GET /v1/books?genre=poetry&limit=50&cursor=${nextCursor}`, { as: 'theirs' })),
      ).to.deep.equal(['c']);
      const wrong = async (query: string, as = 'theirs') => {
        const { errors } = await refused(`GET /v1/books?${query}`, { as }, 400, 'http.invalid-request');
        expect(errors?.[0]).to.include({ in: 'query', pointer: '/cursor', code: 'foreign-cursor' });
      };
      await wrong(`genre=poetry&cursor=${nextCursor}`, 'ours');
      await wrong(`cursor=${nextCursor}`);
      await wrong(`genre=novel&cursor=${nextCursor}`);
      await wrong(`genre=poetry&cursor=${nextCursor.slice(0, -2)}AA`);
      await wrong('genre=poetry&cursor=');
    });

    it('refuses parameters that it does not know, or twice, or that do not fit', async () => {
      const fault = async (query: string) =>
        (await refused(`GET /v1/books?${query}`, {}, 400, 'http.invalid-request')).errors?.map(
          ({ pointer, code }) => `${pointer} ${code}`,
        );
      expect(await fault('offset=3')).to.deep.equal(['/offset unknown-member']);
      expect(await fault('limit=1&limit=2')).to.deep.equal(['/limit duplicate']);
      expect(await fault('genre[]=novel')).to.deep.equal(['/genre[] unknown-member']);
      expect(await fault('genre=map&limit=0')).to.have.members(['/genre not-allowed', '/limit too-small']);
      expect(await fault('__proto__=1')).to.deep.equal(['/__proto__ unknown-member']);
      expect(await fault('addedAfter=2026-02-31T00:00:00Z')).to.deep.equal(['/addedAfter malformed']);
      await refused('GET /v1/books?genre=%zz', {}, 400, 'http.malformed-url');
      await refused('GET /v1/books?genre=%ff', {}, 400, 'http.malformed-url');
      const { errors } = await refused('GET /v1/reader?x=1', {}, 400, 'http.invalid-request');
      expect(errors?.[0]).to.include({ in: 'query', pointer: '/x', code: 'unknown-member' });
    });
  });

  describe('who calls', () => {
    it('has to say so', async () => {
      const { headers } = await refused('GET /v1/reader', { as: null }, 401, 'http.unauthenticated');
      expect(headers.get('www-authenticate')).to.equal('Bearer realm="atrium"');
    });

    it('has to prove it', async () => {
      const { headers } = await refused('GET /v1/reader', { as: 'somebody' }, 401, 'http.unauthenticated');
      expect(headers.get('www-authenticate')).to.match(/^Bearer .*error="invalid_token"/);
    });

    it('needs the permission, which is named', async () => {
      const { detail } = await refused(
        `GET /v1/books/${nobody}`,
        { as: 'ours~library:loans:write' },
        403,
        'access.permission-missing',
      );
      expect(detail).to.contain('library:books:read');
    });

    it('may be anyone where the use case is open', async () => {
      const answer = await send('POST /v1/cards', { as: null, json: { card: 'blue', number: '1234' } });
      expect(answer.status).to.equal(201);
      expect(answer.headers.has('location')).to.equal(false);
      expect(answer.headers.has('etag')).to.equal(false);
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      expect(await answer.json()).to.deep.equal({ cardToken: 'token of blue', expiresIn: 600 });
      await refused('POST /v1/cards', { as: null, json: { card: 'blue', number: '4321' } }, 401, 'library.card-unknown');
    });

    it('is asked before anything is told of the request', async () => {
      await refused(
        'POST /v1/books',
        { as: null, body: '{', headers: { 'content-type': 'application/json' } },
        401,
        'http.unauthenticated',
      );
    });
  });

  describe('a path', () => {
    it('answers other methods with what it offers', async () => {
      for (const method of ['PUT', 'POST', 'PROPFIND']) {
        const { headers } = await refused(`${method} /v1/books/${nobody}`, {}, 405, 'http.wrong-method');
        expect(headers.get('allow')?.split(', ')).to.have.members(['GET', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']);
      }
      for (const path of ['/openapi.json', '/docs', '/problems/http.defect']) {
        expect((await refused(`DELETE ${path}`, {}, 405, 'http.wrong-method')).headers.get('allow')).to.equal(
          'GET, HEAD, OPTIONS',
        );
      }
    });

    it('says what it offers when asked', async () => {
      const answer = await send('OPTIONS /v1/books', { as: null });
      expect(answer.status).to.equal(204);
      expect(answer.headers.get('allow')?.split(', ')).to.have.members(['GET', 'HEAD', 'POST', 'OPTIONS']);
    });

    it('is exactly as declared', async () => {
      for (const path of [
        '/',
        '/v1',
        '/v1/books/',
        '/V1/books',
        '/v1/Books',
        '/v1//books',
        '/v2/books',
        '/nothing',
        '/v1/books%2f',
        '/%zz',
      ]) {
        await refused(`GET ${path}`, {}, 404, 'http.unknown-route');
      }
      await refused('GET /problems/nothing', {}, 404, 'http.unknown-problem');
    });

    it('is percent-encoded well', async () => {
      await refused('GET /v1/books/%zz', {}, 400, 'http.malformed-url');
      await refused('GET /v1/books/%ff', {}, 400, 'http.malformed-url');
    });

    it('is not endless', async () => {
      await refused(`GET /v1/books?genre=${'x'.repeat(8_000)}`, {}, 414, 'http.url-too-long');
    });

    it('is JSON, or nothing at all', async () => {
      await refused('GET /v1/reader', { headers: { accept: 'text/html' } }, 406, 'http.not-acceptable');
      await refused('GET /v1/reader', { headers: { accept: 'application/json;q=0' } }, 406, 'http.not-acceptable');
      for (const accept of ['*/*', 'application/*', 'text/html, application/json;q=0.1', 'application/json; charset=utf-8']) {
        expect((await send('GET /v1/reader', { headers: { accept } })).status, accept).to.equal(200);
      }
    });

    it('prefers the literal to the parameter', async () => {
      await refused('GET /v1/books/count', {}, 500, 'http.defect');
    });
  });

  describe('a defect', () => {
    it('says nothing of itself and is reported once', async () => {
      const before = library.defects.length;
      const problem = await refused('GET /v1/books/count', {}, 500, 'http.defect');
      expect(JSON.stringify(problem)).not.to.match(/secret|select|Error|\.ts/);
      expect(library.defects.slice(before).map(({ asked }) => asked)).to.deep.equal([
        { requestId: problem.requestId, route: 'GET /v1/books/count', tenantId: tenants.ours },
      ]);
      expect(library.defects.at(-1)?.error).to.have.property('message').that.contains('secret_column');
    });
  });

  describe('every answer', () => {
    const all = [
      'GET /v1/reader',
      'GET /nothing',
      'GET /v1/books/count',
      'GET /docs',
      'GET /openapi.json',
      'OPTIONS /v1/books',
      'GET /problems/http.defect',
      'PUT /docs',
      'GET /v1/books/%zz',
    ];

    it('carries the safety headers once, and nothing that tells what it runs on', async () => {
      for (const route of all) {
        const { headers } = await send(route);
        expect(headers.get('x-content-type-options'), route).to.equal('nosniff');
        expect(headers.get('strict-transport-security'), route).to.match(/^max-age=\d+; includeSubDomains$/);
        expect(headers.get('x-frame-options'), route).to.equal('DENY');
        expect(headers.get('referrer-policy'), route).to.equal('no-referrer');
        expect(headers.get('content-security-policy'), route)
          .to.match(/^default-src 'none';/)
          .and.not.match(/unsafe|\*|http:/);
        expect(headers.has('x-powered-by'), route).to.equal(false);
        expect(headers.has('server'), route).to.equal(false);
      }
    });

    it('carries the id of its request: a sane one that was brought, else a new one', async () => {
      for (const route of all) {
        expect((await send(route, { headers: { 'x-request-id': 'mine-1.~_' } })).headers.get('x-request-id'), route).to.equal(
          'mine-1.~_',
        );
        for (const insane of ['a b', '<script>', 'x'.repeat(129), 'é']) {
          const id = (await send(route, { headers: { 'x-request-id': insane } })).headers.get('x-request-id');
          expect(id, route).to.match(/^[0-9a-f-]{36}$/);
        }
      }
    });
  });

  describe('all of this', () => {
    it('declares every refusal that a use case gave', () => {
      expect(library.undeclared).to.deep.equal([]);
    });

    it('hands each kind of request to its use case', () => {
      expect([...new Set(library.reached)]).to.include.members([
        'addBook',
        'findBook',
        'listBooks',
        'changeBook',
        'lendBook',
        'removeBook',
        'showReader',
        'showCard',
      ]);
    });
  });
});
