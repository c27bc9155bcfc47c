import { sql } from 'slonik';
import { z } from 'zod';
import type { Member } from '../../../application/identity/member.js';
import { type MemberQuery, UserRegister } from '../../../application/identity/ports/user-register.js';
import type { PersonCard } from '../../../application/identity/published.js';
import type { Page } from '../../../application/shared/page.js';
import type { UserState } from '../../../domain/identity/user.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { userOf, userRow } from './user-row.js';

export class PostgresUserRegister extends UserRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async byEmail(tenant: TenantContext, email: EmailAddress): Promise<UserState | null> {
    const row = await this.db.maybeOne(tenant, named('identity.user-by-email', sql.type(userRow)`
      select id, email, name, password_hash, status, created_at, version
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

  override async member(tenant: TenantContext, id: PrincipalId): Promise<Member | null> {
    const row = await this.db.maybeOne(tenant, named('identity.find-member', sql.type(memberRow)`
      select id, email, name, status, created_at, version
      from identity.user_account
      where tenant_id = ${tenant.tenantId} and id = ${id}
    `));
    return row === null ? null : memberIn(row);
  }

  override async list(tenant: TenantContext, query: MemberQuery): Promise<Page<Member>> {
    const { status } = query;
    const descending = query.sort.startsWith('-');
    const by = keys[query.sort.replace('-', '') as keyof typeof keys];
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('identity.list-members', sql.type(memberRow)`
      select id, email, name, status, created_at, version
      from identity.user_account
      where tenant_id = ${tenant.tenantId}
        and ${status === undefined ? sql.fragment`true` : sql.fragment`status = ${status}`}
        and ${after(query.after, by.column, by.type, descending)}
      order by ${by.column} ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, memberIn, (row) => ({ id: row.id, key: by.of(row) }));
  }

  override async passwordHashOf(tenant: TenantContext, id: PrincipalId): Promise<string | null> {
    const row = await this.db.maybeOne(tenant, named('identity.password-hash-of', sql.type(z.object({ password_hash: z.string() }))`
      select password_hash from identity.user_account where tenant_id = ${tenant.tenantId} and id = ${id}
    `));
    return row?.password_hash ?? null;
  }
}

const cardRow = z.object({ name: z.string(), email: z.string() });
const memberRow = userRow.omit({ password_hash: true });
type MemberRow = z.infer<typeof memberRow>;

/** What members are sorted by. */
const keys = {
  createdAt: { column: sql.fragment`created_at`, type: sql.fragment`timestamptz`, of: (row: MemberRow) => row.created_at.toISOString() },
  name: { column: sql.fragment`name`, type: sql.fragment`text`, of: (row: MemberRow) => row.name },
  email: { column: sql.fragment`email`, type: sql.fragment`text`, of: (row: MemberRow) => row.email },
};

const memberIn = ({ id, email, created_at: createdAt, ...row }: MemberRow): Member => ({
  ...row,
  id: id as PrincipalId,
  email: email as EmailAddress,
  createdAt,
});
