import { sql } from 'slonik';
import { z } from 'zod';
import { Sessions } from '../../../application/identity/ports/sessions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Session } from '../../../domain/identity/session.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresSessions extends Sessions {
  constructor(private readonly db: Queries) {
    super();
  }

  override async get(tenant: TenantContext, id: SessionId): Promise<Session | null> {
    const row = await this.db.maybeOne(tenant, named('identity.get-session', sql.type(sessionRow)`
      select user_id, refresh_hash, started_at, expires_at, ended_at, version
      from identity.session
      where tenant_id = ${tenant.tenantId} and id = ${id}
    `));
    if (row === null) return null;
    return Session.restore({
      id,
      tenantId: tenant.tenantId,
      userId: row.user_id as PrincipalId,
      refreshHash: row.refresh_hash,
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
      version: row.version,
    });
  }

  override async save(tenant: TenantContext, { state, events }: Session): Promise<Session> {
    const { id, userId, refreshHash, startedAt, expiresAt, endedAt, version } = state;
    const stored = await this.db.maybeOne(tenant, named('identity.save-session', sql.type(storedRow)`
      with announced as (${outboxed(tenant, { type: 'identity.session', id }, events)})
      insert into identity.session as stored (tenant_id, id, user_id, refresh_hash, started_at, expires_at, ended_at, version)
      values (
        ${tenant.tenantId}, ${id}, ${userId}, ${refreshHash}, ${startedAt.toISOString()}, ${expiresAt.toISOString()},
        ${endedAt?.toISOString() ?? null}, ${version + 1}
      )
      on conflict (tenant_id, id) do update
      set refresh_hash = excluded.refresh_hash, ended_at = excluded.ended_at, version = excluded.version
      where stored.tenant_id = ${tenant.tenantId} and stored.version = ${version}
      returning version
    `));
    if (stored === null) throw new OutdatedVersion();
    return Session.restore({ ...state, version: stored.version });
  }
}

const storedRow = z.object({ version: z.number() });

const sessionRow = z.object({
  user_id: z.string(),
  refresh_hash: z.string(),
  started_at: z.date(),
  expires_at: z.date(),
  ended_at: z.date().nullable(),
  version: z.number(),
});
