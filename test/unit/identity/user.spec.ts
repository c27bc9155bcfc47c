import { expect } from 'chai';
import { User } from '../../../domain/identity/user.js';
import { aTenant } from '../../support/tenants.js';
import { aUser, noon } from '../../support/users.js';

const tenant = aTenant();
const later = new Date('2026-03-01T13:00:00.000Z');
const fresh = aUser(tenant);
const user = User.restore({ ...fresh.state, version: 1 });
const typesOf = ({ events }: User) => events.map(({ type }) => type);

describe('a user', () => {
  it('is registered active, and announces it', () => {
    const { id: userId, tenantId } = fresh.state;
    expect(fresh.state).to.include({ status: 'active', version: 0 });
    expect(fresh.events).to.deep.equal([{ type: 'identity.user-registered', tenantId, userId, occurredAt: noon }]);
  });

  it('goes by another name, and is not renamed to the one they have', () => {
    const renamed = user.rename('Ada King', later);
    expect(renamed.state.name).to.equal('Ada King');
    expect(typesOf(renamed)).to.deep.equal(['identity.user-renamed']);
    expect(user.rename(user.state.name, later)).to.equal(user);
  });

  it('gets another password', () => {
    const changed = user.changePassword('another hash', later);
    expect(changed.state.passwordHash).to.equal('another hash');
    expect(typesOf(changed)).to.deep.equal(['identity.password-changed']);
  });

  it('is deactivated and reactivated, each once', () => {
    const deactivated = user.deactivate(later);
    expect(deactivated.isActive).to.equal(false);
    expect(deactivated.deactivate(later)).to.equal(deactivated);
    const back = deactivated.reactivate(later);
    expect(back.isActive).to.equal(true);
    expect(back.reactivate(later)).to.equal(back);
    expect(typesOf(back)).to.deep.equal(['identity.user-deactivated', 'identity.user-reactivated']);
  });

  it('is removed, and announces it', () => {
    expect(user.remove(later).events).to.deep.equal([
      { type: 'identity.user-removed', tenantId: tenant.tenantId, userId: user.state.id, occurredAt: later },
    ]);
  });
});
