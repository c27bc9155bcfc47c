import { expect } from 'chai';
import {
  IsArray,
  IsEmail,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Carries, Many, Nullable, One, Optional, type Shape } from '../../../adapters/shared/http/fields.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { Text } from '../../../adapters/shared/http/wires.js';
import { refusal } from '../../../domain/shared/domain-error.js';
import { Money } from '../../../domain/shared/money.js';
import { BookChange, BookFilter, Everything, NewBook, Place } from '../../support/library/library-endpoints.js';

const shapes = new Shapes();
const delivery = { kind: 'post', address: 'Lowick Manor' };
const aBook = {
  title: 'Middlemarch',
  genre: 'novel',
  price: { amountMinor: '1999', currency: 'EUR' },
  chapters: [{ title: 'Miss Brooke', pages: '120' }],
};

/** What is wrong, as `pointer code`; from JSON text, as a request brings it. */
function faults(shape: Shape, json: unknown): string[] {
  const read = shapes.reader(shape)(JSON.parse(typeof json === 'string' ? json : JSON.stringify(json)));
  return 'faults' in read ? read.faults.map(({ pointer, code }) => `${pointer} ${code}`) : [];
}

function value<T>(shape: Shape<T>, json: unknown): T {
  const read = shapes.reader(shape)(JSON.parse(JSON.stringify(json)));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

describe('reading a body', () => {
  it('gives value objects for what they look like in JSON', () => {
    const book = value(NewBook, aBook);
    expect(book.price.equals(Money.of(1999n, 'EUR'))).to.equal(true);
    expect(book.chapters[0]?.pages).to.equal(120n);
  });

  it('says what a text must be in words, never by its pattern', () => {
    const address = '\u0000';
    const wrong = { delivery: { kind: 'post', address }, fee: { amountMinor: '1.5', currency: 'EUR' }, pages: 'x', book: '1' };
    const told = (shape: Shape, json: object) => {
      const read = shapes.reader(shape)(json);
      return Object.fromEntries('faults' in read ? read.faults.map(({ pointer, message }) => [pointer, message]) : []);
    };
    expect(told(Everything, wrong)).to.deep.equal({
      '/delivery/address': 'must contain no control characters but line breaks (LF) and tabs',
      '/fee/amountMinor': 'must be a whole number of minor units, of at most 17 digits, as a string such as "12345"',
      '/pages': 'must be a whole number from 0, of at most 18 digits, as a string',
      '/book': 'must be a UUID',
    });
    expect(told(BookChange, { note: '\u0000', dueAt: 'soon' })).to.deep.equal({
      '/note': 'must contain no control characters',
      '/dueAt': 'must be a UTC time such as 2026-11-23T06:38:22.054Z',
    });
    expect(told(Everything, { delivery, handed: { kind: 'hand', desk: 'x', at: '2026-11-23T06:38:22Z' }, fee: null })).to.deep.equal({
      '/handed/desk': 'must have the documented form',
    });
  });

  it('keeps 64 bits of an amount', () => {
    expect(value(Everything, { delivery, fee: { amountMinor: '9007199254740993', currency: 'EUR' } }).fee?.minorUnits).to.equal(
      9007199254740993n,
    );
  });

  it('fills in the defaults, never the same object twice', () => {
    const [one, other] = [value(Everything, { delivery, fee: null }), value(Everything, { delivery, fee: null })];
    expect(one).to.deep.include({ tags: [], urgent: false });
    expect(one.tags).not.to.equal(other.tags);
  });

  it('tells absent from null', () => {
    expect(value(BookChange, { note: null })).to.deep.equal({ note: null });
    expect(value(BookChange, {})).to.deep.equal({});
    expect(faults(BookChange, { title: null })).to.deep.equal(['/title wrong-type']);
  });

  it('points at every fault of a small body', () => {
    expect(
      faults(NewBook, {
        ...aBook,
        title: '',
        genre: 'map',
        price: { amountMinor: 1, currency: 'EUR' },
        chapters: [{ title: 'x' }],
        more: 1,
      }),
    ).to.have.members([
      '/title too-short',
      '/genre not-allowed',
      '/price/amountMinor wrong-type',
      '/chapters/0/pages required',
      '/more unknown-member',
    ]);
  });

  it('tells of the first fault alone in a large body, and quickly', () => {
    const chapters = Array.from({ length: 20_000 }, () => ({ title: 1, pages: 1, more: 1 }));
    expect(faults(NewBook, { ...aBook, chapters })).to.have.lengthOf(1);
    expect(faults(NewBook, { ...aBook, ...Object.fromEntries(chapters.map((_, at) => [`m${at}`, 1])) })).to.have.lengthOf(1);
  });

  it('escapes names in pointers (RFC 6901), and shortens those that nobody would read', () => {
    expect(faults(NewBook, { ...aBook, 'a/b~c': 1 })).to.deep.equal(['/a~1b~0c unknown-member']);
    expect(faults(NewBook, { ...aBook, ['x'.repeat(5000)]: 1 })[0]).to.have.lengthOf.below(400);
  });

  it('refuses what hides in prototypes', () => {
    expect(faults(BookChange, '{"__proto__":{"title":"x"}}')).to.deep.equal(['/__proto__ unknown-member']);
    expect(faults(BookChange, '{"constructor":1,"toString":1}')).to.have.members([
      '/constructor unknown-member',
      '/toString unknown-member',
    ]);
    expect(faults(Everything, '{"delivery":{"kind":"post","address":"x","__proto__":{}},"fee":null}')).to.deep.equal([
      '/delivery/__proto__ unknown-member',
    ]);
  });

  for (const [what, json] of Object.entries({ list: [], null: null, text: 'null"', number: 1 } as const)) {
    it(`refuses a ${what} for an object`, () => {
      expect(faults(BookChange, what === 'text' ? '"x"' : json)).to.deep.equal([' wrong-type']);
    });
  }

  it('tells once that no alternative fits, and of one that has the right type what is wrong with it', () => {
    const text = { type: 'string', maxLength: 3, pattern: '^[a-z]*$' };
    const anyOf = [{ type: 'boolean' }, { type: 'integer', minimum: 0, maximum: 9 }, text, { type: 'array', maxItems: 3, items: text }];
    class Setting {
      @Carries({ name: 'Anything', schema: { anyOf }, read: (json: unknown) => json, write: (value: unknown) => value }) value!: unknown;
    }
    const told = (value: unknown) => {
      const read = shapes.reader(Setting)({ value });
      return 'faults' in read ? read.faults.map(({ pointer, message }) => `${pointer} ${message}`) : [];
    };
    for (const wrong of [1.5, null, {}]) expect(told(wrong)).to.deep.equal(['/value must be of type boolean or integer or string or array']);
    expect(told('long')).to.deep.equal(['/value must have at most 3 characters']);
    expect(told(['a', 1])).to.deep.equal(['/value/1 must be of type string']);
    expect(told(true)).to.deep.equal([]);
  });

  it('tells a list from what only looks like one', () => {
    expect(faults(Everything, { delivery: [delivery], fee: null })).to.deep.equal(['/delivery wrong-type']);
    expect(faults(Everything, { delivery, fee: null, place: [{ country: 'DE' }] })).to.deep.equal(['/place wrong-type']);
    expect(faults(Everything, { delivery, fee: null, stops: { 0: { country: 'DE' } } })).to.deep.equal(['/stops wrong-type']);
    expect(faults(Everything, { delivery, fee: null, tags: 'a' })).to.deep.equal(['/tags wrong-type']);
    expect(faults(Everything, { delivery, fee: null, stops: [null] })).to.deep.equal(['/stops/0 wrong-type']);
  });

  it('admits only ids written as ids', () => {
    const book = (id: unknown) => faults(Everything, { delivery, fee: null, book: id });
    expect(book('01980F3C-5a7e-7c3d-8e4f-0123456789ab')).to.deep.equal([]);
    for (const wrong of [
      'urn:uuid:01980f3c-5a7e-7c3d-8e4f-0123456789ab',
      '{01980f3c-5a7e-7c3d-8e4f-0123456789ab}',
      '',
      '01980f3c5a7e7c3d8e4f0123456789ab',
    ]) {
      expect(book(wrong), wrong).to.deep.equal(['/book malformed']);
    }
  });

  it('admits only moments that exist, in UTC, to the millisecond', () => {
    const dueAt = (text: string) => faults(BookChange, { dueAt: text });
    expect(dueAt('2028-02-29T23:59:59.999Z')).to.deep.equal([]);
    for (const wrong of [
      '2026-02-31T00:00:00Z',
      '2026-11-23',
      '2026-11-23T24:00:00Z',
      '2026-11-23T06:38:60Z',
      '2026-11-23T06:38:22+01:00',
      '0000-01-01T00:00:00Z',
      '+012026-01-01T00:00:00Z',
      '2026-11-23T06:38:22.0540001Z',
    ]) {
      expect(dueAt(wrong), wrong).to.deep.equal(['/dueAt malformed']);
    }
  });

  it('admits only whole amounts in a known currency', () => {
    const fee = (amountMinor: string, currency = 'EUR') => faults(Everything, { delivery, fee: { amountMinor, currency } });
    expect(fee('-99999999999999999')).to.deep.equal([]);
    for (const wrong of ['1.5', '1e3', '-0', '01', '', ' 1', '0x1', '100000000000000000'])
      expect(fee(wrong), wrong).to.deep.equal(['/fee/amountMinor malformed']);
    expect(fee('1', 'XXX')).to.deep.equal(['/fee/currency not-allowed']);
  });

  it('refuses numbers beyond reason', () => {
    expect(faults(Everything, `{"delivery":${JSON.stringify(delivery)},"fee":null,"weight":1e400,"copies":1.5}`)).to.have.members(
      ['/weight wrong-type', '/copies wrong-type'],
    );
  });
});

describe('reading text', () => {
  const note = (text: string) => faults(BookChange, { note: text });

  it('brings it into NFC, whichever decorator it came by', () => {
    expect(value(BookChange, { title: 'Cafe\u0301', note: 'Cafe\u0301' })).to.deep.equal({
      title: 'Caf\u00e9',
      note: 'Caf\u00e9',
    });
  });

  it('refuses control characters and lone surrogates, whichever decorator it came by', () => {
    for (const wrong of ['a\u0000', 'a\u001b[2J', 'a\u007f', 'a\u0085', '\n', '\t', '\ud800', 'a\udfff']) {
      expect(note(wrong), JSON.stringify(wrong)).to.deep.equal(['/note malformed']);
      expect(faults(BookChange, { title: wrong }), JSON.stringify(wrong)).to.deep.equal(['/title malformed']);
    }
  });

  it('admits line breaks and tabs only where they are declared', () => {
    const address = (text: string) => faults(Everything, { delivery: { kind: 'post', address: text }, fee: null });
    expect(address('one\ntwo\tthree')).to.deep.equal([]);
    for (const wrong of ['\r', '\u0000', '\u000b', '\u0085', '\ud800'])
      expect(address(wrong), JSON.stringify(wrong)).to.deep.equal(['/delivery/address malformed']);
  });

  it('counts code points', () => {
    expect(note('😀'.repeat(500))).to.deep.equal([]);
    expect(note('😀'.repeat(501))).to.deep.equal(['/note too-long']);
  });

  it('bounds the normal form as well, for it can be the longer one', () => {
    expect(note('\u0958'.repeat(250))).to.deep.equal([]);
    expect(note('\u0958'.repeat(251))).to.deep.equal(['/note http.text-too-long']);
  });
});

describe('reading a query', () => {
  const query = (given: Record<string, string>) => shapes.queryReader(BookFilter)(given);

  it('reads numbers where the shape has numbers', () => {
    expect(query({ limit: '5', genre: 'novel' })).to.deep.equal({ value: { limit: 5, genre: 'novel' } });
    expect(query({})).to.deep.equal({ value: { limit: 20 } });
  });

  for (const wrong of ['1e1', '0x5', '5.0', '', ' 5', '05', '0', '101', 'NaN', '٥']) {
    it(`refuses ${JSON.stringify(wrong)} as a limit`, () => {
      expect(query({ limit: wrong })).to.have.nested.property('faults[0].pointer', '/limit');
    });
  }

  it('reads lists that are separated by commas, and booleans', () => {
    const filter = shapes.queryReader(Everything);
    expect(filter({ tags: 'a,c', urgent: 'yes', fee: '' }))
      .to.have.property('faults')
      .that.satisfies((found: { pointer: string }[]) =>
        ['/tags/1', '/urgent'].every((pointer) => found.some((fault) => fault.pointer === pointer)),
      );
  });
});

describe('a wire that refuses what its schema admits', () => {
  class Unlucky extends refusal('invalid', 'library.unlucky', 'This number brings bad luck') {}
  const lucky = {
    name: 'Lucky',
    schema: { type: 'string', maxLength: 3 },
    read: (json: string) => {
      if (json === '13') throw new Unlucky();
      return json;
    },
    write: String,
  };
  class Seat {
    @Carries(lucky) number!: string;
  }
  class Row {
    @Many(() => Seat, { max: 9 }) seats!: readonly Seat[];
  }

  it('becomes a fault at its place', () => {
    expect(faults(Row, { seats: [{ number: '12' }, { number: '13' }] })).to.deep.equal(['/seats/1/number library.unlucky']);
  });
});

describe('a shape that cannot be checked exactly', () => {
  class Mail {
    @IsEmail() address!: string;
  }
  class Lax {
    @IsOptional() @IsString() @MaxLength(5) it?: string;
  }
  class Bare {
    @ValidateNested() place!: Place;
  }
  class Each {
    @IsString({ each: true }) @MaxLength(5, { each: true }) tags!: readonly string[];
  }
  class Naked {
    @IsString() @MaxLength(3) one!: string;
    two!: string;
  }
  class Insensitive {
    @Matches(/^[a-z]{1,3}$/i) code!: string;
  }
  class CodeUnits {
    @Matches(/^.{1,3}$/) code!: string;
  }
  class Both {
    @IsInt() @IsNumber() @Min(0) @Max(1) it!: number;
  }
  class Typeless {
    @Min(0) @Max(1) it!: number;
  }
  class Grouped {
    @IsString({ groups: ['a'] }) it!: string;
  }
  class Twice {
    @Matches(/^[a-z]{1,3}$/) @Matches(/^[b-z]{1,3}$/) it!: string;
  }
  class Endless {
    @IsString() text!: string;
  }
  class Countless {
    @IsInt() count!: number;
  }
  class Listless {
    @IsArray() @IsString({ each: true }) @MaxLength(3, { each: true }) list!: readonly string[];
  }
  class Unbounded {
    @Length(1) text!: string;
  }
  class Tree {
    @Optional() @One(() => Tree) child?: Tree;
  }
  class Vague {
    @Nullable() it!: string | null;
  }

  const planted: readonly (readonly [Shape, RegExp])[] = [
    [Mail, /Mail\.address: @isEmail has no exact JSON Schema/],
    [Lax, /Lax\.it: .*@Optional/],
    [Bare, /Bare\.place: .*@One/],
    [Each, /Each\.tags: each without @IsArray/],
    [Naked, /Naked\.two: carries no decorator/],
    [Insensitive, /Insensitive\.code: .*flags/],
    [CodeUnits, /CodeUnits\.code: .*needs the flag u/],
    [Both, /Both\.it: .*not both/],
    [Typeless, /Typeless\.it: @m(in|ax) needs @IsInt/],
    [Grouped, /Grouped\.it: groups/],
    [Twice, /Twice\.it: @matches is said twice/],
    [Endless, /Endless\.text: .*maximum length/],
    [Countless, /Countless\.count: .*@Min and @Max/],
    [Listless, /Listless\.list: .*maximum size/],
    [Unbounded, /Unbounded\.text: @Length needs its maximum/],
    [Tree, /Tree contains itself/],
    [Vague, /Vague\.it: .*nothing about its type/],
  ];
  for (const [shape, sentence] of planted) {
    it(`stops the start: ${shape.name}`, () => {
      expect(() => new Shapes().reader(shape)).to.throw(sentence);
    });
  }

  it('stops the start when two shapes have one name', () => {
    const other = (() => {
      class Place {
        @Text({ max: 3 }) other!: string;
      }
      return Place;
    })();
    const both = new Shapes();
    both.reader(Place);
    expect(() => both.reader(other)).to.throw(/Two shapes or wires are called Place/);
  });
});
