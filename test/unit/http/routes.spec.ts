import { expect } from 'chai';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import { type Endpoint, endpoint, ok, page } from '../../../adapters/shared/http/endpoint.js';
import { LiveStreams } from '../../../adapters/shared/http/live-streams.js';
import { routes } from '../../../adapters/shared/http/routes.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { withoutRate } from '../../support/without-rate.js';
import { openLibrary, ShelvesInMemory, CountBooks, FindBook, ListBooks } from '../../support/library/library.js';
import { BookFilter, BookParams, BookSummary, BookView, libraryEndpoints } from '../../support/library/library-endpoints.js';

const home = new ShelvesInMemory();
const library = openLibrary(home);

function start(endpoints: readonly Endpoint[], useCases: readonly { execute(...given: never[]): Promise<unknown> }[]) {
  return routes(endpoints, useCases, {
    shapes: new Shapes(),
    cursors: new Cursors(Buffer.alloc(32)),
    transactions: home,
    authenticate: () => undefined,
    rates: withoutRate,
    streams: new LiveStreams({ inAll: 1, perTenant: 1 }, { onDefect: () => undefined }),
    onUndeclared: () => undefined,
  });
}

const find = endpoint({
  route: 'GET /v1/books/{bookId}',
  summary: 'Show',
  params: BookParams,
  calls: FindBook,
  with: ({ params }) => params,
  answers: ok(BookView),
});
const list = endpoint({
  route: 'GET /v1/books',
  summary: 'List',
  query: BookFilter,
  calls: ListBooks,
  with: ({ query }) => query,
  answers: page(BookSummary),
});

describe('routes that cannot be served as they are declared', () => {
  it('need a use case for each endpoint', () => {
    expect(() => start(libraryEndpoints, [library.FindBook])).to.throw(`${libraryEndpoints.length} endpoints call 1 use cases`);
  });

  it('call guarded use cases alone', () => {
    expect(() => start([find], [new CountBooks()])).to.throw('GET /v1/books/{bookId}: its use case is not guarded');
  });

  it('are not declared twice', () => {
    expect(() => start([find, find], [library.FindBook, library.FindBook])).to.throw('GET /v1/books/{bookId} is declared twice.');
  });

  it('name a parameter one way', () => {
    const other: Endpoint = { ...find, verb: 'PUT', route: 'PUT /v1/books/{id}', path: '/v1/books/{id}', params: null };
    expect(() => start([find, other], [library.FindBook, library.FindBook])).to.throw(
      'PUT /v1/books/{id}: the path and the params name different members.',
    );
    class OtherParams {
      id = '';
    }
    expect(() => start([find, { ...other, params: OtherParams }], [library.FindBook, library.FindBook])).to.throw(
      /OtherParams\.id: carries no decorator|names its parameters otherwise/,
    );
  });

  it('answer pages to queries for pages only', () => {
    expect(() => start([{ ...list, query: null }], [library.ListBooks])).to.throw(
      'a page is answered to a query that extends PageQuery',
    );
    expect(() => start([{ ...list, answers: find.answers }], [library.ListBooks])).to.throw(
      'a page is answered to a query that extends PageQuery',
    );
  });

  it('have no cursors in public', () => {
    expect(() => start([{ ...list, isPublic: true }], [library.ListBooks])).to.throw('a public endpoint has none');
  });
});
