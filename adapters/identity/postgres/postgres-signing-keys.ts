import { sql } from 'slonik';
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
      select kid, public_key, sealed_private_key, created_at
      from identity.signing_key
      where tenant_id = ${platformTenantId}
      order by created_at desc, kid desc
    `));
    return rows.map(({ kid, public_key: publicKey, sealed_private_key: sealedPrivateKey, created_at: createdAt }) => ({
      kid,
      publicKey,
      sealedPrivateKey,
      createdAt,
    }));
  }

  override async add(system: SystemContext, { kid, publicKey, sealedPrivateKey, createdAt }: SealedSigningKey): Promise<void> {
    await this.db.execute(system, named('identity.add-signing-key', sql.type(z.object({}))`
      insert into identity.signing_key (tenant_id, kid, public_key, sealed_private_key, created_at)
      values (${platformTenantId}, ${kid}, ${sql.jsonb(publicKey as Record<string, string>)}, ${sealedPrivateKey}, ${createdAt.toISOString()})
    `));
  }
}

const keyRow = z.object({
  kid: z.string(),
  public_key: z.record(z.string(), z.unknown()),
  sealed_private_key: z.string(),
  created_at: z.date(),
});
