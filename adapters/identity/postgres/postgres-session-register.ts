import { sql } from 'slonik';
import { z } from 'zod';
import { type SessionCard, SessionRegister } from '../../../application/identity/ports/session-register.js';
import type { Page, PageRequest } from '../../../application/shared/page.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresSessionRegister extends SessionRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async expiryOf(tenant: TenantContext, id: SessionId): Promise<Date | null> {
    const row = await this.db.maybeOne(tenant, named('identity.session-expiry', sql.type(z.object({ expires_at: z.date() }))`
      select expires_at from identity.session
      where tenant_id = ${tenant.tenantId} and id = ${id} and ended_at is null
    `));
    return row?.expires_at ?? null;
  }

  override async activeOf(tenant: TenantContext, user: PrincipalId, now: Date, page: PageRequest): Promise<Page<SessionCard>> {
    const rows = await this.db.any(tenant, named('identity.active-sessions-of', sql.type(cardRow)`
      select id, device, started_at, rotated_at, expires_at
      from identity.session
      where tenant_id = ${tenant.tenantId} and user_id = ${user} and ended_at is null and expires_at > ${now.toISOString()}
        and ${after(page.after, sql.fragment`started_at`, sql.fragment`timestamptz`, true)}
      order by started_at desc, id desc
      limit ${page.limit + 1}
    `));
    return pageOf(rows, page, cardOf, ({ id, started_at }) => ({ id, key: started_at.toISOString() }));
  }
}

const cardRow = z.object({
  id: z.string(),
  device: z.string().nullable(),
  started_at: z.date(),
  rotated_at: z.date(),
  expires_at: z.date(),
});

const cardOf = (row: z.infer<typeof cardRow>): SessionCard => ({
  id: row.id as SessionId,
  device: row.device,
  startedAt: row.started_at,
  lastUsedAt: row.rotated_at,
  expiresAt: row.expires_at,
});
