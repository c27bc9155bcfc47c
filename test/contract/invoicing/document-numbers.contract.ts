import { expect } from 'chai';
import { series } from '../../../domain/invoicing/document-number.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenInvoicing } from './invoicing-homes.js';

/** What every home for document numbers promises. */
export function describeDocumentNumbers(home: string, open: OpenInvoicing): void {
  describe(`document numbers in ${home}`, () => {
    const taker = async () => {
      const { work } = await open();
      return (tenant = aTenant(), year = 2026) => work.run(tenant, ({ numbers }) => numbers.next(tenant, series.invoice, year));
    };

    it('counts from one', async () => {
      const [take, tenant] = [await taker(), aTenant()];
      expect([await take(tenant), await take(tenant), await take(tenant)]).to.deep.equal([1, 2, 3]);
    });

    it('counts anew in each year, and goes on in a year that it comes back to', async () => {
      const [take, tenant] = [await taker(), aTenant()];
      const taken = [await take(tenant, 2026), await take(tenant, 2027), await take(tenant, 2026)];
      expect(taken).to.deep.equal([1, 1, 2]);
    });

    it('counts each series by itself', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const taken = await work.run(tenant, async ({ numbers }) => [
        await numbers.next(tenant, series.invoice, 2026), await numbers.next(tenant, series.creditNote, 2026), await numbers.next(tenant, series.invoice, 2026),
      ]);
      expect(taken).to.deep.equal([1, 1, 2]);
    });

    it('counts for each tenant by itself', async () => {
      const take = await taker();
      expect([await take(), await take()]).to.deep.equal([1, 1]);
    });

    it('goes on counting within one step', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const taken = await work.run(tenant, async ({ numbers }) => [await numbers.next(tenant, series.invoice, 2026), await numbers.next(tenant, series.invoice, 2026)]);
      expect(taken).to.deep.equal([1, 2]);
    });

    it('gives a number that was taken by work that fails out again', async () => {
      const [{ work }, take, tenant] = [await open(), await taker(), aTenant()];
      const failing = work.run(tenant, async ({ numbers }) => {
        await numbers.next(tenant, series.invoice, 2026);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await take(tenant)).to.equal(1);
    });

    it('leaves no gap and gives none twice when many take at once and some of them fail', async () => {
      const [{ work }, tenant] = [await open(), aTenant()];
      const takers = Array.from({ length: 16 }, (_, at) =>
        work.run(tenant, async ({ numbers }) => {
          const number = await numbers.next(tenant, series.invoice, 2026);
          if (at % 4 === 1) throw new Error('the lights went out');
          return number;
        }),
      );
      const outcomes = await Promise.allSettled(takers);

      const kept = outcomes.filter((it) => it.status === 'fulfilled').map(({ value }) => value);
      expect(kept.toSorted((one, other) => one - other)).to.deep.equal(Array.from({ length: 12 }, (_, at) => at + 1));
    });

    it('serves its own tenant alone', async () => {
      const [{ work }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      await expect(work.run(tenant, ({ numbers }) => numbers.next(stranger, series.invoice, 2026))).to.be.rejectedWith(/another tenant/);
    });
  });
}
