import { expect } from 'chai';
import { IsIn, IsInt, IsString } from 'class-validator';
import { accepted, calledBy, created, endpoint, file, noContent, ok, page, PageQuery, value } from '../../../adapters/shared/http/endpoint.js';
import { Carries, Many, Nullable, Optional, type Wire } from '../../../adapters/shared/http/fields.js';
import { Amount, Count, Id, Instant, Text } from '../../../adapters/shared/http/wires.js';
import { platform } from '../../../application/shared/guard.js';
import type { Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { AddBook, BookId, type BookQuery, FindBook, type Genre, LendBook, ListBooks, ShowCard } from '../../support/library/library.js';
import { BookFilter, BookParams, BookSummary, BookView, Card, libraryEndpoints, NewBook } from '../../support/library/library-endpoints.js';

// Each planted mistake below must be a compile error: `npm run typecheck` fails when one compiles.

class WrongParams {
  @Id(BookId) book!: BookId;
}
class RicherView extends BookView {
  @IsString() publisher!: string;
}
class Versions {
  @IsInt() version!: number;
}
class TextualView {
  @IsString() price!: string;
  @IsInt() version!: number;
}
class LooseFilter extends PageQuery {
  @Optional() @IsIn(['novel', 'map']) genre?: 'novel' | 'map';
}
class DustShelves {
  static readonly needs = platform;
  async execute(_tenant: TenantContext, _command: object): Promise<void> {}
}
class NeedsSomething {
  async execute(_tenant: TenantContext, _command: object): Promise<void> {}
}
type Colour = { readonly hue: number };
const colour: Wire<Colour> = { name: 'Colour', schema: { type: 'string' }, read: (json) => ({ hue: json.length }), write: ({ hue }) => String(hue) };

export const planted = () => [
  // @ts-expect-error the path names a parameter that the params do not declare
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', params: WrongParams, calls: FindBook, with: () => ({ bookId: BookId.from('') }), answers: ok(BookView) }),
  // @ts-expect-error the path names a parameter, and there are no params
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', calls: FindBook, with: () => ({ bookId: BookId.from('') }), answers: ok(BookView) }),
  // @ts-expect-error the params declare what the path does not name
  endpoint({ route: 'GET /v1/books', summary: '', params: BookParams, calls: FindBook, with: ({ params }) => params, answers: ok(BookView) }),
  // @ts-expect-error a path begins with a slash, a route with a verb
  endpoint({ route: '/v1/books', summary: '', query: BookFilter, calls: ListBooks, with: ({ query }) => query, answers: page(BookSummary) }),
  // @ts-expect-error a GET takes no body
  endpoint({ route: 'GET /v1/books', summary: '', body: NewBook, calls: AddBook, with: ({ body }) => body, answers: created(BookView) }),
  // @ts-expect-error the version is not there without ifMatch
  endpoint({ route: 'POST /v1/books/{bookId}/lend', summary: '', params: BookParams, calls: LendBook, with: ({ params, version }: { readonly params: BookParams; readonly version: number }) => ({ ...params, version }), answers: ok(BookView) }),
  // @ts-expect-error the body is not declared
  endpoint({ route: 'POST /v1/books', summary: '', calls: AddBook, with: ({ body }: { readonly body: NewBook }) => body, answers: created(BookView) }),
  // @ts-expect-error the command lacks what the use case takes
  endpoint({ route: 'POST /v1/books/{bookId}/lend', summary: '', params: BookParams, calls: LendBook, with: ({ params }) => params, answers: ok(BookView) }),
  // @ts-expect-error the filter admits a genre that the query does not know
  endpoint({ route: 'GET /v1/books', summary: '', query: LooseFilter, calls: ListBooks, with: ({ query }) => query, answers: page(BookSummary) }),
  // @ts-expect-error the view shows what the result does not have
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', params: BookParams, calls: FindBook, with: ({ params }) => params, answers: ok(RicherView) }),
  // @ts-expect-error the view shows a member as another type
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', params: BookParams, calls: FindBook, with: ({ params }) => params, answers: ok(TextualView) }),
  // @ts-expect-error the result has no version, so no ETag
  endpoint({ route: 'POST /v1/cards', summary: '', body: Card, calls: ShowCard, with: ({ body }) => body, answers: ok(BookSummary) }),
  // @ts-expect-error a list is not one resource
  endpoint({ route: 'GET /v1/books', summary: '', query: BookFilter, calls: ListBooks, with: ({ query }) => query, answers: value(BookSummary) }),
  // @ts-expect-error an operation is followed by its id
  endpoint({ route: 'POST /v1/cards', summary: '', body: Card, calls: ShowCard, with: ({ body }) => body, answers: accepted(Versions) }),
  // @ts-expect-error a book is no file
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', params: BookParams, calls: FindBook, with: ({ params }) => params, answers: file('application/pdf') }),
  // @ts-expect-error a media type has two parts
  file('pdf'),
  // @ts-expect-error a class that does not say what it needs is no use case
  endpoint({ route: 'DELETE /v1/books', summary: '', calls: NeedsSomething, with: () => ({}), answers: noContent }),
  // @ts-expect-error what the platform alone may do is no request's
  endpoint({ route: 'DELETE /v1/dust', summary: '', calls: DustShelves, with: () => ({}), answers: noContent }),
  // @ts-expect-error a refusal is a declared one
  endpoint({ route: 'GET /v1/books/{bookId}', summary: '', params: BookParams, calls: FindBook, with: ({ params }) => params, answers: ok(BookView), refuses: [Error] }),
];

export class PlantedFields {
  // @ts-expect-error an amount is Money
  @Amount() amount!: string;
  // @ts-expect-error an instant is a Date
  @Instant() at!: string;
  // @ts-expect-error a count is a bigint
  @Count() pages!: number;
  // @ts-expect-error this id identifies a book
  @Id(BookId) loanId!: string;
  // @ts-expect-error a text is a string
  @Text({ max: 10 }) text!: number;
  // @ts-expect-error the wire reads a colour
  @Carries(colour) shade!: string;
  // @ts-expect-error a list is readonly
  @Many(() => BookSummary, { max: 3 }) list!: BookSummary[];
  // @ts-expect-error what may be absent is declared so
  @Optional() @IsString() needed!: string;
  // @ts-expect-error what may be null is declared so
  @Nullable() @IsString() present!: string;
}

// These compile: the cursor has become a position, and a view that renames is checked as well.
class Renamed {
  @Amount() cost!: Money;
}
export const compiles = [
  endpoint({
    route: 'GET /v1/books',
    summary: '',
    query: BookFilter,
    calls: ListBooks,
    with: ({ query }): BookQuery => {
      const { after, genre, limit }: { readonly after?: string; readonly genre?: Genre; readonly limit: number } = query;
      return { limit, ...(after === undefined ? {} : { after }), ...(genre === undefined ? {} : { genre }) };
    },
    answers: page(Renamed, (book: { readonly price: Money }) => ({ cost: book.price })),
  }),
  endpoint({
    route: 'GET /v1/books/{bookId}',
    summary: '',
    params: BookParams,
    calls: FindBook,
    with: ({ params }) => params,
    answers: ok(Renamed, ({ price, version }: { readonly price: Money; readonly version: number }) => ({ cost: price, version })),
  }),
];

describe('declaring an endpoint', () => {
  it('names the use cases in the order of the endpoints', () => {
    expect(calledBy(libraryEndpoints)[0]).to.equal(AddBook);
    expect(calledBy(libraryEndpoints)).to.have.lengthOf(libraryEndpoints.length);
  });

  it('knows the public endpoints by what their use cases need', () => {
    expect(libraryEndpoints.filter(({ isPublic }) => isPublic).map(({ id }) => id)).to.deep.equal(['showCard']);
  });
});
