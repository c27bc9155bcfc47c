import { expect } from 'chai';
import { jobsCommand } from '../../infrastructure/jobs-command.js';
import { Misused } from '../../infrastructure/operator-command.js';

const id = '01980f3c-5a7e-7c3d-8e4f-0123456789ab';

const understood: readonly (readonly [line: string, command: object])[] = [
  ['', { does: 'count' }],
  ['list', { does: 'list', limit: 50 }],
  ['list --status failed --type library.bind-book --tenant acme --limit 1000', { does: 'list', status: 'failed', type: 'library.bind-book', tenant: 'acme', limit: 1000 }],
  ['quarantine', { does: 'quarantine', limit: 50 }],
  ['parked --limit 7', { does: 'parked', limit: 7 }],
  [`show ${id}`, { does: 'show', jobId: id }],
  [`retry ${id.toUpperCase()}`, { does: 'retry', jobId: id }],
  [`discard ${id}`, { does: 'discard', jobId: id }],
  ['dashboard', { does: 'dashboard' }],
];

const misused: readonly (readonly [line: string, sentence: string | RegExp])[] = [
  ['help', 'Usage: npm run jobs'],
  ['destroy', 'There is no command destroy.'],
  ['toString', 'There is no command toString.'],
  ['list acme', 'list takes no id.'],
  ['show', 'show takes the id of a job.'],
  [`retry ${id} ${id}`, 'retry takes the id of a job.'],
  ['discard acme', 'The id of a job is a UUID, as list shows it.'],
  ['list --status broken', 'There is no status broken: there are waiting, admitted,'],
  ['list --limit 0', 'A limit is a number from 1 to 1000.'],
  ['list --limit 1001', 'A limit is a number from 1 to 1000.'],
  ['quarantine --tenant acme', 'quarantine takes no --tenant.'],
  [`retry ${id} --status failed`, 'retry takes no --status.'],
  ['list --all', /--all/],
];

const argsOf = (line: string): string[] => line.split(' ').filter((word) => word !== '');

describe('reading what follows npm run jobs', () => {
  for (const [line, command] of understood) {
    it(`understands “${line}”`, () => {
      expect(jobsCommand(argsOf(line))).to.deep.equal(command);
    });
  }

  for (const [line, sentence] of misused) {
    it(`says what is wrong with “${line}”, and how it is used`, () => {
      expect(() => jobsCommand(argsOf(line))).to.throw(Misused, sentence).with.property('message').that.includes('Usage: npm run jobs');
    });
  }
});
