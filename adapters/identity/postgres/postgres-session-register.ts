import { sql } from 'slonik';
import { z } from 'zod';
import { SessionRegister } from '../../../application/identity/ports/session-register.js';
import type { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresSessionRegister extends SessionRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async isActive(tenant: TenantContext, id: SessionId, now: Date): Promise<boolean> {
    const row = await this.db.maybeOne(tenant, named('identity.session-is-active', sql.type(z.object({ id: z.string() }))`
      select id from identity.session
      where tenant_id = ${tenant.tenantId} and id = ${id} and ended_at is null and expires_at > ${now.toISOString()}
    `));
    return row !== null;
  }
}
