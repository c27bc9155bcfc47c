import { expect } from 'chai';
import { RememberedTokens } from '../../../adapters/identity/in-process/remembered-tokens.js';
import { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant, anotherUserOf, userOf } from '../../support/tenants.js';

/** Tokens that are remembered, over an authority that says what the test tells it to, and counts how often it is asked. */
function opened() {
  const time = { at: 1_000, now: () => time.at };
  const known = new Map<string, TenantContext>();
  let asked = 0;
  const authority = {
    answer: async (token: string): Promise<TenantContext | null> => known.get(token) ?? null,
    execute(token: string) {
      asked += 1;
      return authority.answer(token);
    },
  };
  const tokens = new RememberedTokens(authority, time);
  const askedBy = async (asking: () => Promise<unknown>) => {
    const before = asked;
    await asking();
    return asked - before;
  };
  return { tokens, known, authority, time, askedBy };
}

describe('remembering tokens', () => {
  it('asks once, also when many ask at once', async () => {
    const { tokens, known, askedBy } = opened();
    const tenant = aTenant('library:books:read');
    known.set('token', tenant);
    const asking = async () => {
      const contexts = await Promise.all(Array.from({ length: 20 }, () => tokens.contextOf('token')));
      for (const context of contexts) expect(context).to.equal(tenant);
    };
    expect(await askedBy(asking)).to.equal(1);
    expect(await askedBy(asking)).to.equal(0);
  });

  it('asks again after a second, so that what was granted or revoked elsewhere counts', async () => {
    const { tokens, known, time } = opened();
    const tenant = aTenant('library:books:read');
    known.set('token', tenant);
    await tokens.contextOf('token');
    const { tenantId, principal } = tenant;
    const less = TenantContext.of(tenantId, principal, [], 'active');
    known.set('token', less);

    time.at += 1_000;
    expect(await tokens.contextOf('token')).to.equal(tenant);
    time.at += 1;
    expect(await tokens.contextOf('token')).to.equal(less);
    known.clear();
    time.at += 1_001;
    expect(await tokens.contextOf('token')).to.equal(null);
  });

  it('does not become young again by being used', async () => {
    const { tokens, known, time, askedBy } = opened();
    known.set('token', aTenant());
    const everyHalfSecond = async () => {
      for (let times = 0; times < 9; times += 1) {
        await tokens.contextOf('token');
        time.at += 501;
      }
    };
    expect(await askedBy(everyHalfSecond)).to.equal(5);
  });

  it('tells tokens apart', async () => {
    const { tokens, known } = opened();
    const [one, other] = [aTenant(), aTenant()];
    known.set('one', one).set('other', other);
    expect(await Promise.all(['one', 'other', 'one', 'third'].map((token) => tokens.contextOf(token)))).to.deep.equal([one, other, one, null]);
  });

  it('keeps no void token, and no failure', async () => {
    const { tokens, known, authority, askedBy } = opened();
    expect(await askedBy(() => tokens.contextOf('token'))).to.equal(1);
    expect(await askedBy(() => tokens.contextOf('token'))).to.equal(1);

    const { answer } = authority;
    authority.answer = () => Promise.reject(new Error('the store is away'));
    await expect(tokens.contextOf('token')).to.be.rejectedWith('the store is away');
    authority.answer = answer;
    known.set('token', aTenant());
    expect(await tokens.contextOf('token')).to.equal(known.get('token'));
  });

  it('forgets a session that ends here at once, by all of its tokens, and no other session', async () => {
    const { tokens, known } = opened();
    const tenant = aTenant();
    const colleague = anotherUserOf(tenant);
    known.set('one', tenant).set('two', tenant).set('colleague', colleague);
    for (const token of ['one', 'two', 'colleague']) await tokens.contextOf(token);

    known.clear();
    tokens.sessionEnded(tenant, userOf(tenant).sessionId);
    await Promise.resolve();

    expect(await tokens.contextOf('one')).to.equal(null);
    expect(await tokens.contextOf('two')).to.equal(null);
    expect(await tokens.contextOf('colleague')).to.equal(colleague);
  });

  it('looks at none of the tokens for a session that ends: one person’s thousands keep nobody else waiting', async () => {
    const { tokens, known, authority } = opened();
    let looks = 0;
    const watched = <T extends object>(answer: T): T =>
      new Proxy(answer, {
        get(target, member) {
          looks += 1;
          const value: unknown = Reflect.get(target, member);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    const { answer } = authority;
    authority.answer = (token) => watched(answer(token));
    const tenant = aTenant();
    for (const token of ['one', 'two', 'three']) known.set(token, tenant);
    for (const token of known.keys()) await tokens.contextOf(token);

    const before = looks;
    tokens.sessionEnded(tenant, userOf(tenant).sessionId);
    expect(looks - before).to.equal(0);

    known.clear();
    expect(await tokens.contextOf('one')).to.equal(null);
  });

  it('lets no tenant end the session of another', async () => {
    const { tokens, known } = opened();
    const [tenant, stranger] = [aTenant(), aTenant()];
    known.set('token', tenant);
    await tokens.contextOf('token');
    known.clear();
    tokens.sessionEnded(stranger, userOf(tenant).sessionId);
    await Promise.resolve();
    expect(await tokens.contextOf('token')).to.equal(tenant);
  });

  it('does not remember a session anew while the transaction that ends it is not over', async () => {
    const { tokens, known } = opened();
    const tenant = aTenant();
    known.set('token', tenant);
    tokens.sessionEnded(tenant, userOf(tenant).sessionId);
    expect(await tokens.contextOf('token'), 'still active to a reader').to.equal(tenant);
    known.clear();
    expect(await tokens.contextOf('token'), 'now committed').to.equal(null);
  });

  it('does not remember what was being looked up when the session ended', async () => {
    const { tokens, known, authority } = opened();
    const tenant = aTenant();
    const answer = Promise.withResolvers<TenantContext | null>();
    authority.answer = () => answer.promise;
    const asked = tokens.contextOf('token');
    tokens.sessionEnded(tenant, userOf(tenant).sessionId);
    answer.resolve(tenant);
    expect(await asked).to.equal(tenant);

    known.clear();
    authority.answer = async () => null;
    expect(await tokens.contextOf('token')).to.equal(null);
  });

  it('remembers a session anew when the one that ended has long been over', async () => {
    const { tokens, known, time, askedBy } = opened();
    const tenant = aTenant();
    known.set('token', tenant);
    tokens.sessionEnded(tenant, userOf(tenant).sessionId);
    time.at += 60_001;
    await tokens.contextOf('token');
    expect(await askedBy(() => tokens.contextOf('token'))).to.equal(0);
  });

  it('takes a bounded room: of very many tokens the oldest are asked for again', async () => {
    const { tokens, known, askedBy } = opened();
    const tenant = aTenant();
    for (let count = 0; count <= 20_000; count += 1) known.set(`token ${count}`, tenant);
    for (const token of known.keys()) await tokens.contextOf(token);
    expect(await askedBy(() => tokens.contextOf('token 20000'))).to.equal(0);
    expect(await askedBy(() => tokens.contextOf('token 0'))).to.equal(1);
  });

  it('has nothing to forget of a session that it never saw', () => {
    const { tokens } = opened();
    tokens.sessionEnded(aTenant(), SessionId.from(idNumber(1)));
  });
});
