import { expect } from 'chai';
import { v7 } from 'uuid';
import type { AccessScope } from '../../../application/access/ports/access-work.js';
import { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import { PrincipalId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { founded } from '../tenancy/founded.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const somebody = () => PrincipalId.from(v7());
const lightsOut = new Error('the lights went out');

/** One more role for somebody, who may have none yet. */
const assign = (tenant: TenantContext, principalId: PrincipalId, role: string) => async ({ holders }: AccessScope) => {
  const holder = await holders.get(tenant, principalId);
  const { tenantId } = tenant;
  await holders.save(tenant, holder?.change([...holder.state.roles, role], at) ?? RoleHolder.assign({ tenantId, principalId, roles: [role] }, at));
};

/** A first role, for somebody who must have none yet. */
const assignFirst = (tenant: TenantContext, principalId: PrincipalId, role: string) => ({ holders }: AccessScope) =>
  holders.save(tenant, RoleHolder.assign({ tenantId: tenant.tenantId, principalId, roles: [role] }, at));

class ForeignTransaction extends OpenTransaction {
  override readonly store = 'elsewhere';
  override onceKept(): void {
    // is never kept
  }
}

/** What every unit of work promises, and every transaction that one can join; told by way of access's. */
export function describeUnitOfWork(home: string, open: OpenPlatform): void {
  describe(`a unit of work in ${home}`, () => {
    it('answers what its work answers', async () => {
      const { accessWork } = await open();
      expect(await accessWork.run(aTenant(), async () => 'an answer')).to.equal('an answer');
    });

    it('keeps all of what it did, with what was announced, in order', async () => {
      const { accessWork, roles, eventsOf } = await open();
      const [tenant, one, other] = [aTenant(), somebody(), somebody()];

      await accessWork.run(tenant, async (scope) => {
        await assign(tenant, one, 'viewer')(scope);
        await assign(tenant, other, 'member')(scope);
        await assign(tenant, one, 'admin')(scope);
      });

      expect(await roles.rolesOf(tenant, one)).to.deep.equal(['admin', 'viewer']);
      expect(await roles.rolesOf(tenant, other)).to.deep.equal(['member']);
      expect(await eventsOf(tenant)).to.deep.equal(
        [
          ['access.roles-assigned', one, ['viewer']],
          ['access.roles-assigned', other, ['member']],
          ['access.roles-changed', one, ['admin', 'viewer']],
        ].map(([type, principalId, held]) => ({ type, occurredAt: at.toISOString(), principalId, roles: held })),
      );
    });

    it('keeps nothing of work that fails, nor what it announced, and hands on why', async () => {
      const { accessWork, roles, eventsOf } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      const failing = accessWork.run(tenant, async (scope) => {
        await assign(tenant, user, 'owner')(scope);
        throw lightsOut;
      });

      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('shows nobody outside what is not kept yet', async () => {
      const { accessWork, roles } = await open();
      const [tenant, user] = [aTenant(), somebody()];
      const stored = Promise.withResolvers<void>();
      const looked = Promise.withResolvers<void>();

      const work = accessWork.run(tenant, async (scope) => {
        await assign(tenant, user, 'owner')(scope);
        stored.resolve();
        await looked.promise;
      });
      await stored.promise;
      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      looked.resolve();
      await work;

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['owner']);
    });

    it('does what many want at once, for many tenants, each for its own', async () => {
      const { accessWork, roles } = await open();
      const all = Array.from({ length: 12 }, () => ({ tenant: aTenant(), user: somebody() }));

      await Promise.all(all.map(({ tenant, user }) => accessWork.run(tenant, assign(tenant, user, 'owner'))));

      for (const { tenant } of all) {
        const seen = await Promise.all(all.map(({ user }) => roles.rolesOf(tenant, user)));
        expect(seen.flat()).to.have.length(1);
      }
    });

    it('serves its own tenant alone', async () => {
      const { accessWork, roles } = await open();
      const [tenant, stranger, user] = [aTenant(), aTenant(), somebody()];

      await expect(accessWork.run(tenant, assign(stranger, user, 'owner'))).to.be.rejectedWith(/another tenant/);

      expect(await roles.rolesOf(stranger, user)).to.deep.equal([]);
    });

    it('is over when it is over: whoever kept its scope cannot go on', async () => {
      const { accessWork, roles } = await open();
      const [tenant, user] = [aTenant(), somebody()];
      const kept = await accessWork.run(tenant, async (scope) => scope);

      await expect(assign(tenant, user, 'owner')(kept)).to.be.rejectedWith(/has ended/);

      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
    });
  });

  describe(`work within an open transaction in ${home}`, () => {
    it('is kept with it, and not before', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        await accessWork.within(transaction).run(tenant, assign(tenant, user, 'member'));
        expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      });

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['member']);
    });

    it('is undone with it', async () => {
      const { accessWork, transactions, roles, eventsOf } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      const failing = transactions.run(tenant, async (transaction) => {
        await accessWork.within(transaction).run(tenant, assign(tenant, user, 'member'));
        throw lightsOut;
      });

      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('is undone alone when it throws, and the transaction goes on', async () => {
      const { accessWork, transactions, roles, eventsOf } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        const joined = accessWork.within(transaction);
        await joined.run(tenant, assign(tenant, user, 'first'));
        const failing = joined.run(tenant, async (scope) => {
          await assign(tenant, user, 'second')(scope);
          throw lightsOut;
        });
        await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
        await joined.run(tenant, assign(tenant, user, 'third'));
      });

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['first', 'third']);
      expect((await eventsOf(tenant)).map((event) => event['roles'])).to.deep.equal([['first'], ['first', 'third']]);
    });

    it('is undone alone when it throws, be it the first of all, and the transaction goes on', async () => {
      const { accessWork, transactions, roles, eventsOf } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        const joined = accessWork.within(transaction);
        const failing = async (role: string) => {
          const failed = joined.run(tenant, async (scope) => {
            await assign(tenant, user, role)(scope);
            throw lightsOut;
          });
          await expect(failed).to.be.rejected.and.eventually.equal(lightsOut);
        };
        await failing('first');
        await failing('second');
        await joined.run(tenant, assign(tenant, user, 'third'));
        await failing('fourth');
        await joined.run(tenant, assign(tenant, user, 'fifth'));
      });

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['fifth', 'third']);
      expect((await eventsOf(tenant)).map((event) => event['roles'])).to.deep.equal([['third'], ['fifth', 'third']]);
    });

    it('is undone when it is the first of all and nothing follows', async () => {
      const { accessWork, transactions, roles, eventsOf } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      const answer = await transactions.run(tenant, async (transaction) => {
        const failed = accessWork.within(transaction).run(tenant, async (scope) => {
          await assign(tenant, user, 'first')(scope);
          throw lightsOut;
        });
        return failed.catch(() => 'refused');
      });

      expect(answer).to.equal('refused');
      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('is undone alone when the store refuses it, and the transaction goes on', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        const joined = accessWork.within(transaction);
        await joined.run(tenant, assign(tenant, user, 'first'));
        await expect(joined.run(tenant, assignFirst(tenant, user, 'first'))).to.be.rejectedWith(OutdatedVersion);
        await joined.run(tenant, assign(tenant, user, 'second'));
      });

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['first', 'second']);
    });

    it('sees what was done before it in the same transaction', async () => {
      const { accessWork, transactions } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        await accessWork.within(transaction).run(tenant, assign(tenant, user, 'owner'));
        const again = accessWork.within(transaction).run(tenant, assignFirst(tenant, user, 'owner'));
        await expect(again).to.be.rejectedWith(OutdatedVersion);
      });
    });

    it('is one step with the work of other contexts, and with work within it', async () => {
      const { tenancyWork, accessWork, transactions, registration, users, roles, eventsOf } = await open();
      const register = async (tenant: TenantContext, transaction: OpenTransaction) => {
        const person = await registration.prepare({ name: 'Ada', email: 'ada@acme.example' as never, password: 'a long password' });
        const id = await tenancyWork.within(transaction).run(tenant, async ({ tenants, owners }) => {
          await tenants.add(tenant, founded(tenant));
          return owners.register(tenant, person);
        });
        await accessWork.within(transaction).run(tenant, assign(tenant, id, 'auditor'));
        return id;
      };

      const tenant = aTenant();
      const id = await transactions.run(tenant, (transaction) => register(tenant, transaction));
      expect(await users.byId(tenant, id)).to.include({ name: 'Ada' });
      expect(await roles.rolesOf(tenant, id)).to.deep.equal(['auditor', 'owner']);
      expect((await eventsOf(tenant)).map(({ type }) => type)).to.deep.equal([
        'tenancy.tenant-founded', 'identity.user-registered', 'access.roles-assigned', 'access.roles-changed',
      ]);

      const unlucky = aTenant();
      let lost: PrincipalId | undefined;
      const failing = transactions.run(unlucky, async (transaction) => {
        lost = await register(unlucky, transaction);
        throw lightsOut;
      });
      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(await users.byId(unlucky, lost ?? somebody())).to.equal(null);
      expect(await roles.rolesOf(unlucky, lost ?? somebody())).to.deep.equal([]);
      expect(await eventsOf(unlucky)).to.deep.equal([]);
    });

    it('refuses the transaction of another tenant', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, stranger, user] = [aTenant(), aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        const foreign = accessWork.within(transaction).run(stranger, assign(stranger, user, 'owner'));
        await expect(foreign).to.be.rejectedWith(/another tenant/);
      });

      expect(await roles.rolesOf(stranger, user)).to.deep.equal([]);
    });

    it('refuses the transaction of another store', async () => {
      const { accessWork } = await open();
      expect(() => accessWork.within(new ForeignTransaction())).to.throw(/transaction/);
    });

    it('has the transaction to itself while it goes on', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, user] = [aTenant(), somebody()];

      await transactions.run(tenant, async (transaction) => {
        const joined = accessWork.within(transaction);
        await joined.run(tenant, async (scope) => {
          await expect(joined.run(tenant, assign(tenant, user, 'beside'))).to.be.rejectedWith(/waits for a step of its own/);
          await assign(tenant, user, 'within')(scope);
        });
      });

      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['within']);
    });

    it('refuses a transaction that is over', async () => {
      const { accessWork, transactions } = await open();
      const tenant = aTenant();
      const over = await transactions.run(tenant, async (transaction) => transaction);

      await expect(accessWork.within(over).run(tenant, assign(tenant, somebody(), 'owner'))).to.be.rejectedWith(/has ended/);
    });
  });
}
