import type { AccessScope } from '../../../application/access/ports/access-work.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import { InvalidationsOnceKept } from '../../shared/in-process/invalidations-once-kept.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresRoleHolders } from './postgres-role-holders.js';

/** Access's unit of work. */
export const postgresAccessWork = (database: TenantDatabase, cache: Cache): PostgresUnitOfWork<AccessScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    holders: new PostgresRoleHolders(transaction),
    invalidations: new InvalidationsOnceKept(transaction, cache),
  }));
