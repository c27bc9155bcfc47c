import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { CopiedTenants } from '../../../application/tenancy/copied-tenants.js';
import type { Owners } from '../../../application/tenancy/ports/owners.js';
import type { TenancyScope } from '../../../application/tenancy/ports/tenancy-work.js';
import type { TenantEntries } from '../../../application/tenancy/ports/tenant-entries.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresTenants } from './postgres-tenants.js';

/** Tenancy's unit of work; owners are registered where the others say, in the same transaction, and changes are in the directory after it. */
export const postgresTenancyWork = (
  database: TenantDatabase,
  ownersIn: (transaction: OpenTransaction) => Owners,
  entries: TenantEntries,
): PostgresUnitOfWork<TenancyScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    tenants: new CopiedTenants(new PostgresTenants(transaction), transaction, entries),
    owners: ownersIn(transaction),
  }));
