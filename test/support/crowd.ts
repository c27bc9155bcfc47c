import type { Container } from 'inversify';
import { contexts } from '../../composition-root.js';
import { saidBy } from './said-by.js';

/** Rows of one tenant that are to be made. */
export type Wanted = { readonly tenantId: string; readonly rows: number };

/**
 * How a context's tables come to hold so much that a plan which is no good shows: `test/support/<context>/crowd.ts`.
 * Statements run as a role that nothing binds, in the order of the list, without checking foreign keys.
 */
export type Crowd = {
  /** By table: a statement that makes so many rows of a tenant's, counted by `n` from 1. */
  readonly tables: Readonly<Record<string, (wanted: Wanted) => string>>;
  /** Tables of which a tenant has few rows by nature, and why; the statement makes so many rows, of as many tenants. */
  readonly fewPerTenant?: Readonly<Record<string, { readonly because: string; readonly filling: (rows: number) => string }>>;
  /** Tables that stay small, whoever uses the platform, and why: reading them whole is right. */
  readonly small?: Readonly<Record<string, string>>;
  /** By member of a query that admits more than a closed list: values to ask for, of which the crowd has some. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Carries out, for the tenant, what no endpoint reaches. */
  readonly calls?: readonly ((container: Container, tenantId: string) => Promise<unknown>)[];
};

const ID = '01980f3c-0000-7000-8000-';

/** In SQL, the id of the crowd's thing number `n`; things of different kinds share it. */
export const idAt = (n = 'n'): string => `('${ID}' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** The same, written out. */
export const crowdId = (n: number): string => ID + n.toString(16).padStart(12, '0');

/** In SQL, the moment at which the crowd's thing number `n` came about: one every five minutes, in the order of their ids. */
export const momentAt = "(timestamptz '2026-01-01Z' + n * interval '5 minutes')";

/** What all contexts say, and what is shared by them. */
export async function crowds(): Promise<readonly (Crowd & { readonly context: string })[]> {
  const names = ['shared', ...contexts.map(({ name }) => name)];
  const none: { readonly crowd: Crowd } = { crowd: { tables: {} } };
  return Promise.all(names.map(async (context) => ({ context, ...(await saidBy(context, 'crowd', none)).crowd })));
}

export const crowdFileOf = (context: string): string => `test/support/${context}/crowd.ts`;
