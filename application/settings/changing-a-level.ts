import { levelOf, type SheetName } from '../../domain/settings/setting-level.js';
import { SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { Hand, SettingSheet } from '../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion, SignInRequired } from '../shared/refusals.js';
import type { SettingDeclaration } from '../shared/setting.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SheetRegister } from './ports/sheet-register.js';
import { ownSheets, type SettingReading } from './setting-reading.js';
import { shown, type ShownSetting } from './shown-setting.js';

/** Of which setting something is said, and which version of it whoever says so has seen. */
export type Seen = { readonly declaration: SettingDeclaration; readonly version: number };

/** Changes what a tenant, or a user for themselves, says of a setting. */
export class ChangingALevel {
  constructor(
    private readonly reading: SettingReading,
    private readonly register: SheetRegister,
    private readonly clock: Clock,
  ) {}

  /** @throws OutdatedVersion, SettingLocked, and as `change` does */
  async change(
    tenant: TenantContext,
    name: SheetName,
    { declaration, version }: Seen,
    work: UnitOfWork<SettingsScope>,
    change: (sheet: SettingSheet, hand: Hand) => SettingSheet,
  ): Promise<ShownSetting> {
    const { principal } = tenant;
    if (principal.kind !== 'user') throw new SignInRequired();
    const hand = { by: principal.id, at: this.clock.now() };
    // an operator who is at it right now comes before or after: what is changed here is another sheet
    const above = await this.reading.above(tenant, this.register);
    const own = ownSheets(tenant);
    return work.run(tenant, async ({ sheets }) => {
      const { sheet, beside } = await sheets.open(tenant, name, own.filter((one) => one !== name));
      const ordered = own.map((one) => (one === name ? sheet.state : beside.find((other) => other.name === one)) ?? sheet.state);
      const ladder = new SettingLadder([...above.sheets, ...ordered], above.plan);
      if (ladder.versionOf(declaration.key) !== version) throw new OutdatedVersion();
      const changed = change(sheet, hand);
      ladder.assertOpen(declaration, levelOf(name));
      return shown(declaration, changed === sheet ? ladder : ladder.with((await sheets.save(tenant, changed)).state));
    });
  }
}
