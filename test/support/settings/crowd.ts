import { ListPlatformSettings } from '../../../application/settings/list-platform-settings.js';
import { SettingCatalogue } from '../../../application/settings/setting-catalogue.js';
import { SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'settings.setting_sheet': ({ tenantId, rows }) => `
      insert into settings.setting_sheet (tenant_id, sheet, id, entries, version)
      select '${tenantId}', case n when 1 then 'tenant' else 'user#' || ${idAt()} end, ${idAt()}, '{}', case n when 1 then ${rows} else 1 end from generate_series(1, ${rows}) n`,
    'settings.setting_change': ({ tenantId, rows }) => `
      insert into settings.setting_change (tenant_id, sheet, key, version, value, is_set, locked, changed_at)
      select '${tenantId}', 'tenant', case n % 2 when 0 then 'identity.invitation-days' else 'identity.time-zone' end, n, '7', true, false, ${momentAt}
      from generate_series(1, ${rows}) n`,
  },
  filters: { context: ['identity'] },
  calls: [
    (container) =>
      new ListPlatformSettings(container.get(SettingCatalogue), container.get(SheetRegister)).execute(SystemContext.for('a test of operators'), { sheet: 'platform' }),
    (container, tenantId) => container.get(SheetRegister).all(TenantContext.visitor(TenantId.from(tenantId)), 'user', 100),
  ],
};
