import type { UsageScope } from '../../../application/tenancy/ports/usage-work.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresUsage } from './postgres-usage.js';

export const postgresUsageWork = (database: TenantDatabase): PostgresUnitOfWork<UsageScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({ usage: new PostgresUsage(transaction) }));
