import { type Attempt, FailedAttempts } from '../../../application/identity/ports/failed-attempts.js';
import { FAILURES_COUNT_FOR_MS, nextAttemptFrom } from '../../../domain/identity/failed-attempts.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

type Count = { readonly failures: number; readonly lastAt: Date };

/** Beside the one store: what is counted stays counted, whatever becomes of the transaction of whoever asks. */
export class InMemoryFailedAttempts extends FailedAttempts {
  readonly #counts = new Map<string, Count>();

  override async count(tenant: TenantContext, attempt: Attempt, at: Date): Promise<Date | null> {
    const key = keyOf(tenant, attempt);
    const known = this.#counts.get(key);
    const counted = known !== undefined && at.getTime() - known.lastAt.getTime() < FAILURES_COUNT_FOR_MS ? known : null;
    const mayFrom = counted === null ? at : nextAttemptFrom(counted.failures, counted.lastAt);
    if (mayFrom > at) return mayFrom;
    this.#counts.set(key, { failures: (counted?.failures ?? 0) + 1, lastAt: at });
    return null;
  }

  override async forget(tenant: TenantContext, attempt: Attempt): Promise<void> {
    this.#counts.delete(keyOf(tenant, attempt));
  }
}

const keyOf = ({ tenantId }: TenantContext, { account, network }: Attempt): string => JSON.stringify([tenantId, account, network]);
