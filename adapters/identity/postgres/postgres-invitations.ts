import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Invitations } from '../../../application/identity/ports/invitations.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { InvitationPending } from '../../../domain/identity/identity-refusals.js';
import { Invitation } from '../../../domain/identity/invitation.js';
import type { InvitationId } from '../../../domain/identity/invitation-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { invitationColumns, invitationOf, invitationRow } from './invitation-row.js';

export class PostgresInvitations extends Invitations {
  constructor(private readonly db: Queries) {
    super();
  }

  override async get(tenant: TenantContext, id: InvitationId): Promise<Invitation | null> {
    const row = await this.db.maybeOne(tenant, named('identity.get-invitation', sql.type(invitationRow)`
      select ${invitationColumns}
      from identity.invitation
      where tenant_id = ${tenant.tenantId} and id = ${id}
      for update
    `));
    return row === null ? null : Invitation.restore(invitationOf(tenant, row));
  }

  override async pendingOf(tenant: TenantContext, email: EmailAddress): Promise<Invitation | null> {
    const row = await this.db.maybeOne(tenant, named('identity.pending-invitation-of', sql.type(invitationRow)`
      select ${invitationColumns}
      from identity.invitation
      where tenant_id = ${tenant.tenantId} and email = ${email} and status = 'pending'
      for update
    `));
    return row === null ? null : Invitation.restore(invitationOf(tenant, row));
  }

  override async save(tenant: TenantContext, invitation: Invitation): Promise<Invitation> {
    const { state } = invitation;
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    await (state.version === 0 ? this.insert(tenant, invitation) : this.update(tenant, invitation)).catch((error: unknown) => {
      if (!(error instanceof UniqueIntegrityConstraintViolationError)) throw error;
      throw error.constraint === 'invitation_pending' ? new InvitationPending() : new OutdatedVersion();
    });
    return Invitation.restore({ ...state, version: state.version + 1 });
  }

  override sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number> {
    return this.db.execute(tenant, named('identity.sweep-invitations', sql.type(noRow)`
      delete from identity.invitation
      where tenant_id = ${tenant.tenantId} and id = any (array(
        select id from identity.invitation
        where tenant_id = ${tenant.tenantId} and expires_at < ${expiredBefore.toISOString()}
        order by expires_at, id
        limit ${most}
        for update skip locked
      ))
    `));
  }

  private async insert(tenant: TenantContext, { state, events }: Invitation): Promise<void> {
    const { id, email, role, invitedBy, secretHash, status, createdAt, expiresAt } = state;
    await this.db.execute(tenant, named('identity.insert-invitation', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'identity.invitation', id }, events)})
      insert into identity.invitation (tenant_id, id, email, role, invited_by, secret_hash, status, created_at, expires_at, version)
      values (
        ${tenant.tenantId}, ${id}, ${email}, ${role}, ${invitedBy}, ${secretHash}, ${status}, ${createdAt.toISOString()},
        ${expiresAt.toISOString()}, 1
      )
    `));
  }

  private async update(tenant: TenantContext, { state, events }: Invitation): Promise<void> {
    const { id, status, version } = state;
    const updated = await this.db.execute(tenant, named('identity.update-invitation', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'identity.invitation', id }, events)})
      update identity.invitation
      set status = ${status}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});
