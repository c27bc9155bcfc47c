import type { Allowance } from '../../../application/identity/ports/allowance.js';
import type { IdentityScope } from '../../../application/identity/ports/identity-work.js';
import type { Roles } from '../../../application/identity/ports/roles.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { PostgresJobs } from '../../shared/postgres/postgres-jobs.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresInvitations } from './postgres-invitations.js';
import { PostgresSessions } from './postgres-sessions.js';
import { PostgresUsers } from './postgres-users.js';

/** Identity's unit of work; roles are kept, and members counted, where the others say, in the same transaction. */
export const postgresIdentityWork = (
  database: TenantDatabase,
  ids: Ids,
  invalidationsIn: InvalidationsIn,
  rolesIn: (transaction: OpenTransaction) => Roles,
  allowanceIn: (transaction: OpenTransaction) => Allowance,
): PostgresUnitOfWork<IdentityScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    users: new PostgresUsers(transaction),
    sessions: new PostgresSessions(transaction),
    invitations: new PostgresInvitations(transaction),
    roles: rolesIn(transaction),
    allowance: allowanceIn(transaction),
    jobs: new PostgresJobs(transaction, ids),
    invalidations: invalidationsIn(transaction),
  }));
