import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { statusOf, type TenantState, type TenantStatus } from '../../../domain/tenancy/tenant.js';

/** What the directory says of a tenant. Its limits follow from the plan. */
export type TenantEntry = Pick<TenantState, 'slug' | 'name' | 'plan'> & { readonly status: TenantStatus };

/** What the directory is to say of a tenant in this state. */
export const entryOf = (state: TenantState): TenantEntry => {
  const { slug, name, plan } = state;
  return { slug, name, plan, status: statusOf(state) };
};

/**
 * The directory of tenants: what nearly every request looks up, near at hand. Whoever has changed a tenant finds it changed;
 * others do as soon as word of that arrives, and within seconds of the event in any case.
 */
export abstract class TenantEntries {
  /** How it presents itself, and what its plan is. */
  abstract entryOf(tenant: TenantContext): Promise<TenantEntry>;

  /** How it stands, a second ago at most, whatever was lost; closed, when there is no such tenant. */
  abstract standingOf(tenant: TenantContext): Promise<TenantStatus>;

  /** @returns null when no tenant has this slug, or the one that has it is closed. */
  abstract tenantOf(system: SystemContext, slug: string): Promise<TenantId | null>;

  /** Once a change is kept: whoever asks here from now on gets it. Never throws: what could not be written is copied after the event. */
  abstract changed(tenant: TenantContext, state: TenantState): Promise<void>;

  /** Enters what is decided, unless something later is there. @throws Unavailable */
  abstract enter(tenant: TenantContext, state: TenantState): Promise<void>;
}
