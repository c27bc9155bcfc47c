import { expect } from 'chai';
import type { Secrets } from '../../../application/identity/ports/secrets.js';

/** What every maker of secrets promises. */
export function describeSecrets(home: string, open: () => Secrets): void {
  describe(`secrets ${home}`, () => {
    it('are 256 bits as 43 characters of base64url', () => {
      const secret = open().generate();
      expect(secret).to.match(/^[\w-]{43}$/);
      expect(Buffer.from(secret, 'base64url')).to.have.length(32);
    });

    it('are never the same, nor alike in any place', () => {
      const secrets = open();
      const made = Array.from({ length: 500 }, () => secrets.generate());
      expect(new Set(made).size).to.equal(made.length);
      // the last character carries four bits: sixteen of them at most
      for (let place = 0; place < 43; place += 1) {
        expect(new Set(made.map((secret) => secret[place])).size, `place ${place}`).to.be.above(place === 42 ? 12 : 40);
      }
    });

    it('are known by a hash that does not show them, and is the same each time', () => {
      const secrets = open();
      const [one, other] = [secrets.generate(), secrets.generate()];
      expect(secrets.hash(one)).to.equal(open().hash(one));
      expect(secrets.hash(one)).not.to.equal(secrets.hash(other));
      expect(secrets.hash(one)).not.to.include(one);
    });
  });
}
