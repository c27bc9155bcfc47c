import { expect } from 'chai';
import { InvitationAccepted, InvitationVoid } from '../../../domain/identity/identity-refusals.js';
import { Invitation } from '../../../domain/identity/invitation.js';
import { InvitationId } from '../../../domain/identity/invitation-id.js';
import { InvitationToken } from '../../../domain/identity/invitation-token.js';
import { anInvitation } from '../../support/invitations.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const tenant = aTenant();
const later = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const fresh = anInvitation(tenant, { secretHash: 'right' });
const invitation = Invitation.restore({ ...fresh.state, version: 1 });

describe('an invitation', () => {
  it('is pending for seven days, and announces itself', () => {
    const { id: invitationId, tenantId } = fresh.state;
    expect(fresh.state).to.deep.include({ status: 'pending', createdAt: noon, expiresAt: later(7 * DAY), version: 0 });
    expect(fresh.events).to.deep.equal([{ type: 'identity.user-invited', tenantId, invitationId, occurredAt: noon }]);
  });

  it('is accepted once, by its secret and in time, to the millisecond', () => {
    const accepted = invitation.accept('right', later(7 * DAY - 1));
    expect(accepted.state.status).to.equal('accepted');
    expect(accepted.events.map(({ type }) => type)).to.deep.equal(['identity.invitation-accepted']);
    expect(() => accepted.accept('right', later(1))).to.throw(InvitationVoid);
    expect(() => invitation.accept('right', later(7 * DAY))).to.throw(InvitationVoid);
    expect(() => invitation.accept('wrong', later(1))).to.throw(InvitationVoid);
  });

  it('is void once it is revoked, which it is once', () => {
    const revoked = invitation.revoke(later(1));
    expect(revoked.events.map(({ type }) => type)).to.deep.equal(['identity.invitation-revoked']);
    expect(() => revoked.accept('right', later(2))).to.throw(InvitationVoid);
    expect(revoked.revoke(later(2))).to.equal(revoked);
  });

  it('cannot be revoked once it is accepted', () => {
    expect(() => invitation.accept('right', later(1)).revoke(later(2))).to.throw(InvitationAccepted);
  });

  it('is void in the same words, whatever the reason', () => {
    const reasons = [() => invitation.accept('wrong', noon), () => invitation.accept('right', later(8 * DAY)), () => InvitationToken.read('nonsense')];
    for (const refused of reasons) expect(refused).to.throw(InvitationVoid, /^The invitation is not valid, or no longer$/);
  });
});

describe('an invitation’s token', () => {
  const token = { tenantId: tenant.tenantId, invitationId: InvitationId.from(idNumber(1)), secret: 'q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJ-_0' };
  const text = InvitationToken.write(token);

  it('is read as what was written', () => {
    expect(text).to.match(/^ati_/);
    expect(InvitationToken.read(text)).to.deep.equal(token);
  });

  it('is nothing that was never ours', () => {
    for (const other of ['', text.slice(1), `${text}A`, text.slice(0, -1), text.replace('ati', 'atr'), text.toUpperCase(), `${text}\n`, text.replaceAll('_', '-')]) {
      expect(() => InvitationToken.read(other), other).to.throw(InvitationVoid);
    }
  });
});
