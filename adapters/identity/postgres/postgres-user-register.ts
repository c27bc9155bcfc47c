import { sql } from 'slonik';
import { z } from 'zod';
import { UserRegister } from '../../../application/identity/ports/user-register.js';
import type { PersonCard } from '../../../application/identity/published.js';
import type { UserState } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresUserRegister extends UserRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async byEmail(tenant: TenantContext, email: EmailAddress): Promise<UserState | null> {
    const row = await this.db.maybeOne(tenant, named('identity.user-by-email', sql.type(userRow)`
      select id, email, name, password_hash, created_at, version
      from identity.user_account
      where tenant_id = ${tenant.tenantId} and email = ${email}
    `));
    return row === null ? null : userOf(tenant, row);
  }

  override async byId(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null> {
    const row = await this.db.maybeOne(tenant, named('identity.user-by-id', sql.type(cardRow)`
      select name, email
      from identity.user_account
      where tenant_id = ${tenant.tenantId} and id = ${id}
    `));
    return row === null ? null : { id, ...row };
  }
}

const cardRow = z.object({ name: z.string(), email: z.string() });

const userRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  password_hash: z.string(),
  created_at: z.date(),
  version: z.number(),
});

const userOf = ({ tenantId }: TenantContext, row: z.infer<typeof userRow>): UserState => ({
  id: row.id as PrincipalId,
  tenantId,
  email: row.email as EmailAddress,
  name: row.name,
  passwordHash: row.password_hash,
  createdAt: row.created_at,
  version: row.version,
});
