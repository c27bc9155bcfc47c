import { sql } from 'slonik';
import { z } from 'zod';
import { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, type TenantId } from '../../../domain/shared/tenant-context.js';
import { PostgresTransaction } from '../../shared/postgres/postgres-transaction.js';
import { named } from '../../shared/postgres/statement.js';

/** Reads over all tenants, as the system role, in a transaction of whoever asks. */
export class PostgresActiveTenants extends ActiveTenants {
  override async page(system: SystemContext, after: TenantId | null, limit: number, transaction: OpenTransaction): Promise<readonly TenantId[]> {
    if (!(transaction instanceof PostgresTransaction)) throw new TypeError('Only a transaction of PostgreSQL’s sees these tenants.');
    const rows = await (transaction as PostgresTransaction<SystemContext>).any(system, named('tenancy.active-tenants', sql.type(idRow)`
      select tenant_id from tenancy.tenant
      where (${after}::uuid is null or tenant_id > ${after}) and tenant_id <> ${platformTenantId}
        and suspended_since is null and closes_at is null and closed_at is null
      order by tenant_id
      limit ${limit}
    `));
    return rows.map(({ tenant_id: id }) => id as TenantId);
  }
}

const idRow = z.object({ tenant_id: z.string() });
