import { expect } from 'chai';
import type { PasswordHasher } from '../../../application/identity/ports/password-hasher.js';

/** What every password hasher promises; that it is slow is told by the one which must be. */
export function describePasswordHasher(home: string, open: () => PasswordHasher): void {
  describe(`hashing passwords ${home}`, () => {
    it('knows a password by its hash, and no other', async () => {
      const hasher = open();
      const hash = await hasher.hash('correct horse battery staple');
      expect(await hasher.verify(hash, 'correct horse battery staple')).to.equal(true);
      for (const wrong of ['correct horse battery stapl', 'Correct horse battery staple', 'correct horse battery staple ', '']) {
        expect(await hasher.verify(hash, wrong), JSON.stringify(wrong)).to.equal(false);
      }
    });

    it('does not show the password', async () => {
      expect(await open().hash('correct horse battery staple')).not.to.include('horse');
    });

    it('tells passwords apart that differ in their last character alone, however long they are', async () => {
      const hasher = open();
      const long = 'p'.repeat(1_000);
      const hash = await hasher.hash(`${long}a`);
      expect(await hasher.verify(hash, `${long}b`)).to.equal(false);
      expect(await hasher.verify(hash, `${long}a`)).to.equal(true);
    });

    it('takes any text', async () => {
      const hasher = open();
      for (const password of ['pässwörd', '\u{1f680}\u{1f680}', 'with\0nul']) {
        const hash = await hasher.hash(password);
        expect(await hasher.verify(hash, password)).to.equal(true);
        expect(await hasher.verify(hash, `${password}!`)).to.equal(false);
      }
      expect(await hasher.verify(await hasher.hash('with\0nul'), 'with')).to.equal(false);
    });

    it('is false where there is nobody, also for what nobody has', async () => {
      const hasher = open();
      for (const password of ['a password', 'nobody has this password', '']) expect(await hasher.verify(null, password)).to.equal(false);
    });
  });
}
