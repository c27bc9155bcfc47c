import { expect } from 'chai';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { ChangePassword } from '../../../application/identity/change-password.js';
import { ChangeProfile } from '../../../application/identity/change-profile.js';
import { PacedAttempts } from '../../../application/identity/paced-attempts.js';
import { ShowProfile } from '../../../application/identity/show-profile.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { MemberNotFound, PasswordWrong, SignInDelayed } from '../../../domain/identity/identity-refusals.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aMember, anOwnerOf, password } from '../../support/members.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { aSession, isActive } from '../../support/users.js';

const newPassword = 'another horse battery staple';
const callerAddress = '192.0.2.1';

async function opened() {
  const [ground, clock] = [inMemoryPlatform(), new FixedClock()];
  const { identityWork, users, failedAttempts, store } = ground;
  const me = await aMember(ground, await anOwnerOf(ground), 'viewer');
  const ended: string[] = [];
  const revocations = { sessionEnded: (_: TenantContext, id: string) => void ended.push(id) };
  const passwords = new QuickPasswordHasher();
  const changePassword = new ChangePassword(users, identityWork, passwords, new PacedAttempts(failedAttempts, clock), revocations, clock);
  return {
    ...ground, clock, me, ended,
    another: () => identityWork.run(me, ({ sessions }) => sessions.save(me, aSession(me, userOf(me).id))),
    show: new ShowProfile(users),
    change: new ChangeProfile(identityWork, clock),
    changePassword: (given: { readonly currentPassword?: string; readonly endOtherSessions?: boolean } = {}) =>
      changePassword.execute(me, { currentPassword: password, newPassword, endOtherSessions: true, callerAddress, ...given }),
    mine: async (given: string) => passwords.verify(await users.passwordHashOf(me, userOf(me).id), given),
    happened: () => store.eventsOf(me).map(({ type }) => type).at(-1),
  };
}

describe('one’s own profile', () => {
  it('is shown, and changed as it was seen', async () => {
    const { show, change, me, happened } = await opened();
    expect(await show.execute(me)).to.include({ id: userOf(me).id, name: 'A viewer', version: 1 }).and.not.to.have.property('passwordHash');

    expect(await change.execute(me, { version: 1, change: { name: 'Ada King' } })).to.include({ name: 'Ada King', version: 2 });

    expect(happened()).to.equal('identity.user-renamed');
    expect(await show.execute(me)).to.include({ name: 'Ada King', version: 2 });
    await expect(change.execute(me, { version: 1, change: { name: 'Eve' } })).to.be.rejectedWith(OutdatedVersion);
  });

  it('stays as it is when nothing is said, or nothing new', async () => {
    const { change, me } = await opened();
    expect(await change.execute(me, { version: 1, change: {} })).to.include({ version: 1 });
    expect(await change.execute(me, { version: 1, change: { name: 'A viewer' } })).to.include({ version: 1 });
  });

  it('is nobody’s who is not a person of the tenant', async () => {
    const { show, change, me } = await opened();
    for (const nobody of [aTenant(), TenantContext.visitor(me.tenantId)]) {
      await expect(show.execute(nobody)).to.be.rejectedWith(MemberNotFound);
      await expect(change.execute(nobody, { version: 1, change: { name: 'Eve' } })).to.be.rejectedWith(MemberNotFound);
    }
  });
});

describe('changing one’s password', () => {
  it('takes the one before, and ends every other session', async () => {
    const { changePassword, mine, me, another, sessions, ended, clock } = await opened();
    const other = await another();

    await changePassword();

    expect([await mine(password), await mine(newPassword)]).to.deep.equal([false, true]);
    expect(await isActive(sessions, me, userOf(me).sessionId, clock.now())).to.equal(true);
    expect(await isActive(sessions, me, other.state.id, clock.now())).to.equal(false);
    expect(ended).to.deep.equal([other.state.id]);
  });

  it('leaves the other sessions when that is wanted', async () => {
    const { changePassword, me, another, sessions, ended, clock, happened } = await opened();
    const other = await another();
    await changePassword({ endOtherSessions: false });
    expect(await isActive(sessions, me, other.state.id, clock.now())).to.equal(true);
    expect(ended).to.deep.equal([]);
    expect(happened()).to.equal('identity.password-changed');
  });

  it('refuses a wrong one, and changes nothing', async () => {
    const { changePassword, mine, another, sessions, me, clock } = await opened();
    const other = await another();
    await expect(changePassword({ currentPassword: 'wrong' })).to.be.rejectedWith(PasswordWrong);
    expect(await mine(password)).to.equal(true);
    expect(await isActive(sessions, me, other.state.id, clock.now())).to.equal(true);
  });

  it('slows down whoever guesses', async () => {
    const { changePassword, clock } = await opened();
    for (let count = 0; count < 5; count += 1) await expect(changePassword({ currentPassword: 'wrong' })).to.be.rejectedWith(PasswordWrong);
    await expect(changePassword()).to.be.rejectedWith(SignInDelayed);
    clock.passes(60_000);
    await changePassword();
  });

  it('is done once by two who know the same password', async () => {
    const { changePassword } = await opened();
    const outcomes = await Promise.allSettled([changePassword(), changePassword()]);
    expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
    expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(PasswordWrong);
  });
});
