import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { type SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId } from '../../../domain/shared/tenant-context.js';
import type { SystemQueries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresSigningKeys extends SigningKeys {
  constructor(private readonly db: SystemQueries) {
    super();
  }

  override async list(system: SystemContext): Promise<readonly SealedSigningKey[]> {
    const rows = await this.db.any(system, named('identity.list-signing-keys', sql.type(keyRow)`
      select kid, public_key, sealed_private_key, created_at, active_from, revoked_at
      from identity.signing_key
      where tenant_id = ${platformTenantId}
      order by created_at desc, kid desc
    `));
    return rows.map((row) => ({
      kid: row.kid,
      publicKey: row.public_key,
      sealedPrivateKey: row.sealed_private_key,
      createdAt: row.created_at,
      activeFrom: row.active_from,
      revokedAt: row.revoked_at,
    }));
  }

  override async add(system: SystemContext, key: SealedSigningKey): Promise<void> {
    await this.db.execute(system, named('identity.add-signing-key', sql.type(noRow)`
      insert into identity.signing_key (tenant_id, kid, public_key, sealed_private_key, created_at, active_from, revoked_at)
      values (${valuesOf(key)})
    `));
  }

  /** What one statement adds it does not see: so the new key is not revoked with the others. */
  override async replaceAll(system: SystemContext, key: SealedSigningKey): Promise<void> {
    await this.db.execute(system, named('identity.replace-signing-keys', sql.type(noRow)`
      with revoked as (
        update identity.signing_key set revoked_at = ${key.createdAt.toISOString()}
        where tenant_id = ${platformTenantId} and revoked_at is null
      )
      insert into identity.signing_key (tenant_id, kid, public_key, sealed_private_key, created_at, active_from, revoked_at)
      values (${valuesOf(key)})
    `));
  }
}

const valuesOf = ({ kid, publicKey, sealedPrivateKey, createdAt, activeFrom, revokedAt }: SealedSigningKey): FragmentSqlToken => sql.fragment`
  ${platformTenantId}, ${kid}, ${sql.jsonb(publicKey as Record<string, string>)}, ${sealedPrivateKey}, ${createdAt.toISOString()},
  ${activeFrom.toISOString()}, ${revokedAt?.toISOString() ?? null}
`;

const noRow = z.object({});

const keyRow = z.object({
  kid: z.string(),
  public_key: z.record(z.string(), z.unknown()),
  sealed_private_key: z.string(),
  created_at: z.date(),
  active_from: z.date(),
  revoked_at: z.date().nullable(),
});
