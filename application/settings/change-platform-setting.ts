import type { SheetName } from '../../domain/settings/setting-level.js';
import { SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { SettingValue } from '../../domain/settings/setting-rule.js';
import type { SheetEntry } from '../../domain/settings/setting-sheet.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { kept } from './keeping-secrets.js';
import { platformTenant } from './platform-tenant.js';
import type { SecretSealer } from './ports/secret-sealer.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SettingCatalogue } from './setting-catalogue.js';

/** What the platform says of a setting, by itself or by one of its plans. */
export type ChangePlatformSettingCommand = { readonly sheet: 'platform' | `plan#${string}`; readonly key: string } & (
  | { readonly does: 'set'; readonly value: SettingValue }
  | { readonly does: 'lock' | 'unlock' | 'clear' }
);

const noPlan = { at: 0, of: 1 };

/** Sets, locks, unlocks or clears a setting for all tenants, or for those of one plan. */
export class ChangePlatformSetting {
  static readonly needs = operator;

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly catalogue: SettingCatalogue,
    private readonly sealer: SecretSealer,
    private readonly clock: Clock,
  ) {}

  /** @returns what the level says now; null when it never said anything. */
  async execute(_operator: SystemContext, command: ChangePlatformSettingCommand): Promise<SheetEntry | null> {
    const { sheet: name, key, does } = command;
    const declaration = this.catalogue.of(key);
    const said = does === 'set' ? await kept(this.sealer, platformTenant, name, declaration, command.value) : null;
    const hand = { by: null, at: this.clock.now() };
    return this.work.run(platformTenant, async ({ sheets }) => {
      const above: readonly SheetName[] = name === 'platform' ? [] : ['platform'];
      const { sheet, beside } = await sheets.open(platformTenant, name, above);
      const isLocked = sheet.state.entries[key]?.locked ?? false;
      const changed = said !== null ? sheet.set(declaration, said, isLocked, hand) : does === 'clear' ? sheet.clear(declaration, hand) : sheet.lock(declaration, does === 'lock', hand);
      if (name !== 'platform') new SettingLadder([...beside, sheet.state], noPlan).assertOpen(declaration, 'plan');
      const { state } = changed === sheet ? sheet : await sheets.save(platformTenant, changed);
      return state.entries[key] ?? null;
    });
  }
}
