import { RecomputeAgeing } from '../../../application/invoicing/recompute-ageing.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { WORK } from '../../../infrastructure/tokens.js';
import { drained } from '../drained.js';
import type { ContextHomes, Home } from '../requests.js';
import type { Somebody } from '../signed-in.js';

const lines = [{ description: 'A day of work', quantity: '2', unitPrice: { amountMinor: '1250', currency: 'EUR' } }];

const customerId: Home = async ({ client }) =>
  (await client.post('/v1/customers', { name: 'Ada’s Engines' })).json()['id'] as string;

const aDraft = async (owner: Somebody, customer: string): Promise<string> =>
  (await owner.client.post('/v1/invoices', { customerId: customer, currency: 'EUR', lines })).json()['id'] as string;

const draftId: Home = async (owner) => aDraft(owner, await customerId(owner, {}));

async function issued({ client }: Somebody, invoiceId: string): Promise<string> {
  await client.post(`/v1/invoices/${invoiceId}/issue`, undefined, { 'if-match': '"1"' });
  return invoiceId;
}

const issuedId: Home = async (owner) => issued(owner, await draftId(owner, {}));

/** A line of the invoice that is named already, or of one of its own. */
const lineId: Home = async (owner, { invoiceId }) => {
  const shown = await owner.client.get(`/v1/invoices/${invoiceId ?? (await draftId(owner, {}))}`);
  return shown.json<{ readonly lines: readonly { readonly id: string }[] }>().lines[0]?.id ?? '';
};

const paymentId: Home = async (owner) => {
  const body = { amount: { amountMinor: '100', currency: 'EUR' }, receivedAt: '2026-11-23T06:38:22.054Z' };
  return (await owner.client.post(`/v1/invoices/${await issuedId(owner, {})}/payments`, body)).json()['id'] as string;
};

const creditNoteId: Home = async (owner) =>
  (await owner.client.post(`/v1/invoices/${await issuedId(owner, {})}/credit-notes`, {})).json()['id'] as string;

const archivedId: Home = async (owner) => {
  const id = await customerId(owner, {});
  await owner.client.post(`/v1/customers/${id}/archive`, undefined, { 'if-match': '"1"' });
  return id;
};

/** Somebody who owes something. */
const debtorId: Home = async (owner) => {
  const debtor = await customerId(owner, {});
  await issued(owner, await aDraft(owner, debtor));
  return debtor;
};

/** An issued invoice of which there is a PDF. */
const renderedId: Home = async (owner) => {
  const id = await issuedId(owner, {});
  await owner.client.post(`/v1/invoices/${id}/pdf`);
  await drained(owner.container.get(WORK));
  return id;
};

export const homes: ContextHomes['homes'] = {
  customerId,
  invoiceId: draftId,
  lineId,
  paymentId,
  creditNoteId,
  'restoreCustomer customerId': archivedId,
  'listAgeing customerId': debtorId,
  'voidInvoice invoiceId': issuedId,
  'recordPayment invoiceId': issuedId,
  'creditInvoice invoiceId': issuedId,
  'requestInvoicePdf invoiceId': issuedId,
  'readInvoicePdf invoiceId': renderedId,
};

export const bodies: ContextHomes['bodies'] = {
  recordPayment: () => ({ amount: { amountMinor: '100', currency: 'EUR' }, receivedAt: '2026-11-23T06:38:22.054Z' }),
  creditInvoice: () => ({ lines: [{ lineId: 'the home of lineId gives one', quantity: '1' }], reason: 'One day was not worked' }),
};

export const before: ContextHomes['before'] = {
  showAgeingSummary: async ({ client, tenantId, container }) => {
    if ((await client.get('/v1/ageing-summary')).status === 200) return;
    const platform = TenantContext.of(TenantId.from(tenantId), { kind: 'platform' }, [RecomputeAgeing.needs], 'active');
    await container.get(RecomputeAgeing).execute(platform, { signal: new AbortController().signal, progress: async () => undefined });
  },
};

export const floor: ContextHomes['floor'] = { operations: 28, ids: 27 };
