import { expect } from 'chai';
import { v7 } from 'uuid';
import { detailsOf, type ListedInvoice, listed as asListed } from '../../../application/invoicing/invoice-details.js';
import { type InvoiceQuery, invoiceSorts } from '../../../application/invoicing/ports/invoice-register.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { asIssued } from '../../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aLine, eur, noon, percent } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import { anIssuedInvoice, aStoredCustomer, aStoredDraft, lineOf, type OpenInvoicing, save } from './invoicing-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));
const now = day(20);
const newestFirst = { limit: 100, sort: '-createdAt' } as const;

/**
 * Nine invoices of two customers: equal totals, equal moments, equal due dates and none, totals that only numbers put
 * in order; in each status, and two of them late.
 */
async function someInvoices(work: InvoicingWork, tenant: TenantContext) {
  const one = (await aStoredCustomer(work, tenant)).state.id;
  const other = (await aStoredCustomer(work, tenant)).state.id;
  const given = [
    { customerId: one, createdAt: day(3), price: 900n, becomes: 'issued', dueAt: day(19) },
    { customerId: one, createdAt: day(1), price: 10_000n, becomes: 'draft', dueAt: null },
    { customerId: other, createdAt: day(3), price: 900n, becomes: 'draft', dueAt: day(19) },
    { customerId: other, createdAt: day(2), price: 900n, becomes: 'issued', dueAt: day(20) },
    { customerId: one, createdAt: day(2), price: 0n, becomes: 'draft', dueAt: null },
    { customerId: other, createdAt: day(2), price: 99n, becomes: 'issued', dueAt: day(10) },
    { customerId: one, createdAt: day(3), price: 90_071_992_547_409_930n, becomes: 'draft', dueAt: day(7) },
    { customerId: one, createdAt: day(4), price: 99n, becomes: 'paid', dueAt: day(10) },
    { customerId: other, createdAt: day(5), price: 100n, becomes: 'void', dueAt: day(10) },
  ] as const;
  const stored: ListedInvoice[] = [];
  for (const { price, becomes, ...said } of given) {
    const lines = [aLine(price, 1n)];
    const kept = becomes === 'draft' ? await aStoredDraft(work, tenant, { ...said, lines }) : await anIssuedInvoice(work, tenant, { ...said, lines }, day(6));
    const last = becomes === 'paid' ? asIssued(kept).pay(eur(price), noon) : becomes === 'void' ? asIssued(kept).void('Sent twice', noon) : null;
    stored.push(asListed(detailsOf(last === null ? kept : await save(work, tenant, last)), now));
  }
  return { one, other, stored };
}

type Sorted = InvoiceQuery['sort'];

const keyFor = (sort: Sorted) => ({ total, createdAt, dueAt }: ListedInvoice): bigint | number =>
  sort.endsWith('total') ? total.minorUnits : sort.endsWith('dueAt') ? (dueAt?.getTime() ?? Number.POSITIVE_INFINITY) : createdAt.getTime();

/** What every reader of invoices promises. */
export function describeInvoiceRegister(home: string, open: OpenInvoicing): void {
  describe(`reading invoices in ${home}`, () => {
    it('finds an invoice of the tenant’s as it was saved, and nobody else’s', async () => {
      const [{ work, invoices: register }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const draft = await aStoredDraft(work, tenant, { dueAt: day(31) });
      expect(await register.find(tenant, draft.state.id)).to.deep.equal(detailsOf(draft));

      const issued = await work.run(tenant, ({ invoices }) => invoices.save(tenant, draft.issue('INV-2026-00001', day(30))));
      expect(await register.find(tenant, draft.state.id)).to.deep.equal(detailsOf(issued));

      await expect(register.find(stranger, draft.state.id)).to.be.rejectedWith(InvoiceNotFound);
      await expect(register.find(tenant, InvoiceId.from(v7()))).to.be.rejectedWith(InvoiceNotFound);
    });

    it('shows each kind of invoice as it was saved', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const lines = [aLine(999n, 3n, { taxRate: percent(19), discount: percent(5) }), aLine(1n, 7n, { taxRate: percent(7) })];
      const issued = await anIssuedInvoice(work, tenant, { lines });
      const credited = asIssued(await save(work, tenant, issued.credit([{ lineId: lineOf(issued).id, quantity: 2n }], noon).invoice));
      expect(await register.find(tenant, issued.state.id)).to.deep.equal(detailsOf(credited));
      const paid = asIssued(await save(work, tenant, credited.pay(credited.balance, noon)));
      expect(await register.find(tenant, issued.state.id)).to.deep.equal(detailsOf(paid));
      const overpaid = await save(work, tenant, paid.credit(null, noon).invoice);
      expect(await register.find(tenant, issued.state.id)).to.deep.equal(detailsOf(overpaid));
      const voided = await save(work, tenant, (await anIssuedInvoice(work, tenant)).void('Sent twice', noon));
      expect(await register.find(tenant, voided.state.id)).to.deep.equal(detailsOf(voided));
    });

    it('tells what is late at the moment that is named, and not when it is due', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await anIssuedInvoice(work, tenant, { dueAt: day(10) }, day(6));
      const later = new Date(day(10).getTime() + 1);
      for (const [moment, overdue] of [[day(9), false], [day(10), false], [later, true]] as const) {
        const { items } = await register.list(tenant, { ...newestFirst, overdue }, moment);
        expect(items.map((one) => [one.id, one.overdue])).to.deep.equal([[id, overdue]]);
        expect((await register.list(tenant, { ...newestFirst, overdue: !overdue }, moment)).items).to.deep.equal([]);
      }
    });

    it('lists what an invoice’s finder shows of it, without its lines', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const { state: { id } } = await aStoredDraft(work, tenant);
      const { items: [listed] } = await register.list(tenant, newestFirst, now);
      expect(listed).to.have.all.keys('id', 'customerId', 'status', 'number', 'total', 'balance', 'dueAt', 'overdue', 'createdAt');
      const { overdue: _, ...brief } = listed ?? {};
      expect(await register.find(tenant, id)).to.deep.include(brief);
    });

    it('lists nothing of other tenants, whatever is asked', async () => {
      const [{ work, invoices: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { one } = await someInvoices(work, owner);
      const { next: after } = await register.list(owner, { ...newestFirst, limit: 1 }, now);
      const asked: readonly Partial<InvoiceQuery>[] = [
        {}, { status: 'draft' }, { customerId: one }, { createdAfter: day(0) }, { createdBefore: day(9) }, { after: after ?? '' }, { sort: 'total' }, { sort: 'dueAt' },
        { overdue: true }, { overdue: false },
      ];
      for (const query of asked) {
        expect(await register.list(stranger, { ...newestFirst, ...query }, now)).to.deep.equal({ items: [], next: null });
      }
    });

    for (const sort of invoiceSorts) {
      it(`shows each invoice once and in order by ${sort}, whatever the size of the pages`, async () => {
        const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
        const { stored } = await someInvoices(work, tenant);
        const expected = idsInOrder(stored, keyFor(sort), sort.startsWith('-'));

        for (const limit of [1, 2, 3, stored.length, stored.length + 1]) {
          expect(await walk((page) => register.list(tenant, { ...page, sort }, now), limit), `${limit} a page`).to.deep.equal(expected);
        }
      });
    }

    it('shows each invoice once, also while others are drafted before and after', async () => {
      for (const sort of invoiceSorts) {
        const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
        const { stored, one: customerId } = await someInvoices(work, tenant);
        const ids: readonly string[] = stored.map(({ id }) => id);

        const seen = await walk((page) => register.list(tenant, { ...page, sort }, now), 2, async () => {
          await aStoredDraft(work, tenant, { customerId, createdAt: day(0), dueAt: day(0), lines: [] });
          await aStoredDraft(work, tenant, { customerId, createdAt: day(9), dueAt: day(30), lines: [aLine(99_999_999_999_999_999n, 1n)] });
        });

        expect(new Set(seen).size, sort).to.equal(seen.length);
        expect(seen.filter((id) => ids.includes(id)).toSorted(), sort).to.deep.equal(ids.toSorted());
      }
    });

    it('narrows a list by status, customer and time, which exclude their bounds, and by all together', async () => {
      const [{ work, invoices: register }, tenant] = [await open(), aTenant()];
      const { stored, one } = await someInvoices(work, tenant);
      const narrowed: readonly (readonly [Partial<InvoiceQuery>, (invoice: ListedInvoice) => boolean, number])[] = [
        [{ status: 'draft' }, ({ status }) => status === 'draft', 4],
        [{ status: 'issued' }, ({ status }) => status === 'issued', 3],
        [{ status: 'paid' }, ({ status }) => status === 'paid', 1],
        [{ status: 'void' }, ({ status }) => status === 'void', 1],
        [{ overdue: true }, ({ overdue }) => overdue, 2],
        [{ overdue: false }, ({ overdue }) => !overdue, 7],
        [{ overdue: true, status: 'paid' }, () => false, 0],
        [{ overdue: true, customerId: one }, ({ overdue, customerId }) => overdue && customerId === one, 1],
        [{ customerId: one }, ({ customerId }) => customerId === one, 5],
        [{ createdAfter: day(2) }, ({ createdAt }) => createdAt > day(2), 5],
        [{ createdBefore: day(2) }, ({ createdAt }) => createdAt < day(2), 1],
        [{ createdAfter: day(1), createdBefore: day(3) }, ({ createdAt }) => createdAt.getTime() === day(2).getTime(), 3],
        [
          { status: 'draft', customerId: one, createdAfter: day(1), createdBefore: day(3) },
          ({ status, customerId, createdAt }) => status === 'draft' && customerId === one && createdAt.getTime() === day(2).getTime(),
          1,
        ],
      ];
      for (const [query, fits, count] of narrowed) {
        for (const sort of invoiceSorts) {
          const expected = idsInOrder(stored.filter(fits), keyFor(sort), sort.startsWith('-'));
          expect(expected).to.have.length(count);
          expect(await walk((page) => register.list(tenant, { ...query, ...page, sort }, now), 2), sort).to.deep.equal(expected);
        }
      }
    });
  });
}
