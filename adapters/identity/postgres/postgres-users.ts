import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Users } from '../../../application/identity/ports/users.js';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import { User } from '../../../domain/identity/user.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresUsers extends Users {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: User): Promise<User> {
    const { id, email, name, passwordHash, createdAt } = state;
    const { version } = await this.db
      .one(tenant, named('identity.add-user', sql.type(storedRow)`
        with announced as (${outboxed(tenant, { type: 'identity.user', id }, events)})
        insert into identity.user_account (tenant_id, id, email, name, password_hash, created_at, version)
        values (${tenant.tenantId}, ${id}, ${email}, ${name}, ${passwordHash}, ${createdAt.toISOString()}, 1)
        returning version
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'user_account_email' ? new EmailTaken() : error;
      });
    return User.restore({ ...state, version });
  }
}

const storedRow = z.object({ version: z.number() });
