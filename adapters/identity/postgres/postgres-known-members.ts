import { sql } from 'slonik';
import { z } from 'zod';
import { KnownMembers } from '../../../application/identity/ports/known-members.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { joined } from '../../shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresKnownMembers extends KnownMembers {
  constructor(private readonly db: Queries) {
    super();
  }

  override async known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.db.any(tenant, named('identity.known-members', sql.type(idRow)`
      select id from identity.user_account where tenant_id = ${tenant.tenantId} and id = any(${sql.array([...ids], 'uuid')})
    `));
    return rows.map(({ id }) => id);
  }

  override within(transaction: OpenTransaction): PostgresKnownMembers {
    return new PostgresKnownMembers(joined(transaction));
  }
}

const idRow = z.object({ id: z.string() });
