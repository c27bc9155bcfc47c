import { expect } from 'chai';
import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { AccessTokens } from '../../../application/identity/ports/access-tokens.js';
import { type IdentityScope, IdentityWork } from '../../../application/identity/ports/identity-work.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { SignIn, type SignInCommand } from '../../../application/identity/sign-in.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { RefreshRefused, SignInRefused } from '../../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import type { Session } from '../../../domain/identity/session.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, type Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { founded } from '../../contract/tenancy/founded.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const system = SystemContext.for('POST /v1/sessions');
const DAY = 24 * 60 * 60 * 1000;
const password = 'correct horse battery staple';
const email = EmailAddress.from('ada@acme.example');
const command: SignInCommand = { tenant: 'acme', email, password };

/** Says what it claims, for whoever reads the test. */
class LegibleTokens extends AccessTokens {
  override async issue(claims: object) {
    return { token: JSON.stringify(claims), expiresInSeconds: 600 };
  }

  override verify(): never {
    throw new Error('Nobody verifies here.');
  }
}

/** Work whose reader still sees a session as it was. */
class LateReader extends IdentityWork {
  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly seen: Session | null,
  ) {
    super();
  }

  override run<T>(tenant: TenantContext, work: (scope: IdentityScope) => Promise<T>): Promise<T> {
    return this.work.run(tenant, ({ sessions, ...scope }) =>
      work({ ...scope, sessions: { get: async () => this.seen, save: (whose, session) => sessions.save(whose, session) } }),
    );
  }

  override within(transaction: OpenTransaction): LateReader {
    return new LateReader(this.work.within(transaction), this.seen);
  }
}

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
  const { identityWork, users, sessions, registration, store } = platform;
  await platform.tenancyWork.run(tenant, ({ tenants }) => tenants.add(tenant, founded(tenant)));
  const person = await registration.prepare({ name: 'Ada Lovelace', email, password });
  await store.run(tenant, (transaction) => registration.register(tenant, person, 'owner', transaction));

  const tokens = new LegibleTokens();
  const slugs = { tenantOf: async (_: SystemContext, slug: string) => (slug === 'acme' ? tenant.tenantId : null) };
  const signIn = new SignIn(
    counted('slugs', slugs, steps), counted('users', users, steps), counted('work', identityWork, steps),
    counted('passwords', new QuickPasswordHasher(), steps), counted('secrets', new RandomSecrets(), steps),
    counted('tokens', tokens, steps), new PredictableIds(), clock,
  );
  const stands: { as: Standing | 'closed' } = { as: 'active' };
  const refresh = new RefreshSession(identityWork, new RandomSecrets(), tokens, clock, { of: async () => stands.as });
  const ended: string[] = [];
  const signOut = new SignOut(identityWork, { sessionEnded: (_, id) => void ended.push(id) }, clock);
  const announced = () => store.eventsOf(tenant).map(({ type }) => type).slice(3);
  const signedInAs = ({ accessToken }: { readonly accessToken: string }) => {
    const { userId: id, sessionId } = JSON.parse(accessToken) as { userId: never; sessionId: never };
    return TenantContext.of(tenant.tenantId, { kind: 'user', id, sessionId }, [], 'active');
  };
  return { ...platform, sessions, tenant, clock, steps, signIn, refresh, signOut, stands, ended, announced, signedInAs };
}

describe('signing in', () => {
  it('starts a session and gives what to work with', async () => {
    const { signIn, sessions, tenant, clock, announced } = await identity();

    const credentials = await signIn.execute(system, command);

    expect(credentials).to.include({ tokenType: 'Bearer', expiresIn: 600 });
    const { tenantId, sessionId } = RefreshToken.read(credentials.refreshToken);
    expect(JSON.parse(credentials.accessToken)).to.deep.include({ tenantId: tenant.tenantId, sessionId });
    expect(tenantId).to.equal(tenant.tenantId);
    expect(await sessions.isActive(tenant, sessionId, clock.now())).to.equal(true);
    expect(announced()).to.deep.equal(['identity.session-started']);
  });

  it('keeps the refresh token’s hash and not its secret', async () => {
    const { signIn, identityWork, tenant, store } = await identity();
    const { refreshToken } = await signIn.execute(system, command);
    const { sessionId, secret } = RefreshToken.read(refreshToken);
    const session = await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, sessionId));
    expect(session?.state.refreshHash).to.equal(new RandomSecrets().hash(secret));
    expect(JSON.stringify([session?.state, store.eventsOf(tenant)])).not.to.include(secret);
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
      expect(steps, what).to.deep.equal(['slugs.tenantOf', 'users.byEmail', 'passwords.verify']);
    }
    expect(announced()).to.deep.equal([]);
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

  it('uses the old token up, while the new one is good', async () => {
    const { signIn, refresh } = await identity();
    const first = await signIn.execute(system, command);
    const second = await refresh.execute(system, first);
    await expect(refresh.execute(system, first)).to.be.rejectedWith(RefreshRefused);
    expect(await refresh.execute(system, second)).to.include({ tokenType: 'Bearer' });
  });

  it('lets one of many who show the same token at once succeed', async () => {
    const { signIn, refresh } = await identity();
    const first = await signIn.execute(system, command);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => refresh.execute(system, first)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(RefreshRefused);
  });

  it('refuses as void a token whose session another process refreshed between our reading and our saving', async () => {
    const { signIn, refresh, identityWork, tenant, clock } = await identity();
    const first = await signIn.execute(system, command);
    const { sessionId } = RefreshToken.read(first.refreshToken);
    const seen = await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, sessionId));
    const second = await refresh.execute(system, first);

    const late = new RefreshSession(new LateReader(identityWork, seen), new RandomSecrets(), new LegibleTokens(), clock, { of: async () => 'active' });
    await expect(late.execute(system, first)).to.be.rejectedWith(RefreshRefused);

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
    expect(mine === undefined || (await sessions.isActive(tenant, mine, clock.now()))).to.equal(false);
    expect(other !== undefined && (await sessions.isActive(tenant, other, clock.now()))).to.equal(true);
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
