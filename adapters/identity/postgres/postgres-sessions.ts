import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
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
      select id, user_id, device, seed, generation, rotated_at, started_at, expires_at, ended_at, version
      from identity.session
      where tenant_id = ${tenant.tenantId} and id = ${id}
      for update
    `));
    return row === null ? null : sessionIn(tenant, row);
  }

  override async activeOf(tenant: TenantContext, user: PrincipalId, now: Date): Promise<readonly Session[]> {
    const rows = await this.db.any(tenant, named('identity.get-active-sessions', sql.type(sessionRow)`
      select id, user_id, device, seed, generation, rotated_at, started_at, expires_at, ended_at, version
      from identity.session
      where tenant_id = ${tenant.tenantId} and user_id = ${user} and ended_at is null and expires_at > ${now.toISOString()}
      order by id
      for update
    `));
    return rows.map((row) => sessionIn(tenant, row));
  }

  override async save(tenant: TenantContext, session: Session): Promise<Session> {
    const { state } = session;
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    await (state.version === 0 ? this.insert(tenant, session) : this.update(tenant, session));
    return Session.restore({ ...state, version: state.version + 1 });
  }

  override sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number> {
    return this.db.execute(tenant, named('identity.sweep-sessions', sql.type(noRow)`
      delete from identity.session
      where tenant_id = ${tenant.tenantId} and id = any (array(
        select id from identity.session
        where tenant_id = ${tenant.tenantId} and expires_at < ${expiredBefore.toISOString()}
        order by expires_at, id
        limit ${most}
        for update skip locked
      ))
    `));
  }

  private async insert(tenant: TenantContext, { state, events }: Session): Promise<void> {
    const { id, userId, device, seed, generation, rotatedAt, startedAt, expiresAt, endedAt } = state;
    await this.db
      .execute(tenant, named('identity.insert-session', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'identity.session', id }, events)})
        insert into identity.session (
          tenant_id, id, user_id, device, seed, generation, rotated_at, started_at, expires_at, ended_at, version
        )
        values (
          ${tenant.tenantId}, ${id}, ${userId}, ${device}, ${seed}, ${generation}, ${rotatedAt.toISOString()}, ${startedAt.toISOString()},
          ${expiresAt.toISOString()}, ${endedAt?.toISOString() ?? null}, 1
        )
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'session_pkey' ? new OutdatedVersion() : error;
      });
  }

  private async update(tenant: TenantContext, { state, events }: Session): Promise<void> {
    const { id, generation, rotatedAt, endedAt, version } = state;
    const updated = await this.db.execute(tenant, named('identity.update-session', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'identity.session', id }, events)})
      update identity.session
      set generation = ${generation}, rotated_at = ${rotatedAt.toISOString()}, ended_at = ${endedAt?.toISOString() ?? null}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});

const sessionRow = z.object({
  id: z.string(),
  user_id: z.string(),
  device: z.string().nullable(),
  seed: z.string(),
  generation: z.number(),
  rotated_at: z.date(),
  started_at: z.date(),
  expires_at: z.date(),
  ended_at: z.date().nullable(),
  version: z.number(),
});

const sessionIn = ({ tenantId }: TenantContext, row: z.infer<typeof sessionRow>): Session =>
  Session.restore({
    id: row.id as SessionId,
    tenantId,
    userId: row.user_id as PrincipalId,
    device: row.device,
    seed: row.seed,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    version: row.version,
  });
