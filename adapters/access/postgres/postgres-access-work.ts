import type { AccessScope } from '../../../application/access/ports/access-work.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresRoleHolders } from './postgres-role-holders.js';

/** Access's unit of work. */
export const postgresAccessWork = (database: TenantDatabase, invalidationsIn: InvalidationsIn): PostgresUnitOfWork<AccessScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    holders: new PostgresRoleHolders(transaction),
    invalidations: invalidationsIn(transaction),
  }));
