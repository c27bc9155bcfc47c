import type { AccessScope } from '../../../application/access/ports/access-work.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresRoleAssignments } from './postgres-role-assignments.js';

/** Access's unit of work. */
export const postgresAccessWork = (database: TenantDatabase): PostgresUnitOfWork<AccessScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({ assignments: new PostgresRoleAssignments(transaction) }));
