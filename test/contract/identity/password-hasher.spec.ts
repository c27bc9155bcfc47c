import { expect } from 'chai';
import { Argon2PasswordHasher } from '../../../adapters/identity/argon2/argon2-password-hasher.js';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { describePasswordHasher } from './password-hasher.contract.js';

describePasswordHasher('with argon2', () => new Argon2PasswordHasher());
describePasswordHasher('quickly', () => new QuickPasswordHasher());

describe('hashing passwords with argon2id', () => {
  it('costs 19 MiB and two passes, with a salt of its own each time', async () => {
    const hasher = new Argon2PasswordHasher();
    const [one, other] = await Promise.all([hasher.hash('the same'), hasher.hash('the same')]);
    expect(one).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.to.equal(other);
  });

  it('leaves the event loop free', async () => {
    const hasher = new Argon2PasswordHasher();
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 0);
    await Promise.all(Array.from({ length: 8 }, () => hasher.hash('a password')));
    clearInterval(turning);
    expect(turns).to.be.above(1);
  });
});
