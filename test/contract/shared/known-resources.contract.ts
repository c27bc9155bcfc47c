import { expect } from 'chai';
import { v7 } from 'uuid';
import type { KnownResources } from '../../../application/shared/ports/known-resources.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';

/** What a context knows of its own, and how a tenant comes to have one of them. */
export type Known = { readonly known: KnownResources; readonly add: (tenant: TenantContext, transaction?: OpenTransaction) => Promise<string> };

/** What is promised by every context that says which of its own there are. */
export function describeKnownResources(what: string, home: string, open: () => Promise<Home<Known>>): void {
  describe(`knowing which ${what} there are, in ${home}`, () => {
    it('names those that the tenant has, of many', async () => {
      const [{ known, add }, tenant] = [await open(), aTenant()];
      const [one, other] = [await add(tenant), await add(tenant)];
      expect(await known.known(tenant, [one, v7(), other, v7()])).to.have.members([one, other]);
      expect(await known.known(tenant, [other])).to.deep.equal([other]);
      expect(await known.known(tenant, [])).to.deep.equal([]);
    });

    it('names nothing of another tenant', async () => {
      const [{ known, add, transactions }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const id = await add(owner);
      expect(await known.known(stranger, [id])).to.deep.equal([]);
      expect(await transactions.run(stranger, (transaction) => known.within(transaction).known(stranger, [id]))).to.deep.equal([]);
    });

    it('names within a transaction what is there, and what has come about in it', async () => {
      const [{ known, add, transactions }, tenant] = [await open(), aTenant()];
      const id = await add(tenant);
      await transactions.run(tenant, async (transaction) => {
        const another = await add(tenant, transaction);
        expect(await known.within(transaction).known(tenant, [v7(), id, another])).to.have.members([id, another]);
        expect(await known.known(tenant, [id, another])).to.deep.equal([id]);
      });
    });
  });
}
