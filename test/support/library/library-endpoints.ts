import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageQuery, created, endpoint, issued, noContent, ok, page, value } from '../../../adapters/shared/http/endpoint.js';
import { Example, Many, Meaning, Nullable, One, Optional } from '../../../adapters/shared/http/fields.js';
import { Amount, Count, Id, Instant, Text } from '../../../adapters/shared/http/wires.js';
import type { Money } from '../../../domain/shared/money.js';
import {
  AddBook,
  BookId,
  BookIsReference,
  BookNotFound,
  BookOnLoan,
  CardUnknown,
  ChangeBook,
  CountBooks,
  FindBook,
  type Genre,
  genres,
  LendBook,
  ListBooks,
  RemoveBook,
  ShowCard,
  ShowReader,
} from './library.js';

export class BookParams {
  @Id(BookId) bookId!: BookId;
}

/** Said by a request and shown in an answer alike. */
export class ChapterShape {
  @Length(1, 200) title!: string;
  @Count() pages!: bigint;
}

export class NewBook {
  @Meaning('As on the cover') @Example('Middlemarch') @Text({ min: 1, max: 200 }) title!: string;
  @IsIn(genres) genre!: Genre;
  @Amount() price!: Money;
  @Many(() => ChapterShape, { max: 100 }) chapters!: readonly ChapterShape[];
  @Nullable() @IsString() @MaxLength(500) note: string | null = null;
}

/** A merge patch: absent leaves as it is, null removes. */
export class BookChange {
  @Optional() @Text({ min: 1, max: 200 }) title?: string;
  @Optional() @Nullable() @IsString() @MaxLength(500) note?: string | null;
  @Optional() @Nullable() @Instant() dueAt?: Date | null;
}

export class BookFilter extends PageQuery {
  @Optional() @IsIn(genres) genre?: Genre;
  @Optional() @Instant() addedAfter?: Date;
}

export class BookSummary {
  @Id(BookId) id!: BookId;
  @IsString() title!: string;
  @IsIn(genres) genre!: Genre;
  @Amount() price!: Money;
  @Instant() addedAt!: Date;
}

export class BookView extends BookSummary {
  @Many(() => ChapterShape, { max: 100 }) chapters!: readonly ChapterShape[];
  @Nullable() @IsString() note!: string | null;
  @Nullable() @Instant() dueAt!: Date | null;
  @IsInt() version!: number;
}

export class ReaderView {
  @IsString() name!: string;
  @IsArray() @IsString({ each: true }) may!: readonly string[];
}

export class Card {
  @Text({ min: 1, max: 60 }) card!: string;
  @Length(4, 40) number!: string;
}

export class CardShown {
  @IsString() cardToken!: string;
  @IsInt() expiresIn!: number;
}

export class BookCount {
  @Count() count!: bigint;
}

/** In no endpoint: one of every kind of member, for the tests of readers and writers. */
export class ByPost {
  @Equals('post') kind!: 'post';
  @Text({ min: 1, max: 80, lines: true }) address!: string;
}
export class ByHand {
  @Equals('hand') kind!: 'hand';
  @Matches(/^[A-Z]{2}-[0-9]{4}$/) desk!: string;
  @Instant() at!: Date;
}
export class Place {
  @Length(2, 2) country!: string;
}
export class Everything {
  @One(() => ByPost) delivery!: ByPost;
  @Optional() @One(() => ByHand) handed?: ByHand;
  @Optional() @Nullable() @One(() => Place) place?: Place | null;
  @IsArray() @ArrayMaxSize(3) @IsIn(['a', 'b'], { each: true }) tags: readonly string[] = [];
  @Optional() @Many(() => Place, { min: 1, max: 2 }) stops?: readonly Place[];
  @Optional() @Id(BookId) book?: BookId;
  @IsBoolean() urgent = false;
  @Optional() @IsNumber() @Min(-10) @Max(10) weight?: number;
  @Optional() @IsInt() @Min(0) @Max(9) copies?: number;
  @Nullable() @Amount() fee!: Money | null;
  @Optional() @Count() pages?: bigint;
}

export const libraryEndpoints = [
  endpoint({
    route: 'POST /v1/books',
    summary: 'Add a book',
    body: NewBook,
    calls: AddBook,
    with: ({ body }) => body,
    answers: created(BookView),
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/books/{bookId}',
    summary: 'Show a book',
    params: BookParams,
    calls: FindBook,
    with: ({ params }) => params,
    answers: ok(BookView),
    refuses: [BookNotFound],
  }),

  endpoint({
    route: 'GET /v1/books',
    summary: 'List books, oldest first',
    query: BookFilter,
    calls: ListBooks,
    with: ({ query }) => query,
    answers: page(BookSummary),
  }),

  endpoint({
    route: 'PATCH /v1/books/{bookId}',
    summary: 'Change a book',
    params: BookParams,
    body: BookChange,
    ifMatch: true,
    calls: ChangeBook,
    with: ({ params, body, version }) => ({ ...params, version, change: body }),
    answers: ok(BookView),
    refuses: [BookNotFound],
  }),

  endpoint({
    route: 'POST /v1/books/{bookId}/lend',
    summary: 'Lend a book',
    description: 'From then on it is due back.',
    params: BookParams,
    ifMatch: true,
    calls: LendBook,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(BookView),
    refuses: [BookNotFound, BookOnLoan, BookIsReference],
    cost: 5,
  }),

  endpoint({
    route: 'DELETE /v1/books/{bookId}',
    summary: 'Remove a book',
    params: BookParams,
    ifMatch: true,
    calls: RemoveBook,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [BookNotFound],
  }),

  endpoint({
    route: 'GET /v1/reader',
    summary: 'Show who reads',
    calls: ShowReader,
    with: () => ({}),
    answers: value(ReaderView),
  }),

  endpoint({
    route: 'POST /v1/cards',
    summary: 'Show a card',
    body: Card,
    calls: ShowCard,
    with: ({ body }) => body,
    answers: issued(CardShown),
    refuses: [CardUnknown],
  }),

  endpoint({
    route: 'GET /v1/books/count',
    summary: 'Count the books',
    calls: CountBooks,
    with: () => ({}),
    answers: value(BookCount),
  }),
];
