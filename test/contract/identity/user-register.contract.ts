import { expect } from 'chai';
import { v7 } from 'uuid';
import { type Member, memberOf } from '../../../application/identity/member.js';
import { memberSorts } from '../../../application/identity/ports/user-register.js';
import { userStatuses } from '../../../domain/identity/user.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { aUser } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import type { OpenPlatform } from '../platform-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));

/** Equal names, equal moments, and names that only code points put in order. */
const given = [
  { name: 'Beta', created: 3 },
  { name: 'alpha', created: 1 },
  { name: 'Beta', created: 2 },
  { name: 'Ähre', created: 2 },
  { name: '\uff5e wave', created: 2 },
  { name: '\u{1f680} rocket', created: 4 },
  { name: 'Beta', created: 3 },
];

/** What every reader of users promises. */
export function describeUserRegister(home: string, open: OpenPlatform): void {
  describe(`reading users in ${home}`, () => {
    it('finds a user of the tenant’s by address and by id, and not by another’s', async () => {
      const [{ identityWork, users: register }, tenant] = [await open(), aTenant()];
      const [ada, bob] = await identityWork.run(tenant, async ({ users }) => [
        (await users.add(tenant, aUser(tenant))).state,
        (await users.add(tenant, aUser(tenant, { name: 'Bob', email: EmailAddress.from('bob@acme.example') }))).state,
      ]);
      expect(await register.byEmail(tenant, EmailAddress.from('ADA@acme.example'))).to.deep.equal(ada);
      const id = bob?.id ?? PrincipalId.from(v7());
      const card = await register.byId(tenant, id);
      expect(card, 'without the password’s hash').to.deep.equal({ id, name: 'Bob', email: 'bob@acme.example' });
    });

    it('finds nobody in another tenant', async () => {
      const [{ identityWork, users: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await identityWork.run(owner, ({ users }) => users.add(owner, aUser(owner)));
      expect(await register.byEmail(stranger, state.email)).to.equal(null);
      expect(await register.byId(stranger, state.id)).to.equal(null);
    });

    it('finds nobody where there is nobody', async () => {
      const [{ users: register }, tenant] = [await open(), aTenant()];
      expect(await register.byEmail(tenant, EmailAddress.from('nobody@acme.example'))).to.equal(null);
      expect(await register.byId(tenant, PrincipalId.from(v7()))).to.equal(null);
      expect(await register.member(tenant, PrincipalId.from(v7()))).to.equal(null);
      expect(await register.passwordHashOf(tenant, PrincipalId.from(v7()))).to.equal(null);
    });

    it('shows a member without the password’s hash, which it tells whoever asks for it, in their own tenant alone', async () => {
      const [{ identityWork, users: register }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));
      const { passwordHash, tenantId: _, ...member } = state;

      expect(await register.member(tenant, state.id)).to.deep.equal(member);
      expect(await register.passwordHashOf(tenant, state.id)).to.equal(passwordHash);
      expect(await register.member(stranger, state.id)).to.equal(null);
      expect(await register.passwordHashOf(stranger, state.id)).to.equal(null);
      expect(await register.list(stranger, { limit: 20, sort: 'name' })).to.deep.equal({ items: [], next: null });
    });

    for (const sort of memberSorts) {
      it(`lists each member once and in order by ${sort}, whatever the size of the pages, and by status`, async () => {
        const [{ identityWork, users: register }, tenant] = [await open(), aTenant()];
        const stored = await identityWork.run(tenant, async ({ users }) => {
          const all = [];
          for (const [at, { name, created }] of given.entries()) {
            const email = EmailAddress.from(`${(at * 5) % 7}-${name.length}@acme.example`);
            const user = await users.add(tenant, aUser(tenant, { name, email, createdAt: day(created) }));
            all.push(memberOf((at % 3 === 0 ? await users.save(tenant, user.deactivate(day(9))) : user).state));
          }
          return all;
        });
        const by = sort.replace('-', '') as 'createdAt' | 'name' | 'email';
        const keyOf = (member: Member) => (by === 'createdAt' ? member.createdAt.getTime() : member[by]);
        const expected = (of: readonly Member[]) => idsInOrder(of, keyOf, sort.startsWith('-'));

        for (const limit of [1, 2, 3, given.length, given.length + 1]) {
          expect(await walk((page) => register.list(tenant, { ...page, sort }), limit), `${limit} a page`).to.deep.equal(expected(stored));
        }
        for (const status of userStatuses) {
          const those = stored.filter((it) => it.status === status);
          expect(await walk((page) => register.list(tenant, { ...page, sort, status }), 2), status).to.deep.equal(expected(those));
        }
        const { items } = await register.list(tenant, { limit: 100, sort });
        expect(items.find(({ id }) => id === stored[0]?.id)).to.deep.equal(stored[0]);
      });
    }
  });
}
