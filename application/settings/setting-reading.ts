import type { SheetName } from '../../domain/settings/setting-level.js';
import { SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { SheetState } from '../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { SignInRequired } from '../shared/refusals.js';
import { platformTenant } from './platform-tenant.js';
import type { TenantPlan, TenantPlans } from './ports/tenant-plans.js';

/** Where sheets are read: at hand, or where they are decided. */
type Sheets = { read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]> };

/** What the platform says to a tenant: by itself, and by its plan. */
export type Above = { readonly sheets: readonly SheetState[]; readonly plan: TenantPlan };

/** The sheets of whoever asks, in their own tenant. */
export const ownSheets = (tenant: TenantContext): readonly SheetName[] => (tenant.principal.kind === 'user' ? ['tenant', ownSheet(tenant)] : ['tenant']);

/** What the caller says for themselves. @throws SignInRequired */
export function ownSheet({ principal }: TenantContext): SheetName {
  if (principal.kind !== 'user') throw new SignInRequired();
  return `user#${principal.id}`;
}

/** Finds what all levels say to somebody. */
export class SettingReading {
  constructor(private readonly plans: TenantPlans) {}

  async ladder(tenant: TenantContext, sheets: Sheets): Promise<SettingLadder> {
    const [above, own] = await Promise.all([this.above(tenant, sheets), sheets.read(tenant, ownSheets(tenant))]);
    return new SettingLadder([...above.sheets, ...own], above.plan);
  }

  async above(tenant: TenantContext, sheets: Sheets): Promise<Above> {
    const plan = await this.plans.planOf(tenant);
    return { sheets: await sheets.read(platformTenant, ['platform', `plan#${plan.name}`]), plan };
  }
}
