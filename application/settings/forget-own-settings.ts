import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SheetCopies } from './ports/sheet-copies.js';

/** After somebody was removed: forgets what they had set for themselves, its history and its copy. */
export class ForgetOwnSettings {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext, { userId }: { readonly userId: PrincipalId }): Promise<void> {
    const gone = await this.work.run(tenant, ({ sheets }) => sheets.remove(tenant, `user#${userId}`));
    if (gone !== null) await this.copies.repair(tenant, gone);
  }
}
