import { expect } from 'chai';
import { RolesUnfit } from '../../../domain/access/access-refusals.js';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const tenant = aTenant();
const { tenantId } = tenant;
const principalId = userOf(tenant).id;
const later = new Date('2026-03-01T13:00:00.000Z');
const holding = (...roles: readonly string[]) => RoleHolder.assign({ tenantId, principalId, roles }, noon);
const stored = (...roles: readonly string[]) => RoleHolder.restore({ tenantId, principalId, roles, active: true, version: 3 });

describe('holding roles', () => {
  it('begins active, and announces it', () => {
    const holder = holding('viewer', 'admin');
    expect(holder.state).to.deep.equal({ tenantId, principalId, roles: ['admin', 'viewer'], active: true, version: 0 });
    expect(holder.events).to.deep.equal([{ type: 'access.roles-assigned', tenantId, principalId, roles: ['admin', 'viewer'], occurredAt: noon }]);
  });

  it('needs at least one, and each once', () => {
    for (const roles of [[], ['admin', 'admin'], ['viewer', 'admin', 'viewer']]) {
      expect(() => holding(...roles)).to.throw(RolesUnfit);
      expect(() => stored('member').change(roles, later)).to.throw(RolesUnfit);
    }
  });

  it('goes over to other roles, and announces them', () => {
    const changed = stored('member').change(['viewer', 'admin'], later);
    expect(changed.state).to.deep.include({ roles: ['admin', 'viewer'], version: 3 });
    expect(changed.events).to.deep.equal([{ type: 'access.roles-changed', tenantId, principalId, roles: ['admin', 'viewer'], occurredAt: later }]);
  });

  it('does not change by the roles that are held, in whatever order', () => {
    const holder = stored('admin', 'viewer');
    expect(holder.change(['viewer', 'admin'], later)).to.equal(holder);
  });

  it('is suspended and resumed with its roles, each once', () => {
    const suspended = stored('admin').suspend(later);
    expect(suspended.state).to.deep.include({ roles: ['admin'], active: false });
    expect(suspended.suspend(later)).to.equal(suspended);
    const resumed = suspended.resume(later);
    expect(resumed.state.active).to.equal(true);
    expect(resumed.resume(later)).to.equal(resumed);
    expect(resumed.events.map(({ type }) => type)).to.deep.equal(['access.roles-suspended', 'access.roles-resumed']);
  });

  it('ends for good, and says which roles those were', () => {
    expect(stored('admin').withdraw(later).events).to.deep.equal([
      { type: 'access.roles-withdrawn', tenantId, principalId, roles: ['admin'], occurredAt: later },
    ]);
  });

  it('makes an active owner of whoever holds that role and is not suspended', () => {
    expect(stored('owner', 'viewer').isActiveOwner).to.equal(true);
    expect(stored('owner').suspend(later).isActiveOwner).to.equal(false);
    expect(stored('admin').isActiveOwner).to.equal(false);
  });

  it('comes back from storage with nothing to announce', () => {
    expect(stored('admin').events).to.deep.equal([]);
  });
});
