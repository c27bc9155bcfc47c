import { expect } from 'chai';
import { Misused } from '../../infrastructure/operator-command.js';
import { tenantCommand } from '../../infrastructure/tenant-command.js';

const understood: readonly (readonly [line: string, command: object])[] = [
  ['list', { does: 'list' }],
  ['show acme', { does: 'show', slug: 'acme' }],
  ['suspend acme', { does: 'suspend', slug: 'acme', reason: null }],
  ['suspend acme --reason unpaid', { does: 'suspend', slug: 'acme', reason: 'unpaid' }],
  ['suspend --reason=unpaid acme', { does: 'suspend', slug: 'acme', reason: 'unpaid' }],
  ['resume acme', { does: 'resume', slug: 'acme' }],
  ['plan acme team', { does: 'plan', slug: 'acme', plan: 'team' }],
  ['close acme', { does: 'close', slug: 'acme', atOnce: false }],
  ['close acme --at-once', { does: 'close', slug: 'acme', atOnce: true }],
];

const misused: readonly (readonly [line: string, sentence: string | RegExp])[] = [
  ['', 'Which command?'],
  ['destroy acme', 'There is no command destroy.'],
  ['toString', 'There is no command toString.'],
  ['show', 'show takes a slug.'],
  ['show acme globex', 'show takes a slug.'],
  ['list acme', 'list takes nothing.'],
  ['plan acme', 'plan takes a slug and a plan.'],
  ['plan acme gold', 'There is no plan gold: there are free, team, enterprise.'],
  ['resume acme --reason why', 'resume takes no --reason.'],
  ['suspend acme --at-once', 'suspend takes no --at-once.'],
  ['suspend acme --reason', /--reason/],
  ['list --all', /--all/],
  ['suspend acme --reason=', 'A reason is one line of 1 to 500 characters.'],
  ['suspend acme --reason=unpaid\nStatus:active', 'A reason is one line of 1 to 500 characters.'],
  ['suspend acme --reason=\u001b[2Jnothing', 'A reason is one line of 1 to 500 characters.'],
  [`suspend acme --reason=${'x'.repeat(501)}`, 'A reason is one line of 1 to 500 characters.'],
];

const args = (line: string): string[] => line.split(' ').filter((word) => word !== '');

describe('what an operator types', () => {
  for (const [line, command] of understood) {
    it(`may be: ${line}`, () => {
      expect(tenantCommand(args(line))).to.deep.equal(command);
    });
  }

  for (const [line, sentence] of misused) {
    it(`cannot be: ${line === '' ? 'nothing' : JSON.stringify(line.slice(0, 60))}`, () => {
      expect(() => tenantCommand(args(line))).to.throw(Misused, sentence);
    });
  }

  it('is explained, each command of it', () => {
    for (const [line] of understood) expect(() => tenantCommand([])).to.throw(Misused, new RegExp(`^  ${args(line)[0] ?? ''} `, 'm'));
  });
});
