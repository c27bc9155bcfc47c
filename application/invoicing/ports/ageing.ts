import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { Currency } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

/**
 * What one customer owes in one currency, by how many days it is late: a part of a day counts as a day. In minor units;
 * a sum of many amounts may have more digits than one amount.
 */
export type Owed = {
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly notDue: bigint;
  readonly days1To30: bigint;
  readonly days31To60: bigint;
  readonly days61To90: bigint;
  readonly over90Days: bigint;
  readonly outstanding: bigint;
};

export type AgeingQuery = PageRequest & { readonly customerId?: CustomerId };

/** What is owed to a tenant, and how late it is: each question costs one round trip. */
export abstract class Ageing {
  /** Of what is issued and not settled, as of a moment: by customer, then by currency. */
  abstract list(tenant: TenantContext, query: AgeingQuery, asOf: Date): Promise<Page<Owed>>;
}
