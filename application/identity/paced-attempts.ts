import { callerNetwork } from '../../domain/identity/caller-network.js';
import { SignInDelayed } from '../../domain/identity/identity-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { FailedAttempts } from './ports/failed-attempts.js';

/** Whose secret is tried, in words that no other use case has for somebody, and from which address. */
export type Trial = { readonly account: string; readonly callerAddress: string };

/**
 * Lets somebody try to prove who they are, the more slowly the more often that failed from where they are. Elsewhere
 * nobody is slowed down by it: so nobody can be locked out from afar.
 */
export class PacedAttempts {
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(
    private readonly failed: FailedAttempts,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an attempt, unless it has to wait: then it is not even looked at.
   * @returns what it proved; null when it failed.
   * @throws SignInDelayed
   */
  make<Proof>(tenant: TenantContext, { account, callerAddress }: Trial, prove: () => Promise<Proof | null>): Promise<Proof | null> {
    const attempt = { account, network: callerNetwork(callerAddress) };
    return this.inTurn(`${tenant.tenantId} ${attempt.network} ${account}`, async () => {
      const now = this.clock.now();
      const mayFrom = await this.failed.count(tenant, attempt, now);
      if (mayFrom !== null) throw new SignInDelayed(mayFrom.getTime() - now.getTime());
      const proof = await prove();
      if (proof !== null) await this.failed.forget(tenant, attempt);
      return proof;
    });
  }

  /** One after the other: several who try at once, and are right, must not be taken for as many who guess. */
  private async inTurn<T>(key: string, step: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(step);
    const over = turn.catch(() => undefined);
    this.#last.set(key, over);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === over) this.#last.delete(key);
    }
  }
}
