import { expect } from 'chai';
import { v7 } from 'uuid';
import { detailsOf, type InvoiceSummary } from '../../../application/invoicing/invoice-details.js';
import { type InvoiceQuery, invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aLine, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import { aStoredCustomer, aStoredDraft, type OpenInvoicing } from './invoicing-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));
const newestFirst = { limit: 100, sort: '-createdAt' } as const;

/** Seven invoices of two customers: equal totals, equal moments, totals that only numbers put in order, some issued. */
async function someInvoices(work: InvoicingWork, tenant: TenantContext) {
  const one = (await aStoredCustomer(work, tenant)).state.id;
  const other = (await aStoredCustomer(work, tenant)).state.id;
  const given = [
    { customerId: one, createdAt: day(3), price: 900n, issued: true },
    { customerId: one, createdAt: day(1), price: 10_000n, issued: false },
    { customerId: other, createdAt: day(3), price: 900n, issued: false },
    { customerId: other, createdAt: day(2), price: 900n, issued: true },
    { customerId: one, createdAt: day(2), price: 0n, issued: false },
    { customerId: other, createdAt: day(2), price: 99n, issued: true },
    { customerId: one, createdAt: day(3), price: 90_071_992_547_409_930n, issued: false },
  ];
  const stored: InvoiceSummary[] = [];
  for (const [at, { customerId, createdAt, price, issued }] of given.entries()) {
    const draft = await aStoredDraft(work, tenant, { customerId, createdAt, lines: [aLine(price, 1n)] });
    const kept = issued ? await work.run(tenant, ({ invoices }) => invoices.save(tenant, draft.issue(`INV-2026-0000${at}`, noon))) : draft;
    stored.push(detailsOf(kept));
  }
  return { one, other, stored };
}

/** What every reader of invoices promises. */
export function describeInvoiceRegister(home: string, open: OpenInvoicing): void {
  describe(`reading invoices in ${home}`, () => {
    it('finds an invoice of the tenant’s as it was saved, and nobody else’s', async () => {
      const [{ work, invoices: register }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const draft = await aStoredDraft(work, tenant, { dueAt: day(31) });
      expect(await register.find(tenant, draft.state.id)).to.deep.equal(detailsOf(draft));

      const issued = await work.run(tenant, ({ invoices }) => invoices.save(tenant, draft.issue('INV-2026-00001', noon)));
      expect(await register.find(tenant, draft.state.id)).to.deep.equal(detailsOf(issued));

      await expect(register.find(stranger, draft.state.id)).to.be.rejectedWith(InvoiceNotFound);
      await expect(register.find(tenant, InvoiceId.from(v7()))).to.be.rejectedWith(InvoiceNotFound);
    });

    it('lists what an invoice’s finder shows of it, without its lines', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await aStoredDraft(work, tenant);
      const { items: [listed] } = await register.list(tenant, newestFirst);
      expect(listed).to.have.all.keys('id', 'customerId', 'status', 'number', 'total', 'dueAt', 'createdAt');
      expect(await register.find(tenant, id)).to.deep.include(listed);
    });

    it('lists nothing of other tenants, whatever is asked', async () => {
      const [{ work, invoices: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { one } = await someInvoices(work, owner);
      const { next: after } = await register.list(owner, { ...newestFirst, limit: 1 });
      const asked: readonly Partial<InvoiceQuery>[] = [
        {}, { status: 'draft' }, { customerId: one }, { createdAfter: day(0) }, { createdBefore: day(9) }, { after: after ?? '' }, { sort: 'total' },
      ];
      for (const query of asked) {
        expect(await register.list(stranger, { ...newestFirst, ...query })).to.deep.equal({ items: [], next: null });
      }
    });

    for (const sort of invoiceSorts) {
      it(`shows each invoice once and in order by ${sort}, whatever the size of the pages`, async () => {
        const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
        const { stored } = await someInvoices(work, tenant);
        const keyOf = ({ total, createdAt }: InvoiceSummary) => (sort.endsWith('total') ? total.minorUnits : createdAt.getTime());
        const expected = idsInOrder(stored, keyOf, sort.startsWith('-'));

        for (const limit of [1, 2, 3, stored.length, stored.length + 1]) {
          expect(await walk((page) => register.list(tenant, { ...page, sort }), limit), `${limit} a page`).to.deep.equal(expected);
        }
      });
    }

    it('shows each invoice once, also while others are drafted before and after', async () => {
      for (const sort of invoiceSorts) {
        const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
        const { stored, one: customerId } = await someInvoices(work, tenant);
        const ids: readonly string[] = stored.map(({ id }) => id);

        const seen = await walk((page) => register.list(tenant, { ...page, sort }), 2, async () => {
          await aStoredDraft(work, tenant, { customerId, createdAt: day(0), lines: [] });
          await aStoredDraft(work, tenant, { customerId, createdAt: day(9), lines: [aLine(99_999_999_999_999_999n, 1n)] });
        });

        expect(new Set(seen).size, sort).to.equal(seen.length);
        expect(seen.filter((id) => ids.includes(id)).toSorted(), sort).to.deep.equal(ids.toSorted());
      }
    });

    it('narrows a list by status, customer and time, which exclude their bounds, and by all together', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const { stored, one } = await someInvoices(work, tenant);
      const narrowed: readonly (readonly [Partial<InvoiceQuery>, (invoice: InvoiceSummary) => boolean, number])[] = [
        [{ status: 'draft' }, ({ status }) => status === 'draft', 4],
        [{ status: 'issued' }, ({ status }) => status === 'issued', 3],
        [{ customerId: one }, ({ customerId }) => customerId === one, 4],
        [{ createdAfter: day(2) }, ({ createdAt }) => createdAt > day(2), 3],
        [{ createdBefore: day(2) }, ({ createdAt }) => createdAt < day(2), 1],
        [{ createdAfter: day(1), createdBefore: day(3) }, ({ createdAt }) => createdAt.getTime() === day(2).getTime(), 3],
        [
          { status: 'draft', customerId: one, createdAfter: day(1), createdBefore: day(3) },
          ({ status, customerId, createdAt }) => status === 'draft' && customerId === one && createdAt.getTime() === day(2).getTime(),
          1,
        ],
      ];
      for (const [query, fits, count] of narrowed) {
        const expected = idsInOrder(stored.filter(fits), ({ createdAt }) => createdAt.getTime(), true);
        expect(expected).to.have.length(count);
        expect(await walk((page) => register.list(tenant, { ...newestFirst, ...query, ...page }), 2)).to.deep.equal(expected);
      }
    });
  });
}
