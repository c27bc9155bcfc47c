import { randomFrom } from '../../application/shared/seeded-random.js';
import { customerIdOf, invoiceIdOf, sample } from './sample.js';

export const workloads = ['W1', 'W2', 'W3', 'W5'] as const;
export type Workload = (typeof workloads)[number];

export const meanings: Readonly<Record<Workload, string>> = {
  W1: 'read one invoice',
  W2: 'first page of 20, newest first, by status',
  W3: 'create an invoice',
  W5: '70 % W1, 20 % W2, 10 % W3',
};

/** One request to send, on behalf of one tenant, and the status of a right answer. */
export type Ask = {
  readonly tenant: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Empty for none. */
  readonly body: string;
  readonly expects: 200 | 201;
};

/** An endless sequence of requests, the same one for the same seed, spread over the first so many tenants. */
export function asksOf(workload: Workload, seed: number, tenants: number = sample.tenantsAsked): () => Ask {
  const random = randomFrom(seed);
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const of: Record<Workload, () => Ask> = {
    W1: () => {
      const tenant = upTo(tenants);
      return get(tenant, `/v1/invoices/${invoiceIdOf(tenant, upTo(sample.invoicesPerTenant))}`);
    },
    W2: () => get(upTo(tenants), '/v1/invoices?status=issued&limit=20&sort=-createdAt'),
    W3: () => {
      const tenant = upTo(tenants);
      return { tenant, method: 'POST', path: '/v1/invoices', body: newInvoice(tenant, upTo), expects: 201 };
    },
    W5: () => {
      const share = random();
      if (share < 0.7) return of.W1();
      return share < 0.9 ? of.W2() : of.W3();
    },
  };
  return of[workload];
}

const get = (tenant: number, path: string): Ask => ({ tenant, method: 'GET', path, body: '', expects: 200 });

function newInvoice(tenant: number, upTo: (most: number) => number): string {
  const line = (description: string) => ({
    description,
    quantity: String(upTo(12)),
    unitPrice: { amountMinor: String(upTo(250_000)), currency: 'EUR' },
    taxRate: '19.00',
    discount: '2.50',
  });
  return JSON.stringify({
    customerId: customerIdOf(tenant, upTo(sample.customersPerTenant)),
    currency: 'EUR',
    lines: [line('Consulting, per day'), line('Hosting, per month'), line('Travel')],
    note: upTo(2) === 1 ? 'Payable within 30 days.' : null,
    dueAt: new Date(Date.UTC(2027, 0, upTo(31), 12)).toISOString(),
  });
}
