import { refusal } from '../../domain/shared/domain-error.js';

export class PermissionMissing extends refusal('forbidden', 'access.permission-missing', 'A permission is missing') {}

export class SignInRequired extends refusal('unauthenticated', 'access.sign-in-required', 'Sign in first') {}

/** The caller saw a version that is no longer the newest, or another writer was faster. */
export class OutdatedVersion extends refusal('outdated', 'shared.outdated-version', 'The resource has changed meanwhile') {}

/** A store is away or has no capacity left just now; the same request may succeed in a moment. */
export class Unavailable extends refusal('unavailable', 'shared.unavailable', 'The service cannot answer just now') {}
