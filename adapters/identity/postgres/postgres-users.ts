import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Users } from '../../../application/identity/ports/users.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import { User } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { userOf, userRow } from './user-row.js';

export class PostgresUsers extends Users {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: User): Promise<User> {
    const { id, email, name, passwordHash, status, createdAt } = state;
    const { version } = await this.db
      .one(tenant, named('identity.add-user', sql.type(storedRow)`
        with announced as (${outboxed(tenant, { type: 'identity.user', id }, events)})
        insert into identity.user_account (tenant_id, id, email, name, password_hash, status, created_at, version)
        values (${tenant.tenantId}, ${id}, ${email}, ${name}, ${passwordHash}, ${status}, ${createdAt.toISOString()}, 1)
        returning version
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'user_account_email' ? new EmailTaken() : error;
      });
    return User.restore({ ...state, version });
  }

  override async get(tenant: TenantContext, id: PrincipalId): Promise<User | null> {
    const row = await this.db.maybeOne(tenant, named('identity.get-user', sql.type(userRow)`
      select id, email, name, password_hash, status, created_at, version
      from identity.user_account
      where tenant_id = ${tenant.tenantId} and id = ${id}
      for update
    `));
    return row === null ? null : User.restore(userOf(tenant, row));
  }

  override async hasEmail(tenant: TenantContext, email: EmailAddress): Promise<boolean> {
    const row = await this.db.maybeOne(tenant, named('identity.has-email', sql.type(z.object({ id: z.string() }))`
      select id from identity.user_account where tenant_id = ${tenant.tenantId} and email = ${email}
    `));
    return row !== null;
  }

  override async save(tenant: TenantContext, { state, events }: User): Promise<User> {
    const { id, tenantId, name, passwordHash, status, version } = state;
    if (tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const updated = await this.db.execute(tenant, named('identity.update-user', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'identity.user', id }, events)})
      update identity.user_account
      set name = ${name}, password_hash = ${passwordHash}, status = ${status}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
    return User.restore({ ...state, version: version + 1 });
  }

  /** The sessions go with the user, by their foreign key. */
  override async remove(tenant: TenantContext, { state, events }: User): Promise<void> {
    const { id, tenantId, version } = state;
    if (tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const removed = await this.db.execute(tenant, named('identity.remove-user', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'identity.user', id }, events)})
      delete from identity.user_account
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (removed === 0) throw new OutdatedVersion();
  }
}

const storedRow = z.object({ version: z.number() });
const noRow = z.object({});
