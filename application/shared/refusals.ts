import { refusal } from '../../domain/shared/domain-error.js';

export class PermissionMissing extends refusal('forbidden', 'access.permission-missing', 'A permission is missing') {}

/** Without an owner who is active, nobody could give that role again. */
export class LastOwner extends refusal(
  'rule-broken',
  'access.last-owner',
  'The last owner stays one',
  'Give the role of an owner to another active member first.',
) {}

/** Nobody gives rights that they do not hold, nor takes such rights away. */
export class RightsExceeded extends refusal(
  'forbidden',
  'access.rights-exceeded',
  'This is about rights that the caller does not hold',
  'Ask somebody who holds all rights of the roles in question.',
) {}

/** Suspended by an operator. Whoever is signed in may still see that, and leave. */
export class TenantSuspended extends refusal(
  'forbidden',
  'tenancy.tenant-suspended',
  'The tenant is suspended',
  'Only an operator of the platform can resume the tenant: ask for the reason, and settle it.',
) {}

/** Its owner has asked to close it: what it has can be read, and is not changed any more. */
export class TenantClosing extends refusal(
  'forbidden',
  'tenancy.tenant-closing',
  'The tenant is being closed',
  'Until it is closed, an owner can reopen it. Everything can be read meanwhile, and nothing changed.',
) {}

export class SignInRequired extends refusal('unauthenticated', 'access.sign-in-required', 'Sign in first') {}

/** The caller saw a version that is no longer the newest, or another writer was faster. */
export class OutdatedVersion extends refusal('outdated', 'shared.outdated-version', 'The resource has changed meanwhile') {}

/** The tenant has all that its plan includes of something. What it has already stays. */
export class PlanLimitReached extends refusal(
  'rule-broken',
  'shared.plan-limit-reached',
  'The plan does not include more',
  'Remove something that is not needed any more, or ask for a larger plan.',
) {}

/** The tenant asks more than its plan includes. */
export class RateExceeded extends refusal(
  'throttled',
  'shared.rate-exceeded',
  'The tenant asks more than its plan includes',
  'Wait and ask less often, or ask for a larger plan.',
) {
  override readonly retryAfterSeconds: number;

  constructor(detail: string, milliseconds: number) {
    super(detail);
    this.retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  }
}

/** The tenant follows what happens by as many streams as this process has room for, of one tenant. */
export class TooManyStreams extends refusal(
  'throttled',
  'shared.too-many-streams',
  'The tenant has too many streams open',
  'Close those that are not needed, and let several readers share one.',
) {
  override readonly retryAfterSeconds = 5;
}

/** A store is away or has no capacity left just now; the same request may succeed in a moment. */
export class Unavailable extends refusal('unavailable', 'shared.unavailable', 'The service cannot answer just now') {}

/** A later start of the job, or somebody who cancelled it, was faster: what this one did is undone. */
export class JobLost extends refusal('conflict', 'shared.job-lost', 'Another start has the job') {}
