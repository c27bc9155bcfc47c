import { InvalidSlug, SlugReserved } from './tenancy-refusals.js';

declare const slug: unique symbol;

/** A tenant's name in addresses and at sign-in: unique over all tenants. */
export type Slug = string & { readonly [slug]: true };

/** Names that a tenant cannot have, because they mean something else to people or to the platform. */
const RESERVED = new Set(['admin', 'api', 'atrium', 'platform', 'support', 'system', 'www']);

export const Slug = {
  /** 3 to 40 lower-case letters, digits and inner hyphens. */
  pattern: '^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$',

  /** @throws InvalidSlug, SlugReserved */
  from(raw: string): Slug {
    if (!new RegExp(Slug.pattern).test(raw)) throw new InvalidSlug();
    if (RESERVED.has(raw)) throw new SlugReserved();
    return raw as Slug;
  },
};
