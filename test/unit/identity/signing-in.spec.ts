import { expect } from 'chai';
import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { InMemoryFailedAttempts } from '../../../adapters/identity/memory/in-memory-failed-attempts.js';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { ListSessions } from '../../../application/identity/list-sessions.js';
import { PacedAttempts } from '../../../application/identity/paced-attempts.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { RevokeSession } from '../../../application/identity/revoke-session.js';
import { SignIn, type SignInCommand } from '../../../application/identity/sign-in.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import { RefreshRefused, SessionNotFound, SignInDelayed, SignInRefused } from '../../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, type PrincipalId, type SessionId, type Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { founded } from '../../contract/tenancy/founded.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { LegibleTokens, refreshSecrets } from '../../support/identity/stand-ins.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { anotherUserOf, aTenant, userOf } from '../../support/tenants.js';
import { isActive } from '../../support/users.js';

const system = SystemContext.for('POST /v1/sessions');
const DAY = 24 * 60 * 60 * 1000;
const password = 'correct horse battery staple';
const email = EmailAddress.from('ada@acme.example');
const command: SignInCommand = { tenant: 'acme', email, password, callerAddress: '192.0.2.1' };

/** Passes everything on, and writes down what was asked: `<name>.<method>`. */
function counted<T extends object>(name: string, port: T, steps: string[]): T {
  return new Proxy(port, {
    get(target, member) {
      const value: unknown = Reflect.get(target, member);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        steps.push(`${name}.${String(member)}`);
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
}

async function identity() {
  const [clock, steps, tenant] = [new FixedClock(), [] as string[], aTenant()];
  const platform = inMemoryPlatform({ clock, ids: new PredictableIds() });
  const { identityWork, users, sessions, failedAttempts, registration, store } = platform;
  await platform.tenancyWork.run(tenant, ({ tenants }) => tenants.add(tenant, founded(tenant)));
  const person = await registration.prepare({ name: 'Ada Lovelace', email, password });
  await store.run(tenant, (transaction) => registration.register(tenant, person, 'owner', transaction));

  const tokens = new LegibleTokens();
  const slugs = { tenantOf: async (_: SystemContext, slug: string) => (slug === 'acme' ? tenant.tenantId : null) };
  const signIn = new SignIn(
    counted('slugs', slugs, steps), counted('users', users, steps), counted('work', identityWork, steps),
    counted('passwords', new QuickPasswordHasher(), steps),
    new PacedAttempts(counted('failed', failedAttempts, steps), clock), counted('secrets', new RandomSecrets(), steps),
    refreshSecrets, counted('tokens', tokens, steps), new PredictableIds(), clock,
  );
  const ended: string[] = [];
  const revocations = { sessionEnded: (_: TenantContext, id: SessionId) => void ended.push(id) };
  const stands: { as: Standing | 'closed' } = { as: 'active' };
  const refresh = new RefreshSession(identityWork, refreshSecrets, tokens, revocations, clock, { of: async () => stands.as });
  const signOut = new SignOut(identityWork, revocations, clock);
  const list = new ListSessions(sessions, clock);
  const revoke = new RevokeSession(identityWork, revocations, clock);
  const announced = () => store.eventsOf(tenant).map(({ type }) => type).slice(3);
  const signedInAs = ({ accessToken }: { readonly accessToken: string }) => {
    const { userId: id, sessionId } = JSON.parse(accessToken) as { userId: never; sessionId: never };
    return TenantContext.of(tenant.tenantId, { kind: 'user', id, sessionId }, [], 'active');
  };
  return { ...platform, sessions, tenant, clock, steps, signIn, refresh, signOut, list, revoke, stands, ended, announced, signedInAs };
}

describe('signing in', () => {
  it('starts a session and gives what to work with', async () => {
    const { signIn, sessions, tenant, clock, announced } = await identity();

    const credentials = await signIn.execute(system, command);

    expect(credentials).to.include({ tokenType: 'Bearer', expiresIn: 600 });
    const { tenantId, sessionId } = RefreshToken.read(credentials.refreshToken);
    expect(JSON.parse(credentials.accessToken)).to.deep.include({ tenantId: tenant.tenantId, sessionId });
    expect(tenantId).to.equal(tenant.tenantId);
    expect(await isActive(sessions, tenant, sessionId, clock.now())).to.equal(true);
    expect(announced()).to.deep.equal(['identity.session-started']);
  });

  it('keeps what the refresh secret is derived from, and neither the secret nor a hash of it', async () => {
    const { signIn, identityWork, tenant, store } = await identity();
    const { refreshToken } = await signIn.execute(system, command);
    const { sessionId, secret } = RefreshToken.read(refreshToken);
    const session = await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, sessionId));
    expect(session?.state.seed).to.match(/^[\w-]{43}$/);
    const kept = JSON.stringify([session?.state, store.eventsOf(tenant)]);
    for (const trace of [secret, new RandomSecrets().hash(secret)]) expect(kept).not.to.include(trace);
  });

  it('draws a seed for each session', async () => {
    const { signIn, identityWork, tenant } = await identity();
    const seedOf = async () => {
      const { sessionId } = RefreshToken.read((await signIn.execute(system, command)).refreshToken);
      return (await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, sessionId)))?.state.seed;
    };
    expect(await seedOf()).to.not.equal(await seedOf());
  });

  it('takes the same steps, and refuses with the same words, for an unknown tenant, an unknown user and a wrong password', async () => {
    const { signIn, steps, announced } = await identity();
    const wrong: Record<string, SignInCommand> = {
      'unknown tenant': { ...command, tenant: 'nobody' },
      'unknown user': { ...command, email: EmailAddress.from('eve@acme.example') },
      'wrong password': { ...command, password: 'wrong' },
    };
    for (const [what, given] of Object.entries(wrong)) {
      steps.length = 0;
      await expect(signIn.execute(system, given), what).to.be.rejectedWith(SignInRefused, /^The tenant, the email address or the password is wrong$/);
      expect(steps, what).to.deep.equal(['slugs.tenantOf', 'failed.count', 'users.byEmail', 'passwords.verify']);
    }
    expect(announced()).to.deep.equal([]);
  });

  it('has to wait after five failures, with the right password too, and takes the same steps whatever was wrong', async () => {
    const { signIn, steps, clock } = await identity();
    const wrong: Record<string, SignInCommand> = {
      'unknown tenant': { ...command, tenant: 'nobody' },
      'unknown user': { ...command, email: EmailAddress.from('eve@acme.example') },
      'wrong password': { ...command, password: 'wrong' },
    };
    for (const [what, given] of Object.entries(wrong)) {
      for (let count = 0; count < 5; count += 1) await expect(signIn.execute(system, given), what).to.be.rejectedWith(SignInRefused);
      steps.length = 0;
      await expect(signIn.execute(system, given), what).to.be.rejectedWith(SignInDelayed).and.eventually.have.property('retryAfterSeconds', 1);
      expect(steps, what).to.deep.equal(['slugs.tenantOf', 'failed.count']);
    }
    await expect(signIn.execute(system, command)).to.be.rejectedWith(SignInDelayed);
    expect(await signIn.execute(system, { ...command, callerAddress: '192.0.2.2' })).to.include({ tokenType: 'Bearer' });
    clock.passes(1_000);
    expect(await signIn.execute(system, command)).to.include({ tokenType: 'Bearer' });
  });

  it('tells by no delay which tenants there are: one unknown slug does not slow another down', async () => {
    const { signIn } = await identity();
    for (let count = 0; count < 5; count += 1) await expect(signIn.execute(system, { ...command, tenant: 'nobody' })).to.be.rejectedWith(SignInRefused);
    await expect(signIn.execute(system, { ...command, tenant: 'nowhere' })).to.be.rejectedWith(SignInRefused);
  });

  it('refuses whoever is deactivated, by the same steps and in the same words', async () => {
    const { signIn, identityWork, users, tenant, steps, announced } = await identity();
    const { id } = (await users.byEmail(tenant, email)) ?? expect.fail('nobody has registered');
    await identityWork.run(tenant, async (scope) => {
      const user = await scope.users.get(tenant, id);
      if (user !== null) await scope.users.save(tenant, user.deactivate(new FixedClock().now()));
    });
    steps.length = 0;

    await expect(signIn.execute(system, command)).to.be.rejectedWith(SignInRefused, /^The tenant, the email address or the password is wrong$/);

    expect(steps).to.deep.equal(['slugs.tenantOf', 'failed.count', 'users.byEmail', 'passwords.verify']);
    expect(announced()).not.to.include('identity.session-started');
  });

  it('is refused when the password is changed while it is being checked: no session outlives that', async () => {
    const { users, identityWork, tenant, clock, announced } = await identity();
    const changing = new (class extends QuickPasswordHasher {
      override async verify(hash: string | null, tried: string): Promise<boolean> {
        const matches = await super.verify(hash, tried);
        await identityWork.run(tenant, async (scope) => {
          const user = await scope.users.get(tenant, (await users.byEmail(tenant, email))?.id as PrincipalId);
          if (user !== null) await scope.users.save(tenant, user.changePassword(await this.hash('another one altogether'), clock.now()));
        });
        return matches;
      }
    })();
    const signIn = new SignIn(
      { tenantOf: async () => tenant.tenantId }, users, identityWork, changing, new PacedAttempts(new InMemoryFailedAttempts(), clock),
      new RandomSecrets(), refreshSecrets, new LegibleTokens(), new PredictableIds(), clock,
    );

    await expect(signIn.execute(system, command)).to.be.rejectedWith(SignInRefused, /^The tenant, the email address or the password is wrong$/);

    expect(announced()).to.deep.equal(['identity.password-changed']);
  });

  it('lets nobody sign in to the platform itself', async () => {
    const { users } = await identity();
    expect(await users.byEmail(TenantContext.visitor(platformTenantId), email)).to.equal(null);
  });
});

describe('refreshing a session', () => {
  it('gives new credentials for the same session', async () => {
    const { signIn, refresh } = await identity();
    const first = await signIn.execute(system, command);
    const second = await refresh.execute(system, first);
    expect(second.refreshToken).not.to.equal(first.refreshToken);
    expect(RefreshToken.read(second.refreshToken).sessionId).to.equal(RefreshToken.read(first.refreshToken).sessionId);
    expect(second.accessToken).to.equal(first.accessToken);
  });

  it('gives the same answer again for half a minute, to whoever lost it', async () => {
    const { signIn, refresh, clock, ended } = await identity();
    const first = await signIn.execute(system, command);
    const second = await refresh.execute(system, first);
    clock.passes(30_000);
    expect((await refresh.execute(system, first)).refreshToken).to.equal(second.refreshToken);
    expect(await refresh.execute(system, second)).to.include({ tokenType: 'Bearer' });
    expect(ended).to.deep.equal([]);
  });

  it('gives the same to many who show the same token at once', async () => {
    const { signIn, refresh } = await identity();
    const first = await signIn.execute(system, command);
    const all = await Promise.all(Array.from({ length: 5 }, () => refresh.execute(system, first)));
    expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).to.equal(1);
  });

  it('ends the session when a token is shown that was used up before: whoever has the newest is out, and told so at once', async () => {
    const { signIn, refresh, clock, announced, ended } = await identity();
    const first = await signIn.execute(system, command);
    const { sessionId } = RefreshToken.read(first.refreshToken);
    const second = await refresh.execute(system, first);
    clock.passes(30_001);

    await expect(refresh.execute(system, first)).to.be.rejectedWith(RefreshRefused, /^The refresh token is no longer valid: sign in again$/);

    await expect(refresh.execute(system, second)).to.be.rejectedWith(RefreshRefused);
    expect(announced()).to.deep.equal(['identity.session-started', 'identity.refresh-reused', 'identity.session-ended']);
    expect(ended).to.deep.equal([sessionId]);
  });

  it('ends nothing for a token that is made up, however old it claims to be', async () => {
    const { signIn, refresh, clock, announced, ended } = await identity();
    const first = await signIn.execute(system, command);
    const second = await refresh.execute(system, first);
    clock.passes(60_000);
    for (const generation of [0, 1, 2]) {
      const token = { ...RefreshToken.read(second.refreshToken), generation, secret: 'x'.repeat(43) };
      await expect(refresh.execute(system, { refreshToken: RefreshToken.write(token) })).to.be.rejectedWith(RefreshRefused);
    }
    expect([announced(), ended]).to.deep.equal([['identity.session-started'], []]);
    expect(await refresh.execute(system, second)).to.include({ tokenType: 'Bearer' });
  });

  it('refuses, in the same words, what was never ours, is of another tenant or session, has expired, or was signed out', async () => {
    const { signIn, refresh, signOut, signedInAs, clock } = await identity();
    const [one, other] = [await signIn.execute(system, command), await signIn.execute(system, command)];
    const token = RefreshToken.read(one.refreshToken);
    const forged = [
      'nonsense',
      one.accessToken,
      RefreshToken.write({ ...token, tenantId: aTenant().tenantId }),
      RefreshToken.write({ ...token, sessionId: RefreshToken.read(other.refreshToken).sessionId }),
      RefreshToken.write({ ...token, generation: 1 }),
      RefreshToken.write({ ...token, secret: 'x'.repeat(43) }),
    ];
    const refused = (refreshToken: string) =>
      expect(refresh.execute(system, { refreshToken })).to.be.rejectedWith(RefreshRefused, /^The refresh token is no longer valid: sign in again$/);
    for (const refreshToken of forged) await refused(refreshToken);

    await signOut.execute(signedInAs(other));
    await refused(other.refreshToken);
    clock.passes(30 * DAY);
    await refused(one.refreshToken);
  });
});

describe('refreshing a session of a tenant that is closed', () => {
  it('is refused in the same words, and goes on where the tenant is only suspended or closing', async () => {
    const { signIn, refresh, stands } = await identity();
    const { refreshToken } = await signIn.execute(system, command);
    stands.as = 'closed';
    await expect(refresh.execute(system, { refreshToken })).to.be.rejectedWith(RefreshRefused, /^The refresh token is no longer valid: sign in again$/);
    stands.as = 'suspended';
    const next = await refresh.execute(system, { refreshToken });
    stands.as = 'closing';
    await refresh.execute(system, next);
  });
});

describe('signing out', () => {
  it('ends the caller’s session and no other, announces it, and tells who remembers', async () => {
    const { signIn, signOut, signedInAs, sessions, tenant, clock, announced, ended } = await identity();
    const [here, there] = [await signIn.execute(system, command), await signIn.execute(system, command)];

    await signOut.execute(signedInAs(here));

    const [mine, other] = [here, there].map(({ refreshToken }) => RefreshToken.read(refreshToken).sessionId);
    expect(mine === undefined || (await isActive(sessions, tenant, mine, clock.now()))).to.equal(false);
    expect(other !== undefined && (await isActive(sessions, tenant, other, clock.now()))).to.equal(true);
    expect(announced().at(-1)).to.equal('identity.session-ended');
    expect(ended).to.deep.equal([mine]);
  });

  it('may be done twice', async () => {
    const { signIn, signOut, signedInAs, announced } = await identity();
    const caller = signedInAs(await signIn.execute(system, command));
    await signOut.execute(caller);
    await signOut.execute(caller);
    expect(announced()).to.deep.equal(['identity.session-started', 'identity.session-ended']);
  });

  it('changes nothing for a session that is not there', async () => {
    const { signOut, tenant, announced } = await identity();
    await signOut.execute(tenant);
    expect(announced()).to.deep.equal([]);
  });
});

describe('looking after one’s sessions', () => {
  it('shows them newest first, each with its device, and which one the caller is in', async () => {
    const { signIn, refresh, list, signedInAs, clock } = await identity();
    const here = await signIn.execute(system, { ...command, device: 'a laptop' });
    const start = clock.now();
    clock.passes(DAY);
    await signIn.execute(system, command);
    await refresh.execute(system, here);

    const { items, next } = await list.execute(signedInAs(here), { limit: 10 });

    expect(items.map(({ device, current }) => ({ device, current }))).to.deep.equal([{ device: null, current: false }, { device: 'a laptop', current: true }]);
    expect(items[1]).to.deep.include({ startedAt: start, lastUsedAt: clock.now(), expiresAt: new Date(start.getTime() + 30 * DAY) });
    expect(next).to.equal(null);
  });

  it('ends one of them and no other, announces it, and tells who remembers', async () => {
    const { signIn, list, revoke, refresh, signedInAs, announced, ended } = await identity();
    const [here, lost] = [await signIn.execute(system, command), await signIn.execute(system, command)];
    const { sessionId } = RefreshToken.read(lost.refreshToken);

    await revoke.execute(signedInAs(here), { sessionId });

    expect((await list.execute(signedInAs(here), { limit: 10 })).items.map(({ current }) => current)).to.deep.equal([true]);
    await expect(refresh.execute(system, lost)).to.be.rejectedWith(RefreshRefused);
    expect(announced().at(-1)).to.equal('identity.session-ended');
    expect(ended).to.deep.equal([sessionId]);
  });

  it('knows no session that is another’s, unknown, or over', async () => {
    const { signIn, signOut, revoke, signedInAs, tenant, clock, sessions, ended } = await identity();
    const [mine, over] = [await signIn.execute(system, command), await signIn.execute(system, command)];
    await signOut.execute(signedInAs(over));
    ended.length = 0;
    const [own, gone] = [mine, over].map(({ refreshToken }) => RefreshToken.read(refreshToken).sessionId) as [SessionId, SessionId];
    const colleague = anotherUserOf(tenant);
    const refused = (caller: TenantContext, sessionId: SessionId) => expect(revoke.execute(caller, { sessionId })).to.be.rejectedWith(SessionNotFound);

    await refused(colleague, own);
    await refused(aTenant(), own);
    await refused(signedInAs(mine), gone);
    await refused(signedInAs(mine), userOf(colleague).sessionId);

    expect(await isActive(sessions, tenant, own, clock.now())).to.equal(true);
    expect(ended).to.deep.equal([]);
  });
});
