import { expect } from 'chai';
import fc from 'fast-check';
import { type SettingLevel, settingLevels, type SheetName } from '../../../domain/settings/setting-level.js';
import { SettingLadder } from '../../../domain/settings/setting-ladder.js';
import type { SettingRule } from '../../../domain/settings/setting-rule.js';
import { SettingSheet, type SheetState } from '../../../domain/settings/setting-sheet.js';
import { SettingLocked } from '../../../domain/settings/settings-refusals.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const tenant = aTenant();
const hand = { by: userOf(tenant).id, at: noon };
const plan = { at: 1, of: 3 };
const names: readonly SheetName[] = ['platform', 'plan#team', 'tenant', 'user#ada'];
const ruleFor = (levels: readonly SettingLevel[]): SettingRule => ({ key: 'library.days', default: 0, levels, isSecret: false, must: 'be a number', admits: () => true });
const rule = ruleFor(settingLevels);

/** What one level says; undefined: nothing. */
type Said = { readonly value: number | null; readonly locked: boolean } | undefined;

const sheetThat = (name: SheetName, said: Said): SheetState => {
  const blank = SettingSheet.blank(tenant.tenantId, name);
  if (said === undefined) return blank.state;
  return (said.value === null ? blank.lock(rule, said.locked, hand) : blank.set(rule, said.value, said.locked, hand)).stored().state;
};
const ladderOf = (says: readonly Said[]): SettingLadder => new SettingLadder(names.map((name, at) => sheetThat(name, says[at])), plan);

const anySaid: fc.Arbitrary<Said> = fc.option(fc.record({ value: fc.option(fc.integer({ min: 1, max: 9 })), locked: fc.boolean() }), { nil: undefined });
const anyLadder = fc.tuple(anySaid, anySaid, anySaid, anySaid);
const anyLevels = fc.subarray([...settingLevels], { minLength: 1 });

describe('finding out what a setting is', () => {
  it('takes the most specific level that says something', () => {
    expect(ladderOf([{ value: 1, locked: false }, { value: 2, locked: false }, { value: 3, locked: false }, { value: 4, locked: false }]).effective(rule)).to.deep.include({ value: 4, level: 'user' });
    expect(ladderOf([{ value: 1, locked: false }, undefined, { value: 3, locked: false }]).effective(rule)).to.deep.include({ value: 3, level: 'tenant', setBy: hand.by, setAt: noon });
    expect(ladderOf([]).effective(rule)).to.deep.equal({ value: 0, level: 'default', sheet: null, setBy: null, setAt: null, lockedBy: null });
  });

  it('stops at a lock, be something said with it or not', () => {
    expect(ladderOf([{ value: 1, locked: false }, { value: 2, locked: true }, { value: 3, locked: false }]).effective(rule)).to.deep.include({ value: 2, level: 'plan', lockedBy: 'plan' });
    expect(ladderOf([{ value: 1, locked: false }, { value: null, locked: true }, { value: 3, locked: false }]).effective(rule)).to.deep.include({ value: 1, level: 'platform', lockedBy: 'plan' });
  });

  it('ignores what a level says that may not, its lock as well', () => {
    const says = [{ value: 1, locked: true }, undefined, { value: 3, locked: false }, { value: 4, locked: false }];

    expect(ladderOf(says).effective(ruleFor(['tenant']))).to.deep.include({ value: 3, level: 'tenant', lockedBy: null });
  });

  it('is changed by nothing that is said below a lock, whatever is said', () => {
    fc.assert(
      fc.property(anyLadder, anyLadder, anyLevels, fc.nat(3), (says, others, levels, at) => {
        const locked = says.map((said, level) => (level === at ? { value: said?.value ?? null, locked: true } : said));
        const otherwise = locked.map((said, level) => (level > at ? others[level] : said));
        const allowed = ruleFor([...new Set([...levels, settingLevels[at] as SettingLevel])]);
        expect(ladderOf(otherwise).effective(allowed)).to.deep.equal(ladderOf(locked).effective(allowed));
      }),
    );
  });

  it('follows from the levels that may say something, and from no other', () => {
    fc.assert(
      fc.property(anyLadder, anyLadder, anyLevels, (says, others, levels) => {
        const otherwise = says.map((said, at) => (levels.includes(settingLevels[at] as SettingLevel) ? said : others[at]));
        expect(ladderOf(otherwise).effective(ruleFor(levels))).to.deep.equal(ladderOf(says).effective(ruleFor(levels)));
      }),
    );
  });

  it('refuses to set what a less specific level locks, and names it; not what the level itself locks', () => {
    const ladder = ladderOf([undefined, undefined, { value: 3, locked: true }]);

    expect(() => ladder.assertOpen(rule, 'user')).to.throw(SettingLocked, 'locked at the level tenant');
    expect(() => ladder.assertOpen(rule, 'tenant')).to.not.throw();
  });
});

describe('the version of a setting', () => {
  const key = rule.key;

  it('is another one after every change at any level, and never one that it had before', () => {
    const change = fc.record({ at: fc.nat(3), value: fc.option(fc.integer({ min: 1, max: 3 })), locked: fc.boolean(), plan: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        let sheets = names.map((name) => SettingSheet.blank(tenant.tenantId, name));
        const seen = new Map<number, string>();
        for (const { at, value, locked, plan: planAt } of [{ at: 0, value: null, locked: false, plan: 0 }, ...changes]) {
          sheets = sheets.map((sheet, level) => {
            if (level !== at) return sheet;
            const changed = value === null ? sheet.lock(rule, locked, hand) : sheet.set(rule, value, locked, hand);
            return changed === sheet ? sheet : changed.stored();
          });
          const version = new SettingLadder(sheets.map(({ state }) => state), { at: planAt, of: 3 }).versionOf(key);
          const content = JSON.stringify([planAt, sheets.map(({ state: { entries } }) => entries[key] ?? null)]);
          expect(seen.get(version) ?? content).to.equal(content);
          seen.set(version, content);
        }
      }),
    );
  });

  it('does not follow from other settings', () => {
    const sheet = SettingSheet.blank(tenant.tenantId, 'tenant').set({ ...rule, key: 'library.motto' }, 1, false, hand).stored().state;

    expect(new SettingLadder([sheet], plan).versionOf(key)).to.equal(1);
  });
});
