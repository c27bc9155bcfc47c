import { expect } from 'chai';
import { Router } from 'express';
import { endpoint, created, issued } from '../../../adapters/shared/http/endpoint.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { AddBook, type Book, BookNotFound, openLibrary, type ShelvesInMemory } from '../../support/library/library.js';
import { BookView, NewBook } from '../../support/library/library-endpoints.js';
import { aBook, type LibraryApi, startLibrary, tenants } from '../../support/library/library-api.js';

const unshowable = endpoint({
  route: 'POST /v1/unshowable-books',
  summary: 'Add a book that cannot be shown',
  body: NewBook,
  calls: AddBook,
  with: ({ body }) => body,
  answers: created(BookView, (_book: Book): Book => {
    throw new Error('This cannot be shown.');
  }),
  id: 'addUnshowableBook',
});
const untitled = endpoint({
  route: 'POST /v1/untitled-books',
  summary: 'Add a book that lacks what its view promises',
  body: NewBook,
  calls: AddBook,
  with: ({ body }) => body,
  answers: issued(BookView, ({ title: _, ...book }: Book) => book as Book),
  id: 'addUntitledBook',
});

describe('a command', () => {
  let library: LibraryApi;
  let home: ShelvesInMemory;
  before(async () => {
    library = await startLibrary({
      more: [unshowable, untitled],
      useCases: (shelves) => [openLibrary(shelves).AddBook, openLibrary(shelves).AddBook],
    });
    home = library.home;
  });
  after(() => library.server.close(100));

  for (const path of ['/v1/unshowable-books', '/v1/untitled-books']) {
    it(`is undone when its answer cannot be made: ${path}`, async () => {
      const answer = await library.send(`POST ${path}`, { json: aBook });
      expect(answer.status).to.equal(500);
      expect(home.outcomes.at(-1)).to.equal('undone');
      expect(home.shelves.get(tenants.ours)?.size ?? 0).to.equal(0);
    });
  }

  it('is kept before its answer is sent', async () => {
    const { status } = await library.send('POST /v1/books', { json: aBook });
    expect(status).to.equal(201);
    expect(home.outcomes.at(-1)).to.equal('kept');
    expect(home.shelves.get(tenants.ours)?.size).to.equal(1);
  });
});

const refusing = (id: string, why: () => Error) =>
  endpoint({
    route: `POST /v1/${id}`,
    summary: 'Add a book that nobody can show',
    body: NewBook,
    calls: AddBook,
    with: ({ body }) => body,
    answers: created(BookView, (_book: Book): Book => {
      throw why();
    }),
    id,
  });

describe('an answer that nobody wanted', () => {
  const cause = new Error('The database is away.');
  let library: LibraryApi;
  before(async () => {
    library = await startLibrary({
      more: [refusing('away', () => Object.assign(new Unavailable(), { cause })), refusing('undeclared', () => new BookNotFound())],
      useCases: (shelves) => [openLibrary(shelves).AddBook, openLibrary(shelves).AddBook],
    });
  });
  after(() => library.server.close(100));

  it('is reported with its cause when the service is unavailable, and says nothing of it', async () => {
    const answer = await library.send('POST /v1/away', { json: aBook, headers: { 'x-request-id': 'mine' } });
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('retry-after')).to.equal('1');
    expect(await answer.text()).not.to.include('database');
    expect(library.unavailable).to.deep.equal([
      { cause, asked: { requestId: 'mine', route: 'POST /v1/away', tenantId: tenants.ours } },
    ]);
    expect(library.defects).to.deep.equal([]);
  });

  it('is reported when its endpoint does not declare it', async () => {
    await library.send('POST /v1/undeclared', { json: aBook, headers: { 'x-request-id': 'mine' } });
    expect(library.undeclared).to.deep.equal([
      {
        id: 'undeclared',
        code: 'library.book-not-found',
        asked: { requestId: 'mine', route: 'POST /v1/undeclared', tenantId: tenants.ours },
      },
    ]);
  });
});

describe('an answer that breaks half-way', () => {
  it('is cut off, so that nobody takes a half for the whole', async () => {
    const router = Router();
    router.get('/half', (_req, res) => {
      res.write('half');
      throw new Error('The other half is lost.');
    });
    const library = await startLibrary({ services: [router] });
    const answer = await library.send('GET /half');
    await expect(answer.text()).to.be.rejectedWith('terminated');
    expect(library.defects).to.have.lengthOf(1);
    await library.server.close(100);
  });
});
