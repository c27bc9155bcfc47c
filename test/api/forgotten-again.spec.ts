import { expect } from 'chai';
import { RightsDirectory } from '../../application/access/published.js';
import { AccessWork } from '../../application/access/ports/access-work.js';
import { ActiveSessions } from '../../application/identity/active-sessions.js';
import { IdentityWork } from '../../application/identity/ports/identity-work.js';
import type { RoleHolder } from '../../domain/access/role-holder.js';
import { RefreshToken } from '../../domain/identity/refresh-token.js';
import type { Session } from '../../domain/identity/session.js';
import { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { type Application, inMemoryApplication } from '../support/application.js';
import type { Json } from '../support/client.js';
import { aColleague, anOwner } from '../support/signed-in.js';

/** Whoever changes something here says nothing of it, as if they had died before. */
describe('what was changed by somebody who could not tell of it', () => {
  let application: Application;

  before(async () => {
    application = await inMemoryApplication();
  });
  after(() => application.close());

  const somebody = async () => {
    const { client, credentials } = await aColleague(application, await anOwner(application), 'member');
    const { tenantId, sessionId } = RefreshToken.read(credentials.refreshToken);
    const principalId = PrincipalId.from(((await client.get('/v1/me')).json()['user'] as Json)['id'] as string);
    return { tenant: TenantContext.visitor(tenantId), sessionId, principalId };
  };

  it('is forgotten after its event: somebody’s rights', async () => {
    const { tenant, principalId } = await somebody();
    const rolesNow = async () => (await application.container.get(RightsDirectory).rightsOf(tenant, principalId)).roles;
    const work = application.container.get(AccessWork);
    const changes: readonly (readonly [change: (it: RoleHolder) => RoleHolder, roles: readonly string[]])[] = [
      [(it) => it.change(['viewer'], new Date()), ['viewer']],
      [(it) => it.suspend(new Date()), []],
      [(it) => it.resume(new Date()), ['viewer']],
      [(it) => it.withdraw(new Date()), []],
    ];
    for (const [change, roles] of changes) {
      const before = await rolesNow();
      await work.run(tenant, async ({ holders }) => {
        const changed = change((await holders.get(tenant, principalId)) as RoleHolder);
        await (changed.events.at(-1)?.type === 'access.roles-withdrawn' ? holders.remove(tenant, changed) : holders.save(tenant, changed));
      });
      expect(await rolesNow(), 'as remembered').to.deep.equal(before);
      await application.drain();
      expect(await rolesNow()).to.deep.equal(roles);
    }
  });

  it('is forgotten after its event: that a session is active', async () => {
    const { tenant, sessionId } = await somebody();
    const isActive = () => application.container.get(ActiveSessions).has(tenant, sessionId);
    expect(await isActive()).to.equal(true);

    await application.container.get(IdentityWork).run(tenant, async ({ sessions }) => {
      await sessions.save(tenant, ((await sessions.get(tenant, sessionId)) as Session).end(new Date()));
    });
    expect(await isActive(), 'as remembered').to.equal(true);
    await application.drain();

    expect(await isActive()).to.equal(false);
  });
});
