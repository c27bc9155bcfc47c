import { expect } from 'chai';
import { Misused } from '../../infrastructure/operator-command.js';
import { settingsCommand } from '../../infrastructure/settings-command.js';

const key = 'identity.time-zone';
const platform = { sheet: 'platform' } as const;

const understood: readonly (readonly [args: readonly string[], command: object])[] = [
  [['list'], { does: 'list', ...platform }],
  [['list', '--plan', 'team'], { does: 'list', sheet: 'plan#team' }],
  [['show', key], { does: 'show', ...platform, key }],
  [['set', key, '--value', 'Europe/Berlin'], { does: 'set', ...platform, key, value: 'Europe/Berlin' }],
  [['set', key, '--value', '14', '--plan', 'free'], { does: 'set', sheet: 'plan#free', key, value: 14 }],
  [['set', key, '--value', 'true'], { does: 'set', ...platform, key, value: true }],
  [['set', key, '--value', '"14"'], { does: 'set', ...platform, key, value: '14' }],
  [['set', key, '--value', '["a","b"]'], { does: 'set', ...platform, key, value: ['a', 'b'] }],
  [['set', key, '--value', '{"a":1}'], { does: 'set', ...platform, key, value: '{"a":1}' }],
  [['set', key, '--value', 'null'], { does: 'set', ...platform, key, value: 'null' }],
  [['lock', key], { does: 'lock', ...platform, key }],
  [['unlock', key], { does: 'unlock', ...platform, key }],
  [['clear', key], { does: 'clear', ...platform, key }],
];

const misused: readonly (readonly [args: readonly string[], sentence: string])[] = [
  [[], 'Which command?'],
  [['destroy'], 'There is no command destroy.'],
  [['list', key], 'list takes nothing.'],
  [['show'], 'show takes a key.'],
  [['set', key], 'set takes a --value.'],
  [['lock', key, '--value', '1'], 'lock takes no --value.'],
  [['list', '--plan', 'gold'], 'There is no plan gold: there are free, team, enterprise.'],
  [['list', '--all'], '--all'],
];

describe('what an operator types of settings', () => {
  for (const [args, command] of understood) {
    it(`may be: ${args.join(' ')}`, () => {
      expect(settingsCommand(args)).to.deep.equal(command);
    });
  }

  for (const [args, sentence] of misused) {
    it(`cannot be: ${args.length === 0 ? 'nothing' : args.join(' ')}`, () => {
      expect(() => settingsCommand(args)).to.throw(Misused, sentence);
    });
  }

  it('is explained, each command of it', () => {
    for (const [args] of understood) expect(() => settingsCommand([])).to.throw(Misused, new RegExp(`^  ${args[0] ?? ''} `, 'm'));
  });
});
