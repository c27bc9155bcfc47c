import { createHmac } from 'node:crypto';
import { sql } from 'slonik';
import { z } from 'zod';
import { type Attempt, FailedAttempts } from '../../../application/identity/ports/failed-attempts.js';
import { delaysInSeconds, FAILURES_COUNT_FOR_MS, nextAttemptFrom } from '../../../domain/identity/failed-attempts.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

/** How many that count no more are taken away with each that is counted: so the table does not grow for ever. */
const SWEPT_AT_ONCE = 10;

/** One row for each account and network that failed. Who reads them learns neither: both are keyed hashes. */
export class PostgresFailedAttempts extends FailedAttempts {
  constructor(
    /** Not the caller's transaction: what is counted stays counted. */
    private readonly db: Queries,
    /** 32 bytes, for this purpose alone. */
    private readonly key: Uint8Array,
  ) {
    super();
  }

  override async count(tenant: TenantContext, attempt: Attempt, at: Date): Promise<Date | null> {
    const { account, network } = this.hashed(tenant, attempt);
    const [now, since] = [at.toISOString(), new Date(at.getTime() - FAILURES_COUNT_FOR_MS).toISOString()];
    const counted = await this.db.execute(tenant, named('identity.count-failed-attempt', sql.type(noRow)`
      with swept as (
        delete from identity.sign_in_attempt
        where tenant_id = ${tenant.tenantId} and (account, network) in (
          select account, network from identity.sign_in_attempt
          where tenant_id = ${tenant.tenantId} and last_at <= ${since} and (account, network) <> (${account}, ${network})
          limit ${SWEPT_AT_ONCE}
          for update skip locked
        )
      )
      insert into identity.sign_in_attempt as attempt (tenant_id, account, network, failures, last_at)
      values (${tenant.tenantId}, ${account}, ${network}, 1, ${now})
      on conflict (tenant_id, account, network) do update
      set failures = case when attempt.last_at <= ${since} then 1 else attempt.failures + 1 end, last_at = excluded.last_at
      where attempt.last_at <= ${since} or excluded.last_at >= attempt.last_at + interval '1 second' * (
        ${sql.array([...delaysInSeconds], 'int4')}
      )[least(attempt.failures, ${delaysInSeconds.length})]
    `));
    return counted > 0 ? null : ((await this.mayFrom(tenant, { account, network })) ?? at);
  }

  override async forget(tenant: TenantContext, attempt: Attempt): Promise<void> {
    const { account, network } = this.hashed(tenant, attempt);
    await this.db.execute(tenant, named('identity.forget-failed-attempts', sql.type(noRow)`
      delete from identity.sign_in_attempt
      where tenant_id = ${tenant.tenantId} and account = ${account} and network = ${network}
    `));
  }

  /** @returns null when they have been forgotten meanwhile. */
  private async mayFrom(tenant: TenantContext, { account, network }: Attempt): Promise<Date | null> {
    const row = await this.db.maybeOne(tenant, named('identity.failed-attempts', sql.type(countRow)`
      select failures, last_at from identity.sign_in_attempt
      where tenant_id = ${tenant.tenantId} and account = ${account} and network = ${network}
    `));
    return row === null ? null : nextAttemptFrom(row.failures, row.last_at);
  }

  private hashed({ tenantId }: TenantContext, { account, network }: Attempt): Attempt {
    const hash = (what: string, text: string) => createHmac('sha256', this.key).update(`${tenantId} ${what} ${text}`).digest('base64url');
    return { account: hash('account', account), network: hash('network', network) };
  }
}

const noRow = z.object({});
const countRow = z.object({ failures: z.number(), last_at: z.date() });
