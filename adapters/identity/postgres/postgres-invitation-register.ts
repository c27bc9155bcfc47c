import { sql } from 'slonik';
import { type InvitationQuery, InvitationRegister } from '../../../application/identity/ports/invitation-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { InvitationState } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { invitationColumns, invitationOf, invitationRow } from './invitation-row.js';

export class PostgresInvitationRegister extends InvitationRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, id: InvitationId): Promise<InvitationState | null> {
    const row = await this.db.maybeOne(tenant, named('identity.find-invitation', sql.type(invitationRow)`
      select ${invitationColumns}
      from identity.invitation
      where tenant_id = ${tenant.tenantId} and id = ${id}
    `));
    return row === null ? null : invitationOf(tenant, row);
  }

  override async list(tenant: TenantContext, query: InvitationQuery): Promise<Page<InvitationState>> {
    const { status } = query;
    const descending = query.sort.startsWith('-');
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('identity.list-invitations', sql.type(invitationRow)`
      select ${invitationColumns}
      from identity.invitation
      where tenant_id = ${tenant.tenantId}
        and ${status === undefined ? sql.fragment`true` : sql.fragment`status = ${status}`}
        and ${after(query.after, sql.fragment`created_at`, sql.fragment`timestamptz`, descending)}
      order by created_at ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => invitationOf(tenant, row), ({ id, created_at }) => ({ id, key: created_at.toISOString() }));
  }
}
