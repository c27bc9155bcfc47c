import { expect } from 'chai';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { Money } from '../../../domain/shared/money.js';
import { BookId } from '../../support/library/library.js';
import { BookView, Everything } from '../../support/library/library-endpoints.js';

const shapes = new Shapes();
const book = {
  id: BookId.from('01980f3c-5a7e-7c3d-8e4f-0123456789ab'),
  title: 'A "quoted" \\ title \u2028 😀 <script>',
  genre: 'novel' as const,
  price: Money.of(9007199254740993n, 'EUR'),
  addedAt: new Date('2026-11-23T06:38:22.054Z'),
  chapters: [
    { title: 'Miss Brooke', pages: 120n },
    { title: 'Old and Young', pages: 99n },
  ],
  note: null,
  dueAt: null,
  version: 3,
  shelfMark: 'hidden',
};

describe('writing an answer', () => {
  it('shows exactly the members of the view, in their order, each as its wire says', () => {
    expect(JSON.parse(shapes.writer(BookView)(book))).to.deep.equal({
      id: '01980f3c-5a7e-7c3d-8e4f-0123456789ab',
      title: book.title,
      genre: 'novel',
      price: { amountMinor: '9007199254740993', currency: 'EUR' },
      addedAt: '2026-11-23T06:38:22.054Z',
      chapters: [
        { title: 'Miss Brooke', pages: '120' },
        { title: 'Old and Young', pages: '99' },
      ],
      note: null,
      dueAt: null,
      version: 3,
    });
    expect(Object.keys(JSON.parse(shapes.writer(BookView)(book)) as object)[0]).to.equal('id');
  });

  it('fits the schema that it was declared by', () => {
    expect(shapes.faultsIn(BookView, JSON.parse(shapes.writer(BookView)(book)))).to.deep.equal([]);
  });

  it('leaves out what is absent, and writes what is nested', () => {
    const written = shapes.writer(Everything)({
      delivery: { kind: 'post', address: 'Lowick Manor' },
      handed: { kind: 'hand', desk: 'AB-1234', at: new Date(0) },
      tags: ['a'],
      urgent: true,
      fee: null,
      book: book.id,
      stops: [{ country: 'DE' }],
    });
    expect(JSON.parse(written)).to.deep.equal({
      delivery: { kind: 'post', address: 'Lowick Manor' },
      handed: { kind: 'hand', desk: 'AB-1234', at: '1970-01-01T00:00:00.000Z' },
      tags: ['a'],
      urgent: true,
      fee: null,
      book: book.id,
      stops: [{ country: 'DE' }],
    });
  });

  it('breaks rather than answer with less than it promises', () => {
    const { title: _, ...untitled } = book;
    expect(() => shapes.writer(BookView)(untitled as never)).to.throw('The answer lacks BookView.title.');
    expect(() => shapes.writer(BookView)({ ...book, price: null } as never)).to.throw('The answer has null for BookView.price.');
  });
});
