import { expect } from 'chai';
import { exampleOf } from '../../../adapters/shared/http/examples.js';
import { Carries, type JsonSchema } from '../../../adapters/shared/http/fields.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { Ids, TextsByName } from '../../../adapters/shared/http/wires.js';
import { BookId } from '../../support/library/library.js';
import { refusal } from '../../../domain/shared/domain-error.js';

class Forbidden extends refusal('invalid', 'library.word-forbidden', 'This word is not said here') {}

const Words = TextsByName<ReadonlyMap<string, string>>('Words', {
  most: 3,
  names: { pattern: '^[a-z]{1,5}$', must: 'be one to five small letters' },
  max: 4,
  description: 'Words in other languages',
  example: { tree: 'Baum' },
  from: (texts) => {
    const words = new Map(texts);
    if ([...words.values()].includes('puns')) throw new Forbidden();
    return words;
  },
});

class Entry {
  @Words words!: ReadonlyMap<string, string>;
}

class Shelf {
  @Ids(BookId, { max: 2 }) books: readonly BookId[] = [];
}

const shapes = new Shapes();
const given = (text: string) => {
  const read = shapes.reader(Entry)(JSON.parse(text));
  return 'faults' in read ? read.faults.map(({ pointer, code, message }) => [pointer, code, message]) : [...read.value.words];
};

describe('an object whose members nobody knows beforehand', () => {
  it('is read as texts by their names, each in its normal form', () => {
    expect(given('{"words": {"tree": "a\\u0308", "to": "\u{1f680}\u{1f680}\u{1f680}\u{1f680}"}}')).to.deep.equal([['tree', 'ä'], ['to', '\u{1f680}'.repeat(4)]]);
    expect(given('{"words": {}}')).to.deep.equal([]);
  });

  it('says what is wrong with which of them, by a pointer to it', () => {
    for (const [words, ...faults] of [
      ['{"Tree": "x"}', ['/words/Tree', 'malformed', 'must be one to five small letters']],
      ['{"a/b~c": "x"}', ['/words/a~1b~0c', 'malformed', 'must be one to five small letters']],
      ['{"__proto__": "x"}', ['/words/__proto__', 'malformed', 'must be one to five small letters']],
      ['{"tree": "x\\u0000"}', ['/words/tree', 'malformed', 'must contain no control characters']],
      ['{"tree": "12345"}', ['/words/tree', 'too-long', 'must have at most 4 characters']],
      ['{"tree": "\\ufb2c\\ufb2c"}', ['/words/tree', 'http.text-too-long', 'The text is too long in its normal form (NFC)']],
      ['{"tree": null, "A": ""}', ['/words/A', 'malformed', 'must be one to five small letters'], ['/words/tree', 'wrong-type', 'must be of type string']],
      ['{"a": "", "b": "", "c": "", "d": ""}', ['/words', 'too-many', 'must have at most 3 members']],
      ['{"tree": "puns"}', ['/words', 'library.word-forbidden', 'This word is not said here']],
      ['[]', ['/words', 'wrong-type', 'must be of type object']],
    ] as const) {
      expect(given(`{"words": ${words}}`), words).to.have.deep.members([...faults]);
    }
  });

  it('is written with the names that it has, and shown by an example', () => {
    expect(shapes.writer(Entry)({ words: new Map([['tree', '"Baum"'], ['constructor', '']]) })).to.equal('{"words":{"tree":"\\"Baum\\"","constructor":""}}');
    expect(exampleOf(Entry, shapes)).to.deep.equal({ words: { tree: 'Baum' } });
  });

  it('is bounded, or refused when the process starts', () => {
    const bounded = { type: 'object', maxProperties: 3, propertyNames: { pattern: '^[a-z]{1,5}$' }, additionalProperties: { type: 'string', maxLength: 4 } };
    const starting = (schema: JsonSchema) => () => {
      class Open {
        @Carries<string, unknown>({ name: 'Open', schema, read: String, write: String }) it!: string;
      }
      return new Shapes().reader(Open);
    };
    expect(starting(bounded)).to.not.throw();
    for (const schema of [
      { ...bounded, maxProperties: undefined },
      { ...bounded, propertyNames: undefined },
      { ...bounded, propertyNames: { pattern: '^[a-z]+$' } },
      { ...bounded, additionalProperties: { type: 'string' } },
    ]) {
      const whole = JSON.parse(JSON.stringify(schema)) as JsonSchema;
      expect(starting(whole), JSON.stringify(whole)).to.throw(/Open\.it/);
    }
  });
});

describe('a list of ids in a query', () => {
  const [one, other] = ['01980f3c-5a7e-7c3d-8e4f-0123456789ab', '01980f3c-5a7e-7c3d-8e4f-0123456789ac'];
  const read = (query: Record<string, string>) => {
    const got = shapes.queryReader(Shelf)(query);
    return 'faults' in got ? got.faults.map(({ pointer, code }) => `${pointer} ${code}`) : got.value.books;
  };

  it('has commas between them, and may be empty', () => {
    expect(read({ books: `${one},${other?.toUpperCase()}` })).to.deep.equal([one, other]);
    expect(read({ books: '' })).to.deep.equal([]);
    expect(read({})).to.deep.equal([]);
  });

  it('is refused where one is none, and where there are too many', () => {
    expect(read({ books: `${one},` })).to.deep.equal(['/books/1 malformed']);
    expect(read({ books: [one, other, one].join(',') })).to.deep.equal(['/books too-many']);
  });
});
