import { expect } from 'chai';
import { AssignRoles } from '../../../application/access/assign-roles.js';
import { LastOwner, RightsExceeded } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aMember, anOwnerOf, type Ground } from '../../support/members.js';
import { userOf } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const ROUNDS = 8;

/** Takes the role of an owner from somebody. */
type Demote = (ground: Ground, by: TenantContext, whom: TenantContext) => Promise<unknown>;

const demote: Demote = ({ accessWork, catalogue }, by, whom) =>
  new AssignRoles(accessWork, catalogue, new FixedClock()).execute(by, { memberId: userOf(whom).id, version: 1, roles: ['viewer'] });

const ways: Readonly<Record<string, Demote>> = {
  'give each other another role': demote,
  'deactivate each other': ({ roleAssigner, transactions }, by, whom) =>
    transactions.run(by, (transaction) => roleAssigner.deactivate(by, userOf(whom).id, transaction)),
  'withdraw each other’s roles': ({ roleAssigner, transactions }, by, whom) =>
    transactions.run(by, (transaction) => roleAssigner.withdraw(by, userOf(whom).id, transaction)),
};

/** What keeps a tenant an owner over every home, when several processes are asked at the same moment. */
export function describeOwnersAtOnce(home: string, open: OpenPlatform): void {
  describe(`owners who act at once in ${home}`, () => {
    for (const [what, act] of Object.entries(ways)) {
      it(`leave one of them an owner when two ${what}`, async () => {
        const ground = await open();
        for (let round = 0; round < ROUNDS; round += 1) {
          const one = await anOwnerOf(ground);
          const other = await aMember(ground, one, 'owner');

          const outcomes = await Promise.allSettled([act(ground, one, other), act(ground, other, one)]);

          expect(outcomes.map(({ status }) => status).toSorted(), what).to.deep.equal(['fulfilled', 'rejected']);
          const refused = outcomes.find((it) => it.status === 'rejected')?.reason as unknown;
          expect(refused instanceof RightsExceeded || refused instanceof LastOwner, String(refused)).to.equal(true);
          expect(await ground.accessWork.run(one, ({ holders }) => holders.activeOwners(one))).to.have.length(1);
        }
      });
    }

    it('leave one of them an owner when all of many step down', async () => {
      const ground = await open();
      const first = await anOwnerOf(ground);
      const owners = [first, ...(await Promise.all([1, 2, 3].map(() => aMember(ground, first, 'owner'))))];

      const outcomes = await Promise.allSettled(owners.map((owner) => demote(ground, owner, owner)));

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(owners.length - 1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(LastOwner);
      expect(await ground.accessWork.run(first, ({ holders }) => holders.activeOwners(first))).to.have.length(1);
    });
  });
}
