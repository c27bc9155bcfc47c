import { expect } from 'chai';
import fc from 'fast-check';
import { Slug } from '../../../domain/tenancy/slug.js';
import { InvalidSlug, SlugReserved } from '../../../domain/tenancy/tenancy-refusals.js';

describe('a slug', () => {
  for (const given of ['abc', 'acme', '007', 'a-b', 'acme--berlin', 'a'.repeat(40)]) {
    it(`may be ${given}`, () => {
      expect(Slug.from(given)).to.equal(given);
    });
  }

  const refused = ['', 'a', 'ab', 'a'.repeat(41), 'Acme', 'acme.berlin', 'acme_berlin', 'acme berlin', '-acme', 'acme-', 'bücher', 'acme\n', '\u0430cme'];
  for (const given of refused) {
    it(`cannot be ${JSON.stringify(given)}`, () => {
      expect(() => Slug.from(given)).to.throw(InvalidSlug);
    });
  }

  for (const given of ['admin', 'api', 'atrium', 'platform', 'support', 'system', 'www']) {
    it(`cannot be ${given}, which means something else`, () => {
      expect(() => Slug.from(given)).to.throw(SlugReserved);
    });
  }

  it('can stand in an address as it is', () => {
    const characters = [...'ab1-'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...characters), minLength: 3, maxLength: 40 }), (given) => {
        fc.pre(!given.startsWith('-') && !given.endsWith('-'));
        expect(encodeURIComponent(Slug.from(given))).to.equal(given);
      }),
    );
  });
});
