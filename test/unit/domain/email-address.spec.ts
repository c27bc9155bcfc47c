import { expect } from 'chai';
import fc from 'fast-check';
import { EmailAddress, InvalidEmailAddress } from '../../../domain/shared/email-address.js';

describe('an email address', () => {
  it('is kept in lower case', () => {
    expect(EmailAddress.from('Ada.Lovelace@Acme.Example')).to.equal('ada.lovelace@acme.example');
  });

  it('has one spelling, however its accents were typed', () => {
    const composed = 'ren\u00e9@acme.example';
    expect(EmailAddress.from('Rene\u0301@acme.example')).to.equal(composed);
    expect(EmailAddress.from(composed)).to.equal(composed);
  });

  for (const given of ['a@b.co', 'first.last+tag@mail.acme.example', "o'brien@acme.example", 'x@xn--bcher-kva.example', 'jürgen@bücher.example']) {
    it(`may be ${given}`, () => {
      expect(EmailAddress.from(given)).to.equal(given);
    });
  }

  const refused = {
    'nothing': '',
    'no @': 'acme.example',
    'two @': 'a@b@acme.example',
    'no local part': '@acme.example',
    'no host': 'ada@',
    'a host without a dot': 'ada@localhost',
    'an empty label': 'ada@acme..example',
    'a space': 'ada lovelace@acme.example',
    'a name before it': 'Ada <ada@acme.example>',
    'a second recipient': 'ada@acme.example,eve@evil.example',
    'a line break, which would start a new header': 'ada@acme.example\nbcc:eve@evil.example',
    'a line break at its end': 'ada@acme.example\n',
    'a NUL': 'ada\0@acme.example',
    'what becomes a semicolon in NFC': 'ada\u037eeve@acme.example',
    'a local part of 65 characters': `${'a'.repeat(65)}@acme.example`,
    '255 characters': `ada@${'a.'.repeat(121)}example12`,
    'a lone surrogate': 'ada\ud800@acme.example',
  };
  for (const [what, given] of Object.entries(refused)) {
    it(`is not an address with ${what}`, () => {
      expect(() => EmailAddress.from(given)).to.throw(InvalidEmailAddress);
    });
  }

  it('is the same address when it is read again, whatever it was made of', () => {
    const awkward = fc.constantFrom('\u0130', '\u212a', '\u037e', '\u0345', '\u0323', '\u0301', '\u1e9e', '\u03a3', 'A', 'z', '.', '+');
    const part = fc.string({ unit: fc.oneof(awkward, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 12 });
    let accepted = 0;
    fc.assert(
      fc.property(part, part, (local, host) => {
        const given = `${local}@${host}.example`;
        let address: EmailAddress;
        try {
          address = EmailAddress.from(given);
        } catch {
          return;
        }
        accepted += 1;
        expect(EmailAddress.from(address)).to.equal(address);
        expect(address).to.match(new RegExp(EmailAddress.pattern, 'u'));
        expect(address).to.equal(address.normalize('NFC'));
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).to.be.above(200);
  });

  it('is refused in steps that grow with its length alone, however hostile it is', () => {
    const hostile = [
      `${'a'.repeat(64)}@${'a.'.repeat(94)}`,
      `${'a'.repeat(64)}@${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(60)} `,
      `a@${'a.a.'.repeat(62)}@`,
      `${'.'.repeat(253)}@`,
      'a@'.repeat(127),
      'a'.repeat(5_000_000),
    ];
    for (const given of hostile) {
      for (let times = 0; times < 100; times += 1) expect(() => EmailAddress.from(given)).to.throw(InvalidEmailAddress);
    }
  });
});
