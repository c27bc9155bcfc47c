import { refusal } from '../shared/domain-error.js';

export class InvalidSlug extends refusal('invalid', 'tenancy.invalid-slug', 'A slug has 3 to 40 lower-case letters, digits and inner hyphens') {}
export class SlugReserved extends refusal('invalid', 'tenancy.slug-reserved', 'This slug is reserved: choose another') {}
export class SlugTaken extends refusal('conflict', 'tenancy.slug-taken', 'Another tenant has this slug: choose another') {}

export class TenantNotFound extends refusal('not-found', 'tenancy.tenant-not-found', 'There is no tenant of this slug') {}
export class TenantAlreadySuspended extends refusal('conflict', 'tenancy.tenant-already-suspended', 'The tenant is suspended already') {}
export class TenantNotSuspended extends refusal('conflict', 'tenancy.tenant-not-suspended', 'The tenant is not suspended') {}
export class TenantNotActive extends refusal('conflict', 'tenancy.tenant-not-active', 'The tenant is not active') {}
export class TenantNotClosing extends refusal('conflict', 'tenancy.tenant-not-closing', 'The tenant is not being closed') {}
export class ClosureNotDue extends refusal('rule-broken', 'tenancy.closure-not-due', 'The tenant cannot be closed yet') {}
export class TenantClosed extends refusal('conflict', 'tenancy.tenant-closed', 'The tenant is closed, for good') {}
