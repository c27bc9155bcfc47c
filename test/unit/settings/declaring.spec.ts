import { expect } from 'chai';
import { DeclarationRefused, SettingCatalogue } from '../../../application/settings/setting-catalogue.js';
import { flag, listOf, oneOf, secretSetting, setting, text, wholeNumber, yesOrNo } from '../../../application/shared/setting.js';
import { SettingNotFound } from '../../../domain/settings/settings-refusals.js';

const description = 'For a test';
const days = setting('library.days', { description, kind: wholeNumber({ min: 1, max: 90 }), default: 14 });

describe('declaring settings', () => {
  for (const [why, declared] of [
    ['is declared twice', [days, days]],
    ['is not called', [{ ...days, key: 'Library.days' }]],
    ['is not called', [{ ...days, key: 'days' }]],
    ['is not called', [{ ...days, key: `library.${'d'.repeat(100)}` }]],
    ['names its levels otherwise', [{ ...days, levels: [] }]],
    ['names its levels otherwise', [{ ...days, levels: ['user', 'tenant'] }]],
    ['has a default that it refuses: it must be a whole number from 1 to 90', [{ ...days, default: 0 }]],
  ] as const) {
    it(`refuses one that ${why}`, () => {
      expect(() => new SettingCatalogue(declared)).to.throw(DeclarationRefused, why);
    });
  }

  it('finds them by their keys, and lists them in the order of these', () => {
    const [motto, newShelf] = [secretSetting('library.motto', { description }), flag('library.a-shelf', { description, by: 'tenant' })];
    const catalogue = new SettingCatalogue([motto, days, newShelf]);

    expect(catalogue.of('library.days')).to.equal(days);
    expect(() => catalogue.of('library.nights')).to.throw(SettingNotFound);
    expect(catalogue.declarations.map(({ key }) => key)).to.deep.equal(['library.a-shelf', 'library.days', 'library.motto']);
    expect(catalogue.flags).to.deep.equal([newShelf]);
  });
});

describe('the values of settings', () => {
  for (const [what, kind, good, bad] of [
    ['whole numbers', wholeNumber({ min: -1, max: 2 }), [-1, 0, 2], [-2, 3, 0.5, Number.NaN, '1', true, null, undefined]],
    ['yes or no', yesOrNo, [true, false], ['true', 1, 0, null]],
    ['one of', oneOf('left', 'right'), ['left', 'right'], ['up', '', 1, ['left']]],
    ['texts', text({ min: 1, max: 3 }), ['a', 'abc', '𝒜𝒜𝒜'], ['', 'abcd', 'a\nb', '\u0000', '\ud800', 1]],
    ['texts of lines', text({ max: 5, lines: true }), ['', 'a\nb\tc'], ['a\rb', '\u0000']],
    ['texts of a pattern', text({ max: 5, pattern: { source: 'a+|b+', is: 'one letter' } }), ['aa', 'b'], ['ab', 'aac', '']],
    ['lists', listOf(text({ max: 3 }), { max: 2 }), [[], ['a'], ['a', 'b']], [['a', 'a'], ['a', 'b', 'c'], ['abcd'], 'a', [1]]],
  ] as const) {
    it(`are ${what}, and nothing else`, () => {
      expect(good.filter((value) => !kind.admits(value))).to.deep.equal([]);
      expect((bad as readonly unknown[]).filter((value) => kind.admits(value))).to.deep.equal([]);
    });
  }

  it('of flags are off, on, or a share of a hundred', () => {
    const { admits } = flag('library.a-shelf', { description, by: 'user' });

    expect([true, false, 0, 100].every(admits)).to.equal(true);
    expect([-1, 101, 0.5, 'on', null].some(admits)).to.equal(false);
  });
});
