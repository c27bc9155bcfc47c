import type { ContextHomes, Home } from '../requests.js';

const customerId: Home = async ({ client }) =>
  (await client.post('/v1/customers', { name: 'Ada’s Engines' })).json()['id'] as string;

const invoiceId: Home = async (owner) => {
  const lines = [{ description: 'A day of work', quantity: '2', unitPrice: { amountMinor: '1250', currency: 'EUR' } }];
  const drafted = await owner.client.post('/v1/invoices', { customerId: await customerId(owner, {}), currency: 'EUR', lines });
  return drafted.json()['id'] as string;
};

export const homes: ContextHomes['homes'] = { customerId, invoiceId };
export const bodies: ContextHomes['bodies'] = {};
export const floor: ContextHomes['floor'] = { operations: 8, ids: 6 };
