import { expect } from 'chai';
import { v7 } from 'uuid';
import { invitationSorts } from '../../../application/identity/ports/invitation-register.js';
import { InvitationId } from '../../../domain/identity/invitation-id.js';
import { anInvitation } from '../../support/invitations.js';
import { aNewAddress } from '../../support/members.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import type { OpenPlatform } from '../platform-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));

/** What every reader of invitations promises. */
export function describeInvitationRegister(home: string, open: OpenPlatform): void {
  describe(`reading invitations in ${home}`, () => {
    it('finds an invitation of the tenant’s, and nobody else’s', async () => {
      const [{ identityWork, invitations: register }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await identityWork.run(tenant, ({ invitations }) => invitations.save(tenant, anInvitation(tenant)));

      expect(await register.find(tenant, state.id)).to.deep.equal(state);
      expect(await register.find(stranger, state.id)).to.equal(null);
      expect(await register.find(tenant, InvitationId.from(v7()))).to.equal(null);
      expect(await register.list(stranger, { limit: 20, sort: '-createdAt' })).to.deep.equal({ items: [], next: null });
    });

    for (const sort of invitationSorts) {
      it(`shows each invitation once and in order by ${sort}, whatever the size of the pages, and by its status`, async () => {
        const [{ identityWork, invitations: register }, tenant] = [await open(), aTenant()];
        const stored = await identityWork.run(tenant, async ({ invitations }) => {
          const all = [];
          for (const created of [3, 1, 2, 2, 4]) {
            const one = await invitations.save(tenant, anInvitation(tenant, { email: aNewAddress() }, day(created)));
            all.push(created === 2 ? (await invitations.save(tenant, one.revoke(day(5)))).state : one.state);
          }
          return all;
        });
        const expected = (of: typeof stored) => idsInOrder(of, ({ createdAt }) => createdAt.getTime(), sort.startsWith('-'));

        for (const limit of [1, 2, stored.length]) {
          expect(await walk((page) => register.list(tenant, { ...page, sort }), limit), `${limit} a page`).to.deep.equal(expected(stored));
        }
        for (const status of ['pending', 'revoked', 'accepted'] as const) {
          const those = stored.filter((it) => it.status === status);
          expect(await walk((page) => register.list(tenant, { ...page, sort, status }), 2), status).to.deep.equal(expected(those));
        }
      });
    }
  });
}
