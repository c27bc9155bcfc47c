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
  /** How many invoices that is. */
  readonly invoices: number;
};

export type Debtor = { readonly customerId: CustomerId; readonly outstanding: bigint };

/** What all customers together owe in one currency. */
export type OwedInCurrency = Omit<Owed, 'customerId' | 'invoices'> & {
  /** Those who owe most, the largest debt first. */
  readonly topDebtors: readonly Debtor[];
};

/** What is owed to a tenant, over all of its customers. */
export type AgeingSummary = {
  /** How late something is, is reckoned to this moment; what has happened before is in it. */
  readonly asOf: Date;
  readonly computedAt: Date;
  /** By currency, in the order of their codes. */
  readonly currencies: readonly OwedInCurrency[];
  /** How many customers owe something, in whatever currency. */
  readonly customers: number;
  /** How many invoices are open. */
  readonly invoices: number;
};

/** The summary as it is kept. */
export type StoredAgeing = AgeingSummary & {
  /** Something of what it tells has changed since. */
  readonly isOutdated: boolean;
  readonly version: number;
};

export type AgeingQuery = PageRequest & { readonly customerId?: CustomerId };

/** What is owed to a tenant, and how late it is: each question costs one round trip. */
export abstract class Ageing {
  /** Of what is issued and not settled, as of a moment: by customer, then by currency. */
  abstract list(tenant: TenantContext, query: AgeingQuery, asOf: Date): Promise<Page<Owed>>;

  /** How many customers owe something now. */
  abstract countDebtors(tenant: TenantContext): Promise<number>;

  /** The summary that was computed last. @throws AgeingNotComputed */
  abstract summary(tenant: TenantContext): Promise<StoredAgeing>;
}
