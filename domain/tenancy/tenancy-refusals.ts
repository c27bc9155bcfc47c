import { refusal } from '../shared/domain-error.js';

export class InvalidSlug extends refusal('invalid', 'tenancy.invalid-slug', 'A slug has 3 to 40 lower-case letters, digits and inner hyphens') {}
export class SlugReserved extends refusal('invalid', 'tenancy.slug-reserved', 'This slug is reserved: choose another') {}
export class SlugTaken extends refusal('conflict', 'tenancy.slug-taken', 'Another tenant has this slug: choose another') {}
