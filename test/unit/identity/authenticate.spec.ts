import { expect } from 'chai';
import { ActiveSessions } from '../../../application/identity/active-sessions.js';
import { Authenticate } from '../../../application/identity/authenticate.js';
import { endSession } from '../../../application/identity/ending-sessions.js';
import type { AccessClaims } from '../../../application/identity/ports/access-tokens.js';
import { PublishedPrincipalContexts } from '../../../application/identity/published-principal-contexts.js';
import { type Permission, type Standing, standings, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant } from '../../support/tenants.js';
import { aSession, aUser } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;

/** Somebody in a session, whose token says its claims. */
async function opened() {
  const [clock, tenant] = [new FixedClock(), aTenant()];
  const { identityWork, sessions: register, cache } = inMemoryPlatform({ clock });
  const session = await identityWork.run(tenant, async ({ users, sessions }) => {
    const { state } = await users.add(tenant, aUser(tenant));
    return sessions.save(tenant, aSession(tenant, state.id));
  });
  const { tenantId, userId, id: sessionId } = session.state;
  const granted: Permission[] = ['library:books:read'];
  const tokens = {
    issue: () => Promise.reject(new Error('Nobody issues here.')),
    verify: async (token: string) => (token === 'void' ? null : (JSON.parse(token) as AccessClaims)),
  };
  const stands: { as: Standing | 'closed' } = { as: 'active' };
  const contexts = new PublishedPrincipalContexts({ of: async () => granted }, { of: async () => stands.as });
  const authenticate = new Authenticate(tokens, new ActiveSessions(register, cache, clock), contexts);
  const end = () => identityWork.run(tenant, (scope) => endSession(tenant, session, clock.now(), scope));
  return { authenticate, claims: { tenantId, userId, sessionId }, granted, stands, clock, end };
}

describe('authenticating', () => {
  it('tells who is calling, for whom, and with which rights at this moment', async () => {
    const { authenticate, claims, granted } = await opened();
    const { tenantId, userId: id, sessionId } = claims;
    const rightsOf = (context: TenantContext | null) => [...(context?.permissions ?? [])];

    const context = await authenticate.execute(JSON.stringify(claims));
    expect(context).to.deep.include({ tenantId, principal: { kind: 'user', id, sessionId } });
    expect(rightsOf(context)).to.deep.equal(['library:books:read']);

    granted.push('library:books:write');
    expect(rightsOf(await authenticate.execute(JSON.stringify(claims)))).to.deep.equal(['library:books:read', 'library:books:write']);
    granted.length = 0;
    expect(rightsOf(await authenticate.execute(JSON.stringify(claims)))).to.deep.equal([]);
  });

  it('tells how the tenant stands at this moment', async () => {
    const { authenticate, claims, stands } = await opened();
    for (const standing of standings) {
      stands.as = standing;
      expect(await authenticate.execute(JSON.stringify(claims))).to.include({ standing });
    }
  });

  it('knows nobody of a tenant that is closed', async () => {
    const { authenticate, claims, stands } = await opened();
    stands.as = 'closed';
    expect(await authenticate.execute(JSON.stringify(claims))).to.equal(null);
  });

  it('knows nobody by a void token', async () => {
    const { authenticate } = await opened();
    expect(await authenticate.execute('void')).to.equal(null);
  });

  it('knows nobody whose session has ended', async () => {
    const { authenticate, claims, end } = await opened();
    await end();
    expect(await authenticate.execute(JSON.stringify(claims))).to.equal(null);
  });

  it('knows nobody whose session has expired, is unknown, or is another tenant’s', async () => {
    const { authenticate, claims, clock } = await opened();
    const { tenantId: elsewhere, principal } = aTenant();
    const unknown = principal.kind === 'user' && principal.sessionId;
    expect(await authenticate.execute(JSON.stringify({ ...claims, tenantId: elsewhere }))).to.equal(null);
    expect(await authenticate.execute(JSON.stringify({ ...claims, sessionId: unknown }))).to.equal(null);
    clock.passes(30 * DAY);
    expect(await authenticate.execute(JSON.stringify(claims))).to.equal(null);
  });
});
