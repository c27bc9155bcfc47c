import { expect } from 'chai';
import { IsInt, IsString } from 'class-validator';
import { accepted, createdIn, endpoint, value } from '../../../adapters/shared/http/endpoint.js';
import { Id } from '../../../adapters/shared/http/wires.js';
import { anyone, guarded, guardedCommand } from '../../../application/shared/guard.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { refusal } from '../../../domain/shared/domain-error.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Book, BookId, BookNotFound, type Books, LibraryWork, ShowReader } from '../../support/library/library.js';
import { BookParams, BookView, ReaderView } from '../../support/library/library-endpoints.js';
import { aBook, type LibraryApi, startLibrary } from '../../support/library/library-api.js';

class CopyBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Books>) {}
  async execute(tenant: TenantContext, { bookId }: { readonly bookId: BookId }): Promise<Book> {
    return this.work.run(tenant, async (books) => {
      const copy = { ...books.find(tenant, bookId), id: books.nextId(), version: 1 };
      books.put(tenant, copy);
      return copy;
    });
  }
}

type Binding = { readonly id: BookId; readonly state: string; readonly version: number };

class BindBook {
  static readonly needs = 'library:books:write';
  async execute(_tenant: TenantContext, { bookId }: { readonly bookId: BookId }): Promise<Binding> {
    return { id: bookId, state: 'pending', version: 4 };
  }
}

class BellIsTooLoud extends refusal('throttled', 'library.bell-is-too-loud', 'The bell is too loud', 'Read a chapter, then ring again.') {
  override readonly retryAfterSeconds = 7;
}

/** Remembers who rang, and lets nobody ring twice. */
class RingBell {
  static readonly needs = anyone;
  #rang = new Set<string>();
  async execute(_system: SystemContext, { callerAddress }: { readonly callerAddress: string }): Promise<{ readonly from: string }> {
    if (this.#rang.has(callerAddress)) throw new BellIsTooLoud();
    this.#rang.add(callerAddress);
    return { from: callerAddress };
  }
}

/** Shows who reads, whatever the standing. */
class ShowReaderAlways extends ShowReader {
  static readonly admits = ['suspended', 'closing'] as const;
}

class OperationShown {
  @Id(BookId) id!: BookId;
  @IsString() status!: string;
  @IsInt() version!: number;
}

class Ring {
  @IsString() from!: string;
}

const copying = endpoint({
  route: 'POST /v1/books/{bookId}/copy',
  summary: 'Copy a book',
  params: BookParams,
  calls: CopyBook,
  with: ({ params }) => params,
  answers: createdIn('/v1/books', BookView),
  refuses: [BookNotFound],
});
const binding = endpoint({
  route: 'POST /v1/books/{bookId}/binding',
  summary: 'Have a book bound',
  params: BookParams,
  calls: BindBook,
  with: ({ params }) => params,
  answers: accepted(OperationShown, ({ state, ...rest }: Binding) => ({ ...rest, status: state })),
});
const ringing = endpoint({
  route: 'POST /v1/bell',
  summary: 'Ring the bell',
  calls: RingBell,
  callerAddress: true,
  with: ({ callerAddress }) => ({ callerAddress }),
  answers: value(Ring),
  refuses: [BellIsTooLoud],
});
const showingAlways = endpoint({
  route: 'GET /v1/reader/always',
  summary: 'Show who reads, whatever the standing',
  calls: ShowReaderAlways,
  with: () => ({}),
  answers: value(ReaderView),
});

type Problem = { readonly code: string; readonly type: string; readonly detail: string };

describe('what an endpoint may declare', () => {
  let library: LibraryApi;
  before(async () => {
    library = await startLibrary({
      more: [copying, binding, ringing, showingAlways],
      useCases: (home) => [
        guardedCommand(new LibraryWork(home), (work) => new CopyBook(work)),
        guarded(new BindBook()),
        guarded(new RingBell()),
        guarded(new ShowReaderAlways()),
      ],
    });
  });
  after(() => library.server.close(100));

  const aStoredBook = async (as: string): Promise<string> => {
    const answer = await library.send('POST /v1/books', { as, json: aBook });
    return ((await answer.json()) as { readonly id: string }).id;
  };

  describe('that what it makes lives elsewhere', () => {
    it('leads there, and not below itself', async () => {
      const bookId = await aStoredBook('ours');
      const answer = await library.send(`POST /v1/books/${bookId}/copy`);
      const copy = (await answer.json()) as { readonly id: string };
      expect(answer.status).to.equal(201);
      expect(copy.id).not.to.equal(bookId);
      expect(answer.headers.get('location')).to.equal(`/v1/books/${copy.id}`);
      expect(answer.headers.get('etag')).to.equal('"1"');
      expect(await (await library.send(`GET /v1/books/${copy.id}`)).json()).to.deep.equal(copy);
    });

    it('makes nothing out of what is another tenant’s', async () => {
      const answer = await library.send(`POST /v1/books/${await aStoredBook('theirs')}/copy`);
      expect(answer.status).to.equal(404);
      expect(answer.headers.has('location')).to.equal(false);
    });
  });

  describe('that it is carried out later', () => {
    it('answers 202 with the operation, its ETag, and the Location at which to follow it', async () => {
      const bookId = await aStoredBook('ours');
      // a GET alone is about a version that the caller may have
      const answer = await library.send(`POST /v1/books/${bookId}/binding`, { headers: { 'if-none-match': '"4"' } });
      expect(answer.status).to.equal(202);
      expect(await answer.json()).to.deep.equal({ id: bookId, status: 'pending', version: 4 });
      expect(Object.fromEntries(answer.headers)).to.include({
        location: `/v1/operations/${bookId}`,
        etag: '"4"',
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
    });

    it('is documented with both, and an example', () => {
      const { paths } = library.document as unknown as {
        readonly paths: Record<string, Record<string, { readonly responses: Record<string, { readonly headers: object; readonly content?: Record<string, object> }> }>>;
      };
      const { responses = {} } = paths['/v1/books/{bookId}/binding']?.['post'] ?? {};
      expect(responses).to.include.keys('202').and.not.to.include.any.keys('200', '201', '304');
      expect(responses['202']?.headers).to.have.all.keys('X-Request-Id', 'ETag', 'Location');
      expect(responses['202']?.content?.['application/json']).to.deep.include({ schema: { $ref: '#/components/schemas/OperationShown' } });
      expect(responses['202']?.content?.['application/json']).to.have.nested.property('example.status', 'text');
    });
  });

  describe('that it takes the caller’s address', () => {
    it('is given that of the connection, whatever a header claims; and a refusal says when to try again', async () => {
      const ring = () => library.send('POST /v1/bell', { as: null, headers: { 'x-forwarded-for': `10.0.0.${Math.random()}`, forwarded: 'for=10.0.0.1' } });
      const first = await ring();
      expect([first.status, await first.json()]).to.deep.equal([200, { from: '127.0.0.1' }]);

      const second = await ring();
      expect(second.status).to.equal(429);
      expect(second.headers.get('retry-after')).to.equal('7');
      expect(second.headers.get('content-type')).to.equal('application/problem+json; charset=utf-8');
      expect((await second.json()) as Problem).to.include({ code: 'library.bell-is-too-loud', detail: 'Read a chapter, then ring again.' });
    });
  });

  describe('a refusal with an advice of its own', () => {
    it('has it on its page, with the operation that gives it', async () => {
      const answer = await library.send('GET /problems/library.bell-is-too-loud', { as: null });
      const html = await answer.text();
      expect(answer.status).to.equal(200);
      expect(html).to.include('Read a chapter, then ring again.').and.include('status 429').and.include('href="/docs#/bell/ringBell"');
      expect(html).not.to.include('showReader');
    });

    it('is documented with its wait', () => {
      const { paths } = library.document as unknown as {
        readonly paths: Record<string, Record<string, { readonly responses: Record<string, { readonly headers: object }> }>>;
      };
      expect(paths['/v1/bell']?.['post']?.responses['429']?.headers).to.have.property('Retry-After');
      expect(paths['/v1/books/{bookId}']?.['get']?.responses['404']?.headers).not.to.have.property('Retry-After');
    });
  });

  describe('which standing of the tenant it admits', () => {
    const refusedTo = async (route: string, standing: string, sent: object = {}) => {
      const answer = await library.send(route, { as: `ours@${standing}`, ...sent });
      const { code = null } = (await answer.json()) as Partial<Problem>;
      return [answer.status, code];
    };

    it('refuses everything of a suspended tenant, and changes of a closing one', async () => {
      expect(await refusedTo('GET /v1/reader', 'suspended')).to.deep.equal([403, 'tenancy.tenant-suspended']);
      expect(await refusedTo('POST /v1/books', 'suspended', { json: aBook })).to.deep.equal([403, 'tenancy.tenant-suspended']);
      expect(await refusedTo('POST /v1/books', 'closing', { json: aBook })).to.deep.equal([403, 'tenancy.tenant-closing']);
      expect(await refusedTo('GET /v1/reader', 'closing')).to.deep.equal([200, null]);
      expect(await refusedTo('POST /v1/books', 'active', { json: aBook })).to.deep.equal([201, null]);
    });

    it('lets in whoever it says, and documents no refusal that it cannot give', async () => {
      for (const standing of ['active', 'closing', 'suspended'])
        expect(await refusedTo('GET /v1/reader/always', standing), standing).to.deep.equal([200, null]);
      const page = await (await library.send('GET /problems/tenancy.tenant-suspended')).text();
      expect(page).to.include('GET /v1/reader<').and.not.include('GET /v1/reader/always');
    });

    it('says on its page what to do', async () => {
      for (const code of ['tenancy.tenant-suspended', 'tenancy.tenant-closing', 'access.permission-missing'])
        expect(await (await library.send(`GET /problems/${code}`)).text(), code).to.match(/status 403<\/p>\s<p>[^<]{20,}/);
    });
  });

  it('gives no refusal but those that are declared', () => {
    expect(library.undeclared).to.deep.equal([]);
    expect(library.defects).to.deep.equal([]);
  });
});
