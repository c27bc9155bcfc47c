import { expect } from 'chai';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';
import { aStoredDraft, type OpenInvoicing } from './invoicing-homes.js';

const DRAFTS = 6;

/** What issuing promises over every home, when several processes are asked at the same moment. */
export function describeIssuingAtOnce(home: string, open: OpenInvoicing): void {
  describe(`issuing invoices by several at once in ${home}`, () => {
    it('numbers each invoice once and leaves no gap, though each is asked for twice', async () => {
      const [{ work, invoices: register, eventsOf }, tenant] = [await open(), aTenant()];
      const issueInvoice = new IssueInvoice(work, new FixedClock(), { daysToPay: async () => 30 });
      const drafts: InvoiceDraft[] = [];
      for (let count = 0; count < DRAFTS; count += 1) drafts.push(await aStoredDraft(work, tenant));

      const outcomes = await Promise.allSettled(
        [...drafts, ...drafts].map(({ state: { id: invoiceId } }) => issueInvoice.execute(tenant, { invoiceId, version: 1 })),
      );

      const numbers = outcomes.filter((it) => it.status === 'fulfilled').map(({ value }) => value.number);
      const expected = Array.from({ length: DRAFTS }, (_, at) => `INV-2026-${String(at + 1).padStart(5, '0')}`);
      expect(numbers.toSorted()).to.deep.equal(expected);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(OutdatedVersion);
      const stored = await register.list(tenant, { limit: 100, sort: 'createdAt', status: 'issued' }, new Date());
      expect(stored.items.map(({ number }) => number).toSorted()).to.deep.equal(expected);
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.invoice-issued')).to.have.length(DRAFTS);
    });
  });
}
