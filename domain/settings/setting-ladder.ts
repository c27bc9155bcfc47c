import type { PrincipalId } from '../shared/tenant-context.js';
import { levelOf, type SettingLevel, type SheetName } from './setting-level.js';
import type { SettingRule, SettingValue } from './setting-rule.js';
import type { SheetState } from './setting-sheet.js';
import { SettingLocked } from './settings-refusals.js';

/** What a setting is for somebody, and why. */
export type EffectiveSetting = {
  /** Of a secret, as it is sealed; the default of its declaration is not. */
  readonly value: SettingValue;
  /** Which level says so, and where. */
  readonly level: SettingLevel | 'default';
  readonly sheet: SheetName | null;
  /** Null: an operator of the platform, or the declaration. */
  readonly setBy: PrincipalId | null;
  readonly setAt: Date | null;
  /** What is more specific than this level is ignored; null when it is not. */
  readonly lockedBy: SettingLevel | null;
};

/** A tenant's plan as one of all that there are, in their order. */
export type PlanPlace = { readonly at: number; readonly of: number };

/** What all levels say for one tenant, and one user of it if there is one: from the least to the most specific. */
export class SettingLadder {
  constructor(
    private readonly sheets: readonly SheetState[],
    private readonly plan: PlanPlace,
  ) {}

  /** The same with another state of one of its sheets. */
  with(sheet: SheetState): SettingLadder {
    return new SettingLadder(this.sheets.map((one) => (one.name === sheet.name ? sheet : one)), this.plan);
  }

  effective(rule: SettingRule): EffectiveSetting {
    let found: EffectiveSetting = { value: rule.default, level: 'default', sheet: null, setBy: null, setAt: null, lockedBy: null };
    for (const { name, entries } of this.sheets) {
      const level = levelOf(name);
      const entry = Object.hasOwn(entries, rule.key) ? entries[rule.key] : undefined;
      if (entry === undefined || !rule.levels.includes(level)) continue;
      const { value, setBy, setAt, locked } = entry;
      if (value !== null) found = { value, level, sheet: name, setBy, setAt, lockedBy: null };
      if (locked) return { ...found, lockedBy: level };
    }
    return found;
  }

  /** @throws SettingLocked naming the level that locks, when that is a less specific one */
  assertOpen(rule: SettingRule, level: SettingLevel): void {
    const before = this.sheets.slice(0, this.sheets.findIndex(({ name }) => levelOf(name) === level));
    const { lockedBy } = new SettingLadder(before, this.plan).effective(rule);
    if (lockedBy !== null) throw new SettingLocked(`${rule.key} is locked at the level ${lockedBy}.`);
  }

  /**
   * Another one after every change that can show, and never the same for something else: the versions of what the levels say only
   * grow, and the plan has a place of its own among them.
   */
  versionOf(key: string): number {
    const said = this.sheets.reduce((sum, { entries }) => sum + ((Object.hasOwn(entries, key) ? entries[key]?.version : 0) ?? 0), 0);
    return said * this.plan.of + this.plan.at;
  }
}
