import { expect } from 'chai';
import { v7 } from 'uuid';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { InvitationPending } from '../../../domain/identity/identity-refusals.js';
import { Invitation } from '../../../domain/identity/invitation.js';
import { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { anInvitation } from '../../support/invitations.js';
import { aNewAddress } from '../../support/members.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

const later = new Date('2026-03-01T13:00:00.000Z');

/** What every home for invitations promises. */
export function describeInvitations(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const platform = await open();
    const { identityWork } = platform;
    const save = (tenant: TenantContext, one: Invitation) => identityWork.run(tenant, ({ invitations }) => invitations.save(tenant, one));
    const get = (tenant: TenantContext, id: InvitationId) => identityWork.run(tenant, ({ invitations }) => invitations.get(tenant, id));
    const pendingOf = (tenant: TenantContext, email: EmailAddress) =>
      identityWork.run(tenant, ({ invitations }) => invitations.pendingOf(tenant, email));
    return { ...platform, save, get, pendingOf };
  };

  describe(`invitations in ${home}`, () => {
    it('gives back what was saved, with nothing left to announce', async () => {
      const [{ save, get, pendingOf }, tenant] = [await opened(), aTenant()];
      const invitation = anInvitation(tenant);

      const stored = await save(tenant, invitation);

      expect(stored.state).to.deep.equal({ ...invitation.state, version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect((await get(tenant, stored.state.id))?.state).to.deep.equal(stored.state);
      expect((await pendingOf(tenant, stored.state.email))?.state).to.deep.equal(stored.state);
    });

    it('gives back what was accepted and revoked since, which is not pending any more', async () => {
      const [{ save, get, pendingOf }, tenant] = [await opened(), aTenant()];
      const accepted = await save(tenant, (await save(tenant, anInvitation(tenant))).accept('hash of a secret', later));
      expect((await get(tenant, accepted.state.id))?.state).to.deep.include({ status: 'accepted', version: 2 });

      const revoked = await save(tenant, (await save(tenant, anInvitation(tenant))).revoke(later));
      expect((await get(tenant, revoked.state.id))?.state).to.deep.include({ status: 'revoked', version: 2 });
      expect(await pendingOf(tenant, revoked.state.email)).to.equal(null);
    });

    it('stores what happened with the invitation, and neither hash nor address', async () => {
      const [{ save, eventsOf }, tenant] = [await opened(), aTenant()];
      const { state } = await save(tenant, (await save(tenant, anInvitation(tenant))).revoke(later));
      const other = await save(tenant, (await save(tenant, anInvitation(tenant))).accept('hash of a secret', later));

      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'identity.user-invited', occurredAt: noon.toISOString(), invitationId: state.id },
        { type: 'identity.invitation-revoked', occurredAt: later.toISOString(), invitationId: state.id },
        { type: 'identity.user-invited', occurredAt: noon.toISOString(), invitationId: other.state.id },
        { type: 'identity.invitation-accepted', occurredAt: later.toISOString(), invitationId: other.state.id },
      ]);
    });

    it('keeps one pending invitation of an address, of two at once as well', async () => {
      const [{ save }, tenant, email] = [await opened(), aTenant(), aNewAddress()];
      const outcomes = await Promise.allSettled([1, 2].map(() => save(tenant, anInvitation(tenant, { email }))));

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(InvitationPending);
      await expect(save(tenant, anInvitation(tenant, { email }))).to.be.rejectedWith(InvitationPending);
      expect((await save(tenant, anInvitation(tenant, { email: aNewAddress() }))).state.version).to.equal(1);
    });

    it('hides a tenant’s invitations from every other tenant', async () => {
      const [{ save, get, pendingOf }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const invitation = await save(owner, anInvitation(owner));

      expect(await get(stranger, invitation.state.id)).to.equal(null);
      expect(await pendingOf(stranger, invitation.state.email)).to.equal(null);
      for (const stolen of [invitation, invitation.revoke(later), Invitation.restore({ ...invitation.state, version: 0 })]) {
        await expect(save(stranger, stolen)).to.be.rejectedWith(OutdatedVersion);
      }
      expect((await save(stranger, anInvitation(stranger))).state.version, 'of the same address').to.equal(1);
      expect((await get(owner, invitation.state.id))?.state).to.deep.equal(invitation.state);
    });

    it('knows no invitation that was never saved', async () => {
      const { get, pendingOf } = await opened();
      expect(await get(aTenant(), InvitationId.from(v7()))).to.equal(null);
      expect(await pendingOf(aTenant(), aNewAddress())).to.equal(null);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ identityWork, save, get, eventsOf }, tenant] = [await opened(), aTenant()];
      const { state } = await save(tenant, anInvitation(tenant));
      const failing = identityWork.run(tenant, async ({ invitations }) => {
        await invitations.save(tenant, Invitation.restore(state).revoke(later));
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      expect((await get(tenant, state.id))?.state).to.deep.equal(state);
      expect(await eventsOf(tenant)).to.have.length(1);
    });

    it('lets only one of two writers win, and refuses a version that is not the newest', async () => {
      const [{ save, get }, tenant] = [await opened(), aTenant()];
      const seen = await save(tenant, anInvitation(tenant));

      const outcomes = await Promise.allSettled([save(tenant, seen.revoke(later)), save(tenant, seen.accept('hash of a secret', later))]);

      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      expect(more).to.deep.equal([]);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await get(tenant, seen.state.id))?.state).to.deep.equal(winner?.value.state);
      for (const version of [0, 1, 9]) {
        await expect(save(tenant, Invitation.restore({ ...seen.state, status: 'revoked', version })), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
      }
    });
  });
}
