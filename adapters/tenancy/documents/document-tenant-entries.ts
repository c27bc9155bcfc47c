import { z } from 'zod';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { Slugs } from '../../../application/tenancy/ports/slugs.js';
import { entryOf, TenantEntries, type TenantEntry } from '../../../application/tenancy/ports/tenant-entries.js';
import type { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { plans } from '../../../domain/tenancy/plan.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import { type TenantState, type TenantStatus, tenantStatuses } from '../../../domain/tenancy/tenant.js';
import { type Decided, DocumentCopies, type DocumentWire } from '../../shared/documents/document-copies.js';

/** Which tenant a slug means is the platform's to know: whoever asks has no tenant yet. */
const platform = TenantContext.visitor(platformTenantId);

const CARD = 'card';
const SLUG = new RegExp(Slug.pattern);

/** Looks into the cache, then into the read store, then where it is decided; for a tenant's standing, not into the read store. */
export class DocumentTenantEntries extends TenantEntries {
  readonly #cards: DocumentCopies<TenantEntry>;
  readonly #slugs: DocumentCopies<TenantId>;

  constructor(
    private readonly profile: Pick<TenantProfile, 'read' | 'status'>,
    private readonly slugs: Slugs,
    documents: DocumentStore,
    private readonly cache: Cache,
  ) {
    super();
    this.#cards = new DocumentCopies(documents, 'tenancy.tenant', cardWire);
    // anybody can ask for any slug
    this.#slugs = new DocumentCopies(documents, 'tenancy.slug', slugWire, 'absence is not copied');
  }

  override async entryOf(tenant: TenantContext): Promise<TenantEntry> {
    const entry = await this.cache.get(tenant, CacheKey.of(tenant, cachedCard, CARD, [tagOf(tenant)]), async () => {
      const found = await this.#cards.read(tenant, [CARD], async () => new Map([[CARD, decidedCard(await this.profile.read(tenant))]]));
      return found.get(CARD)?.value ?? null;
    });
    if (entry === null) throw new Error('The tenant of this context does not exist.');
    return entry;
  }

  override async standingOf(tenant: TenantContext): Promise<TenantStatus> {
    const status = await this.cache.get(tenant, CacheKey.of(tenant, cachedStanding, CARD, [tagOf(tenant)]), () => this.profile.status(tenant));
    return status ?? 'closed';
  }

  override async tenantOf(system: SystemContext, slug: string): Promise<TenantId | null> {
    const decide = () => this.slugs.tenantOf(system, slug);
    if (!SLUG.test(slug)) return decide();
    return this.cache.get(platform, CacheKey.of(platform, cachedSlug, slug, [slugTag(slug)]), async () => {
      // of no version: whatever is written of a change takes its place
      const found = await this.#slugs.read(platform, [slug], async () => new Map([[slug, { version: 0, value: await decide() }]]));
      return found.get(slug)?.value ?? null;
    });
  }

  override async changed(tenant: TenantContext, state: TenantState): Promise<void> {
    await Promise.all([this.#cards.changed(tenant, CARD, decidedCard(state)), this.#slugs.changed(platform, state.slug, decidedSlug(state))]);
    await this.forget(tenant, state.slug);
  }

  override async repair(tenant: TenantContext, state: TenantState): Promise<void> {
    try {
      await Promise.all([this.#cards.keep(tenant, CARD, decidedCard(state)), this.#slugs.keep(platform, state.slug, decidedSlug(state))]);
    } finally {
      await this.forget(tenant, state.slug);
    }
  }

  private async forget(tenant: TenantContext, slug: string): Promise<void> {
    await Promise.all([this.cache.forget(tenant, [tagOf(tenant)]), this.cache.forget(platform, [slugTag(slug)])]);
  }
}

const tagOf = (tenant: TenantContext): CacheTag => CacheTag.of(tenant, 'tenancy.card');
const slugTag = (slug: string): CacheTag => CacheTag.of(platform, `tenancy.slug ${slug}`);

const decidedCard = (state: TenantState): Decided<TenantEntry> => ({ version: state.version, value: entryOf(state) });
const decidedSlug = ({ id, closedAt, version }: TenantState): Decided<TenantId> => ({ version, value: closedAt === null ? id : null });

const card = z.object({ slug: z.string(), name: z.string(), plan: z.enum(plans), status: z.enum(tenantStatuses) });

const cardWire: DocumentWire<TenantEntry> = { read: (content) => card.parse(content) as TenantEntry, write: (entry) => ({ ...entry }) };
const slugWire: DocumentWire<TenantId> = { read: ({ tenantId }) => TenantId.from(String(tenantId)), write: (tenantId) => ({ tenantId }) };

const cachedCard: CachedKind<TenantEntry> = {
  name: 'tenancy.card',
  freshSeconds: 10,
  keptSeconds: 30,
  localSeconds: 1,
  absentSeconds: 3,
  read: (raw) => card.parse(raw) as TenantEntry,
  write: cardWire.write,
};

const cachedSlug: CachedKind<TenantId> = {
  name: 'tenancy.slug',
  freshSeconds: 10,
  keptSeconds: 30,
  localSeconds: 1,
  // that a slug means nothing is remembered for as long: else the time that it takes would tell
  absentSeconds: 30,
  read: (raw) => TenantId.from(String(raw)),
  write: (tenantId) => tenantId,
};

/** Who is suspended or closed is out a second later, also where no word of it arrives: so it is kept for no longer. */
const cachedStanding: CachedKind<TenantStatus> = {
  name: 'tenancy.standing',
  freshSeconds: 1,
  keptSeconds: 1,
  localSeconds: 1,
  absentSeconds: 1,
  read: (raw) => z.enum(tenantStatuses).parse(raw),
  write: (status) => status,
};
