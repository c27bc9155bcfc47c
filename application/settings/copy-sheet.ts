import type { SheetName } from '../../domain/settings/setting-level.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SheetCopies } from './ports/sheet-copies.js';

/** After a change: sees to it that the copy of a sheet says what was decided, should whoever changed it have failed to. */
export class CopySheet {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext, { sheet }: { readonly sheet: SheetName }): Promise<void> {
    const states = await this.work.run(tenant, ({ register }) => register.read(tenant, [sheet]));
    for (const state of states) await this.copies.repair(tenant, state);
  }
}
