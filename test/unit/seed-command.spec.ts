import { expect } from 'chai';
import { Seeder } from '../../application/shared/seeder.js';
import type { Seeds } from '../../infrastructure/modules/context-module.js';
import { Misused } from '../../infrastructure/operator-command.js';
import { seedCommand } from '../../infrastructure/seed-command.js';
import { SeedProgress } from '../../infrastructure/seed-progress.js';

const seeds: readonly Seeds[] = [{ counted: 'books', fallback: 200, seeder: Seeder }, { counted: 'readers', fallback: 10, seeder: Seeder }];

describe('asking for seeds', () => {
  it('asks for a few tenants and as much in each as the contexts say, when nothing else is said', () => {
    expect(seedCommand([], seeds)).to.deep.equal({ tenants: 3, amounts: new Map([['books', 200], ['readers', 10]]), password: null });
  });

  it('says how many tenants, and how much of what', () => {
    const command = seedCommand(['--tenants', '50', '--books', '1000', '--password', 'correct horse battery'], seeds);
    expect(command).to.deep.equal({ tenants: 50, amounts: new Map([['books', 1_000], ['readers', 10]]), password: 'correct horse battery' });
  });

  for (const [args, sentence] of [
    [['--tenants', '0'], '--tenants takes a number from 1 to 999, not "0".'],
    [['--tenants', '1000'], '--tenants takes a number from 1 to 999, not "1000".'],
    [['--tenants', '1e2'], '--tenants takes a number from 1 to 999, not "1e2".'],
    [['--books', '-5'], "Option '--books' argument is ambiguous."],
    [['--books', '1000001'], '--books takes a number from 1 to 1000000, not "1000001".'],
    [['--invoices', '5'], "Unknown option '--invoices'"],
    [['50'], "Unexpected argument '50'."],
    [['--password', 'too short !'], '--password takes 12 to 128 characters.'],
    [['--password', 'x'.repeat(129)], '--password takes 12 to 128 characters.'],
  ] as const) {
    it(`refuses ${args.join(' ').slice(0, 40)}, and says what there is`, () => {
      expect(() => seedCommand(args, seeds)).to.throw(Misused).with.property('message').that.includes(sentence).and.includes('Usage: npm run seed');
    });
  }
});

describe('telling how far the seeding is', () => {
  const told: string[] = [];
  let now = 0;
  const progress = () => {
    told.length = 0;
    now = 0;
    return new SeedProgress(3, (text) => told.push(text), () => now);
  };

  it('says something once a second at most', () => {
    const seeding = progress();
    for (now = 100; now <= 2_100; now += 100) seeding.made('books', 10);
    expect(told).to.deep.equal(['0 of 3 tenants are filled; 100 books made so far\n', '0 of 3 tenants are filled; 200 books made so far\n']);
  });

  it('sums up what was made, and how fast', () => {
    const seeding = progress();
    seeding.newTenants.push('seed-001');
    seeding.made('books', 1_500);
    now = 500;
    expect(seeding.summary()).to.equal('3 tenants are filled, 1 of them new. 1,500 books made in 0.5 s: 3,000 books a second.\n');
  });

  it('says when nothing was missing', () => {
    expect(progress().summary()).to.equal('3 tenants are filled, 0 of them new. Nothing was missing.\n');
  });
});
