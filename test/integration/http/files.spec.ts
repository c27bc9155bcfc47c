import { expect } from 'chai';
import { endpoint, file } from '../../../adapters/shared/http/endpoint.js';
import type { FileContent } from '../../../application/shared/file-content.js';
import { guarded } from '../../../application/shared/guard.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { Client, problem } from '../../support/client.js';
import { type BookId, BookNotFound } from '../../support/library/library.js';
import { BookParams } from '../../support/library/library-endpoints.js';
import { type LibraryApi, startLibrary } from '../../support/library/library-api.js';

/** No text in any charset. */
const scan = Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x80);
let fileName = 'scan.pdf';

class ScanBook {
  static readonly needs = 'library:books:read';
  async execute(_tenant: TenantContext, { bookId: _ }: { readonly bookId: BookId }): Promise<FileContent> {
    if (fileName === '') throw new BookNotFound();
    return { bytes: scan, fileName, version: 3 };
  }
}

const scanning = endpoint({
  route: 'GET /v1/books/{bookId}/scan',
  summary: 'Download the scan of a book',
  params: BookParams,
  calls: ScanBook,
  with: ({ params }) => params,
  answers: file('application/pdf'),
  refuses: [BookNotFound],
});

const path = '/v1/books/01980f3c-0000-7000-8000-000000000000/scan';

describe('answering with a file', () => {
  let library: LibraryApi;
  let client: Client;
  before(async () => {
    library = await startLibrary({ more: [scanning], useCases: () => [guarded(new ScanBook())] });
    client = new Client(library.origin, 'ours');
  });
  beforeEach(() => {
    fileName = 'scan.pdf';
  });
  after(() => library.server.close(1_000));

  it('gives its bytes as they are, under its media type, to be kept by its name', async () => {
    const answer = await library.send(`GET ${path}`);
    expect(answer.status).to.equal(200);
    expect(new Uint8Array(await answer.arrayBuffer())).to.deep.equal(scan);
    expect(Object.fromEntries(answer.headers)).to.include({
      'content-type': 'application/pdf',
      'content-length': '10',
      'content-disposition': 'attachment; filename=scan.pdf',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      etag: '"3"',
    });
  });

  for (const [what, name, disposition] of [
    ['has spaces and quotes', 'the "old" \\ scan.pdf', String.raw`attachment; filename="the \"old\" \\ scan.pdf"`],
    ['is not ASCII', 'Müller €.pdf', `attachment; filename="M?ller ?.pdf"; filename*=UTF-8''M%C3%BCller%20%E2%82%AC.pdf`],
    ['would begin another header', 'a.pdf\r\nSet-Cookie: b=c', `attachment; filename="a.pdf??Set-Cookie: b=c"; filename*=UTF-8''a.pdf%0D%0ASet-Cookie%3A%20b%3Dc`],
    ['would begin another parameter', 'a.pdf"; filename*=UTF-8\'\'b.exe', `attachment; filename="a.pdf\\"; filename*=UTF-8''b.exe"`],
    ['looks as if it were encoded', '100%41.pdf', `attachment; filename=100%41.pdf; filename*=UTF-8''100%2541.pdf`],
    ['has half a character', 'a\ud800.pdf', `attachment; filename="a?.pdf"; filename*=UTF-8''a%EF%BF%BD.pdf`],
  ] as const) {
    it(`escapes a name that ${what}`, async () => {
      fileName = name;
      const { status, headers } = await client.get(path);
      expect([status, headers['content-disposition']]).to.deep.equal([200, disposition]);
      expect(headers).not.to.have.property('set-cookie');
    });
  }

  it('answers 304 to whoever has the version already', async () => {
    for (const known of ['"3"', 'W/"3"', '"1", "3"', '*']) {
      const { status, text, headers } = await client.get(path, { 'if-none-match': known });
      expect([status, text, headers['etag'], headers['cache-control']], known).to.deep.equal([304, '', '"3"', 'no-store']);
      expect(headers, known).not.to.include.any.keys('content-disposition', 'content-type');
    }
    expect((await client.get(path, { 'if-none-match': '"2"' })).status).to.equal(200);
  });

  it('answers HEAD like GET, without the bytes', async () => {
    const head = await client.send({ method: 'HEAD', path });
    const { headers, status } = await client.get(path);
    const { date: _, 'x-request-id': __, ...same } = headers;
    expect([head.status, head.text]).to.deep.equal([status, '']);
    expect(head.headers).to.include(same);
    expect(head.headers['content-length']).to.equal('10');
  });

  it('is for whoever takes its media type', async () => {
    expect((await client.get(path)).status, 'without Accept').to.equal(200);
    for (const accept of ['application/pdf', '*/*', 'application/*', 'application/json, application/pdf;q=0.1'])
      expect((await client.get(path, { accept })).status, accept).to.equal(200);
    for (const accept of ['application/json', 'text/html', 'application/pdf;q=0', 'application/pdf;q=0, */*']) {
      const refused = await client.get(path, { accept });
      expect(problem(refused), accept).to.deep.equal({ status: 406, code: 'http.not-acceptable' });
      expect(refused.json()['detail']).to.equal('Accept application/pdf.');
    }
  });

  it('leaves JSON to whoever takes JSON', async () => {
    const refused = await client.get('/v1/reader', { accept: 'application/pdf' });
    expect(problem(refused)).to.deep.equal({ status: 406, code: 'http.not-acceptable' });
    expect(refused.json()['detail']).to.equal('Accept application/json.');
  });

  it('gives a problem as JSON all the same', async () => {
    fileName = '';
    const refused = await client.get(path, { accept: 'application/pdf' });
    expect(problem(refused)).to.deep.equal({ status: 404, code: 'library.book-not-found' });
    expect(refused.headers['content-type']).to.equal('application/problem+json; charset=utf-8');
    expect(refused.headers).not.to.include.any.keys('content-disposition', 'etag');
  });

  it('is documented as bytes, with its headers and its 304', () => {
    const { paths } = library.document as unknown as {
      readonly paths: Record<string, { readonly get: { readonly parameters: { readonly name: string }[]; readonly responses: Record<string, { readonly headers: object; readonly content?: object }> } }>;
    };
    const { parameters, responses } = paths['/v1/books/{bookId}/scan']?.get ?? expect.fail('not documented');
    expect(responses['200']?.content).to.deep.equal({ 'application/pdf': { schema: { type: 'string', format: 'binary' } } });
    expect(responses['200']?.headers).to.have.all.keys('X-Request-Id', 'ETag', 'Content-Disposition');
    expect(responses['304']?.headers).to.have.all.keys('X-Request-Id', 'ETag');
    expect(responses).to.include.keys('404', '406');
    expect(parameters.map(({ name }) => name)).to.include('If-None-Match');
  });
});
