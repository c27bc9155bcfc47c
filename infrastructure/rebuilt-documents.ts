import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentRebuilder } from '../application/shared/document-rebuilder.js';
import { Unavailable } from '../application/shared/refusals.js';
import type { TenantRegistry } from '../application/tenancy/ports/tenant-registry.js';
import type { SystemContext } from '../domain/shared/system-context.js';
import { platformTenantId, TenantContext, type TenantId } from '../domain/shared/tenant-context.js';
import type { RebuildProgress } from './rebuild-progress.js';
import { StartRefused } from './start-refused.js';

/** What one context keeps in the read store. */
export type Rebuilding = { readonly context: string; readonly rebuilder: DocumentRebuilder };

export type RebuildOptions = {
  readonly registry: TenantRegistry;
  readonly rebuildings: readonly Rebuilding[];
  readonly progress: RebuildProgress;
  /** The slug to begin with; absent: all, and the platform's own documents. */
  readonly from?: string;
  /** How long it waits for a store that is away, and how often. */
  readonly patience?: { readonly waitMs: number; readonly times: number };
};

const PAGE = 100;
const PLATFORM = 'the platform';
/** Longer than the read store rests after it has failed. */
const PATIENCE = { waitMs: 2_000, times: 15 };

/**
 * Makes anew what contexts keep in the read store, of the platform and of all tenants in the order of their slugs. Done again it
 * changes nothing: a later version stays. @throws StartRefused when the read store stays away, with where to go on
 */
export async function rebuildDocuments(system: SystemContext, { registry, rebuildings, progress, from, patience = PATIENCE }: RebuildOptions): Promise<void> {
  const rebuildTenant = async (tenantId: TenantId, slug: string): Promise<void> => {
    const tenant = TenantContext.of(tenantId, { kind: 'platform' }, [], 'active');
    for (const { context, rebuilder } of rebuildings) progress.wrote(context, await patiently(() => rebuilder.rebuild(tenant), slug, patience));
    progress.done(slug);
  };
  if (from === undefined) await rebuildTenant(platformTenantId, PLATFORM);
  let page = await registry.list(system, { limit: PAGE });
  for (;;) {
    for (const { id, slug } of page.items) if (from === undefined || slug >= from) await rebuildTenant(id, slug);
    if (page.next === null) return;
    page = await registry.list(system, { limit: PAGE, after: page.next });
  }
}

async function patiently(rebuild: () => Promise<number>, slug: string, { waitMs, times }: { readonly waitMs: number; readonly times: number }): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rebuild();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      if (attempt === times) {
        const reason = error.cause instanceof Error ? ` (${error.cause.name}: ${error.cause.message})` : '';
        const onwards = slug === PLATFORM ? 'Run it again' : `Go on with --from ${slug}`;
        throw new StartRefused(`The read store, or PostgreSQL, does not answer${reason}. ${onwards} when it does.`);
      }
      await delay(waitMs);
    }
  }
}
