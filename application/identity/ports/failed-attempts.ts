import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Whose secret is tried, in words of the use case's own, and from which network. */
export type Attempt = { readonly account: string; readonly network: string };

/** Failed attempts to prove who one is, counted by account and network. */
export abstract class FailedAttempts {
  /**
   * Counts an attempt as failed before it is made: so of many at once no more are made than may be.
   * @returns null when it may be made; else from when on one may, and then nothing was counted.
   */
  abstract count(tenant: TenantContext, attempt: Attempt, at: Date): Promise<Date | null>;

  /** One has succeeded: neither it nor those before it count any more. */
  abstract forget(tenant: TenantContext, attempt: Attempt): Promise<void>;
}
