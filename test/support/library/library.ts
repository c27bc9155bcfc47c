import { guarded, guardedCommand } from '../../../application/shared/guard.js';
import type { Page, PageRequest } from '../../../application/shared/page.js';
import { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { refusal } from '../../../domain/shared/domain-error.js';
import { type Identifier, identifier } from '../../../domain/shared/identifier.js';
import type { Money } from '../../../domain/shared/money.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';

/** A context for tests alone, so that the suites of the platform need no product context: books, and who has them on loan. */

export type BookId = Identifier<'Book'>;
export const BookId = identifier('Book');

export class BookNotFound extends refusal('not-found', 'library.book-not-found', 'There is no such book') {}
export class BookOnLoan extends refusal('conflict', 'library.book-on-loan', 'The book is on loan') {}
export class BookIsReference extends refusal(
  'rule-broken',
  'library.book-is-reference',
  'A reference book does not leave the house',
) {}
export class CardUnknown extends refusal('unauthenticated', 'library.card-unknown', 'The card or its number is not right') {}

export const genres = ['novel', 'reference', 'poetry'] as const;
export type Genre = (typeof genres)[number];

export type Chapter = { readonly title: string; readonly pages: bigint };

export type Book = {
  readonly id: BookId;
  readonly title: string;
  readonly genre: Genre;
  readonly price: Money;
  readonly chapters: readonly Chapter[];
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly addedAt: Date;
  readonly version: number;
  /** Never shown. */
  readonly shelfMark: string;
};

export type NewBookCommand = Pick<Book, 'title' | 'genre' | 'price' | 'chapters' | 'note'>;
export type BookChanges = { readonly title?: string; readonly note?: string | null; readonly dueAt?: Date | null };
export type BookVersion = { readonly bookId: BookId; readonly version: number };
export type BookQuery = PageRequest & { readonly genre?: Genre; readonly addedAfter?: Date };

type Shelves = ReadonlyMap<TenantId, ReadonlyMap<BookId, Book>>;

class ShelvesTransaction extends OpenTransaction {
  override readonly store = 'shelves';
  constructor(
    readonly tenant: TenantContext,
    public shelves: Shelves,
  ) {
    super();
  }

  override onceKept(): void {
    throw new Error('Nobody here has anything to do later.');
  }
}

/** Everything in memory; a transaction works on a copy of an immutable map and puts it back when it returns. */
export class ShelvesInMemory extends Transactions {
  shelves: Shelves = new Map();
  /** What became of transactions, in order. */
  readonly outcomes: ('kept' | 'undone')[] = [];
  #lastId = 0;

  override async run<T>(tenant: TenantContext, step: (transaction: OpenTransaction) => Promise<T>): Promise<T> {
    const transaction = new ShelvesTransaction(tenant, this.shelves);
    try {
      const result = await step(transaction);
      this.shelves = transaction.shelves;
      this.outcomes.push('kept');
      return result;
    } catch (error) {
      this.outcomes.push('undone');
      throw error;
    }
  }

  nextId(): BookId {
    this.#lastId += 1;
    return BookId.from(`01980f3c-5a7e-7c3d-8e4f-${String(this.#lastId).padStart(12, '0')}`);
  }
}

export type Books = {
  nextId(): BookId;
  find(tenant: TenantContext, id: BookId): Book;
  list(tenant: TenantContext): readonly Book[];
  put(tenant: TenantContext, book: Book): void;
  remove(tenant: TenantContext, id: BookId): void;
};

const booksIn = (home: { shelves: Shelves }, nextId: () => BookId): Books => ({
  nextId,
  find({ tenantId }, id) {
    const book = home.shelves.get(tenantId)?.get(id);
    if (book === undefined) throw new BookNotFound();
    return book;
  },
  list: ({ tenantId }) => [...(home.shelves.get(tenantId)?.values() ?? [])],
  put({ tenantId }, book) {
    home.shelves = new Map([...home.shelves, [tenantId, new Map([...(home.shelves.get(tenantId) ?? []), [book.id, book]])]]);
  },
  remove({ tenantId }, id) {
    const rest = new Map(home.shelves.get(tenantId));
    rest.delete(id);
    home.shelves = new Map([...home.shelves, [tenantId, rest]]);
  },
});

export class LibraryWork extends UnitOfWork<Books> {
  constructor(
    private readonly home: ShelvesInMemory,
    private readonly joined: ShelvesTransaction | null = null,
  ) {
    super();
  }

  override run<T>(tenant: TenantContext, work: (books: Books) => Promise<T>): Promise<T> {
    const nextId = () => this.home.nextId();
    if (this.joined !== null) return work(booksIn(this.joined, nextId));
    return this.home.run(tenant, (transaction) => work(booksIn(transaction as ShelvesTransaction, nextId)));
  }

  override within(transaction: OpenTransaction): LibraryWork {
    return new LibraryWork(this.home, transaction as ShelvesTransaction);
  }
}

export class AddBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Books>) {}
  async execute(tenant: TenantContext, command: NewBookCommand): Promise<Book> {
    return this.work.run(tenant, async (books) => {
      const book = {
        ...command,
        id: books.nextId(),
        dueAt: null,
        addedAt: new Date(1_790_000_000_000),
        version: 1,
        shelfMark: 'hidden',
      };
      books.put(tenant, book);
      return book;
    });
  }
}

export class FindBook {
  static readonly needs = 'library:books:read';
  constructor(private readonly books: Books) {}
  async execute(tenant: TenantContext, { bookId }: { readonly bookId: BookId }): Promise<Book> {
    return this.books.find(tenant, bookId);
  }
}

export class ListBooks {
  static readonly needs = 'library:books:read';
  constructor(private readonly books: Books) {}
  async execute(tenant: TenantContext, { limit, after, genre, addedAfter }: BookQuery): Promise<Page<Book>> {
    const all = this.books
      .list(tenant)
      .filter((book) => (genre === undefined || book.genre === genre) && (addedAfter === undefined || book.addedAt > addedAfter))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const rest = after === undefined ? all : all.filter(({ id }) => id > after);
    const items = rest.slice(0, limit);
    return { items, next: rest.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

export class ChangeBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Books>) {}
  async execute(
    tenant: TenantContext,
    { bookId, version, change }: BookVersion & { readonly change: BookChanges },
  ): Promise<Book> {
    return this.work.run(tenant, async (books) => {
      const found = books.find(tenant, bookId);
      if (found.version !== version) throw new OutdatedVersion();
      const changed = { ...found, ...change, version: version + 1 };
      books.put(tenant, changed);
      return changed;
    });
  }
}

export class LendBook {
  static readonly needs = 'library:loans:write';
  constructor(private readonly work: UnitOfWork<Books>) {}
  async execute(tenant: TenantContext, { bookId, version }: BookVersion): Promise<Book> {
    return this.work.run(tenant, async (books) => {
      const found = books.find(tenant, bookId);
      if (found.version !== version) throw new OutdatedVersion();
      const lent = { ...found, dueAt: new Date(1_800_000_000_000), version: version + 1 };
      books.put(tenant, lent);
      if (found.dueAt !== null) throw new BookOnLoan();
      if (found.genre === 'reference') throw new BookIsReference();
      return lent;
    });
  }
}

export class RemoveBook {
  static readonly needs = 'library:books:write';
  constructor(private readonly work: UnitOfWork<Books>) {}
  async execute(tenant: TenantContext, { bookId, version }: BookVersion): Promise<void> {
    return this.work.run(tenant, async (books) => {
      if (books.find(tenant, bookId).version !== version) throw new OutdatedVersion();
      books.remove(tenant, bookId);
    });
  }
}

export type Reader = { readonly name: string; readonly may: readonly string[] };

export class ShowReader {
  static readonly needs = 'signed-in';
  async execute(tenant: TenantContext, _nothing: object): Promise<Reader> {
    return { name: tenant.principal.kind, may: [...tenant.permissions] };
  }
}

export type ShownCard = { readonly cardToken: string; readonly expiresIn: number };

export class ShowCard {
  static readonly needs = 'anyone';
  async execute(
    _system: SystemContext,
    { card, number }: { readonly card: string; readonly number: string },
  ): Promise<ShownCard> {
    if (number !== '1234') throw new CardUnknown();
    return { cardToken: `token of ${card}`, expiresIn: 600 };
  }
}

/** Breaks, as a defect would. */
export class CountBooks {
  static readonly needs = 'library:books:read';
  async execute(_tenant: TenantContext, _nothing: object): Promise<{ readonly count: bigint }> {
    throw new Error('select secret_column from library.books');
  }
}

/** The use cases over one store, in the order of the endpoints. */
export function openLibrary(home: ShelvesInMemory) {
  const work = new LibraryWork(home);
  const books = booksIn(home, () => home.nextId());
  return {
    AddBook: guardedCommand(work, (joined) => new AddBook(joined)),
    FindBook: guarded(new FindBook(books)),
    ListBooks: guarded(new ListBooks(books)),
    ChangeBook: guardedCommand(work, (joined) => new ChangeBook(joined)),
    LendBook: guardedCommand(work, (joined) => new LendBook(joined)),
    RemoveBook: guardedCommand(work, (joined) => new RemoveBook(joined)),
    ShowReader: guarded(new ShowReader()),
    ShowCard: guarded(new ShowCard()),
    CountBooks: guarded(new CountBooks()),
  };
}
