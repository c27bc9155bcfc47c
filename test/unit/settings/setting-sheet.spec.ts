import { expect } from 'chai';
import { type SheetName, settingLevels } from '../../../domain/settings/setting-level.js';
import type { SettingRule } from '../../../domain/settings/setting-rule.js';
import { SettingSheet } from '../../../domain/settings/setting-sheet.js';
import { LevelNotAllowed, SheetFull, ValueTooLarge } from '../../../domain/settings/settings-refusals.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const tenant = aTenant();
const hand = { by: userOf(tenant).id, at: noon };
const rule: SettingRule = { key: 'library.motto', default: '', levels: settingLevels, isSecret: false, must: 'be a text', admits: () => true };
const blank = () => SettingSheet.blank(tenant.tenantId, 'tenant');

describe('what a level says', () => {
  it('is not changed by saying it again', () => {
    const said = blank().set(rule, 'Sapere aude', false, hand).stored();

    expect(said.set(rule, 'Sapere aude', false, hand)).to.equal(said);
    expect(blank().clear(rule, hand).events).to.deep.equal([]);
  });

  it('is locked and unlocked without a word', () => {
    const said = blank().set(rule, 'Sapere aude', false, hand).stored();

    const locked = said.lock(rule, true, hand).stored();

    expect(locked.state.entries[rule.key]).to.deep.include({ value: 'Sapere aude', locked: true, version: 2 });
    expect(blank().lock(rule, true, hand).stored().state.entries[rule.key]).to.deep.include({ value: null, locked: true });
  });

  it('refuses a level that may not say it', () => {
    expect(() => blank().set({ ...rule, levels: ['platform', 'user'] }, 'x', false, hand)).to.throw(LevelNotAllowed, 'platform, user may');
  });

  it('refuses a value of more than 4 KiB, counted in bytes of UTF-8', () => {
    expect(blank().set(rule, 'x'.repeat(4_094), false, hand).state.version).to.equal(0);
    expect(() => blank().set(rule, 'x'.repeat(4_095), false, hand)).to.throw(ValueTooLarge);
    expect(() => blank().set(rule, '密'.repeat(1_365), false, hand)).to.throw(ValueTooLarge);
  });

  it('refuses the 301st setting, and goes on changing those that are there', () => {
    let sheet = blank();
    for (let n = 0; n < 300; n++) sheet = sheet.set({ ...rule, key: `library.n${n}` }, n, false, hand).stored();

    expect(() => sheet.set(rule, 'x', false, hand)).to.throw(SheetFull);
    expect(sheet.set({ ...rule, key: 'library.n7' }, 8, false, hand).state.entries['library.n7']?.value).to.equal(8);
  });

  it('is announced apart where a user says it for themselves', () => {
    const typesOf = (name: SheetName) => SettingSheet.blank(tenant.tenantId, name).set(rule, 'Sapere aude', false, hand).events.map(({ type }) => type);

    for (const name of ['platform', 'plan#free', 'tenant'] as const) expect(typesOf(name)).to.deep.equal(['settings.setting-changed']);
    expect(typesOf('user#a')).to.deep.equal(['settings.own-setting-changed']);
  });

  it('is told in the history, of a secret without its value', () => {
    const told = blank().set({ ...rule, isSecret: true }, 'as it is sealed', false, hand).told;

    expect(told).to.deep.equal([{ key: rule.key, value: null, isSet: true, locked: false, changedBy: hand.by, changedAt: noon }]);
  });
});
