import { expect } from 'chai';
import { Argon2PasswordHasher } from '../../../adapters/identity/argon2/argon2-password-hasher.js';
import { Turns } from '../../../application/shared/turns.js';
import { Unavailable } from '../../../application/shared/refusals.js';

/** Work that says when it begins, and ends when it is told to. */
function watchedWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

describe('taking turns', () => {
  it('lets so many work at once, and the others in the order in which they came', async () => {
    const [turns, { begun, work, end }] = [new Turns(2, 3), watchedWork()];
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => turns.take(work(name)));
    expect(begun).to.deep.equal(['a', 'b']);
    end('b');
    await b;
    const e = turns.take(work('e'));
    end('a');
    await a;
    expect(begun).to.deep.equal(['a', 'b', 'c', 'd']);
    end('c');
    await c;
    expect(begun.at(-1)).to.equal('e');
    for (const name of ['d', 'e']) end(name);
    expect(await Promise.all([d, e])).to.deep.equal(['d', 'e']);
  });

  it('turns away at once whoever comes when enough wait, and nobody once they do not', async () => {
    const [turns, { begun, work, end }] = [new Turns(1, 1), watchedWork()];
    const [first, second] = [turns.take(work('first')), turns.take(work('second'))];
    await expect(turns.take(work('third'))).to.be.rejectedWith(Unavailable);
    end('first');
    await first;
    const fourth = turns.take(work('fourth'));
    end('second');
    await second;
    end('fourth');
    expect(await fourth).to.equal('fourth');
    expect(begun).to.deep.equal(['first', 'second', 'fourth']);
  });

  it('passes the turn on when work fails', async () => {
    const turns = new Turns(1, 1);
    const failing = turns.take(() => Promise.reject(new Error('the lights went out')));
    const next = turns.take(() => Promise.resolve('goes on'));
    await expect(failing).to.be.rejectedWith('the lights went out');
    expect(await next).to.equal('goes on');
    expect(await turns.take(() => Promise.resolve('and on'))).to.equal('and on');
  });
});

describe('hashing passwords in turns', () => {
  it('holds a known and an unknown user to the same turns', async () => {
    const hash = await new Argon2PasswordHasher().hash('a password');
    const turns = new Turns(1, 0);
    const hasher = new Argon2PasswordHasher(turns);
    await hasher.verify(null, 'a password'); // what nobody has is hashed by now
    const [{ work, end }, verify] = [watchedWork(), (stored: string | null) => hasher.verify(stored, 'a password')];
    const busy = turns.take(work('busy'));
    for (const stored of [hash, null]) await expect(verify(stored)).to.be.rejectedWith(Unavailable);
    await expect(hasher.hash('a password')).to.be.rejectedWith(Unavailable);
    end('busy');
    await busy;
    expect([await verify(hash), await verify(null)]).to.deep.equal([true, false]);
  });
});
