import './typescript6.js';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';
import type { ICruiseResult } from 'dependency-cruiser';

const root = resolve(import.meta.dirname, '../..');
const realTree = ['domain', 'application', 'adapters', 'infrastructure', 'composition-root.ts', 'test'];

/** What is planted: a file, what it imports (a file or a package), and all rules that this breaks. */
type Plant = readonly [from: string, to: string, ...rules: string[]];

const violations: readonly Plant[] = [
  ['domain/billing/asks-zod.ts', 'zod', 'domain-depends-on-nothing'],
  ['domain/billing/asks-node.ts', 'node:crypto', 'domain-depends-on-nothing'],
  ['domain/billing/asks-application.ts', 'application/billing/draft.ts', 'domain-depends-on-nothing'],
  ['application/billing/asks-zod.ts', 'zod', 'application-depends-on-domain-only'],
  ['application/billing/asks-node.ts', 'node:crypto', 'application-depends-on-domain-only'],
  ['application/billing/asks-adapter.ts', 'adapters/billing/http/b.ts', 'application-depends-on-domain-only'],
  ['adapters/billing/http/asks-config.ts', 'infrastructure/config.ts', 'adapters-are-not-wired-here'],
  ['adapters/billing/http/asks-root.ts', 'composition-root.ts', 'adapters-are-not-wired-here', 'only-the-process-composes'],
  ['infrastructure/modules/billing.module.ts', 'composition-root.ts', 'only-the-process-composes'],
  ['infrastructure/migrate.ts', 'composition-root.ts', 'only-the-process-composes'],
  ['domain/billing/a.ts', 'domain/identity/user.ts', 'contexts-meet-through-published-language'],
  ['application/billing/a.ts', 'application/identity/register.ts', 'contexts-meet-through-published-language'],
  ['application/billing/b.ts', 'domain/identity/user.ts', 'contexts-meet-through-published-language'],
  ['adapters/billing/identity/a.ts', 'application/identity/ports/users.ts', 'contexts-meet-through-published-language'],
  ['adapters/billing/postgres/a.ts', 'adapters/identity/postgres/b.ts', 'contexts-meet-through-published-language'],
  ['domain/shared/a.ts', 'domain/billing/c.ts', 'shared-knows-no-context'],
  ['application/shared/a.ts', 'application/billing/published.ts', 'shared-knows-no-context'],
  ['adapters/shared/http/a.ts', 'adapters/billing/http/b.ts', 'shared-knows-no-context'],
  ['infrastructure/modules/orders.module.ts', 'application/billing/draft.ts', 'modules-wire-their-own-context'],
  ['adapters/billing/http/asks-postgres.ts', 'adapters/billing/postgres/c.ts', 'adapters-of-different-technology-are-strangers'],
  ['adapters/billing/http/asks-shared.ts', 'adapters/shared/postgres/c.ts', 'adapters-of-different-technology-are-strangers'],
  ['adapters/shared/http/asks-postgres.ts', 'adapters/shared/postgres/c.ts', 'adapters-of-different-technology-are-strangers'],
  ['infrastructure/modules/fakes.module.ts', 'adapters/shared/memory/b.ts', 'no-fakes-in-production'],
  ['infrastructure/asks-test.ts', 'test/support/a.ts', 'no-fakes-in-production'],
  [
    'adapters/billing/postgres/asks-memory.ts',
    'adapters/shared/memory/b.ts',
    'adapters-of-different-technology-are-strangers',
    'no-fakes-in-production',
  ],
  ['infrastructure/asks-invoicing.ts', 'application/invoicing/issue.ts', 'invoicing-can-be-removed'],
  ['test/unit/shared/a.spec.ts', 'domain/invoicing/invoice.ts', 'invoicing-can-be-removed'],
  ['test/unit/shared/b.spec.ts', 'test/unit/invoicing/invoices.ts', 'invoicing-can-be-removed'],
  [
    'adapters/billing/http/asks-invoicing.ts',
    'application/invoicing/published.ts',
    'invoicing-can-be-removed',
  ],
  ['adapters/billing/http/asks-inversify.ts', 'inversify', 'inversify-lives-in-infrastructure'],
  ['adapters/billing/postgres/asks-validator.ts', 'class-validator', 'class-validator-lives-at-the-http-edge'],
  ['infrastructure/asks-validator.ts', 'class-validator', 'class-validator-lives-at-the-http-edge'],
  ['adapters/billing/postgres/asks-express.ts', 'express', 'express-lives-at-the-http-edge'],
  ['adapters/billing/postgres/asks-better-sse.ts', 'better-sse', 'event-streams-live-at-the-http-edge'],
  ['adapters/billing/http/asks-slonik.ts', 'slonik', 'sql-lives-in-postgres-adapters'],
  ['adapters/billing/http/asks-pg.ts', 'pg', 'sql-lives-in-postgres-adapters'],
  ['adapters/billing/http/asks-agenda.ts', 'agenda', 'agenda-lives-in-its-adapters'],
  ['adapters/billing/postgres/asks-backend.ts', '@agendajs/postgres-backend', 'agenda-lives-in-its-adapters'],
  ['adapters/billing/agenda/asks-agendash.ts', 'agendash', 'agendash-lives-in-infrastructure'],
  ['adapters/billing/agenda/asks-cron.ts', 'cron-parser', 'cron-lives-in-its-adapters'],
  ['adapters/billing/http/asks-dynamodb.ts', '@aws-sdk/client-dynamodb', 'dynamodb-lives-in-its-adapters'],
  ['adapters/billing/http/asks-pdfkit.ts', 'pdfkit', 'pdfkit-lives-in-its-adapters'],
  ['infrastructure/asks-piscina.ts', 'piscina', 'pdfkit-lives-in-its-adapters'],
  ['infrastructure/asks-knip.ts', 'knip', 'production-needs-no-dev-dependency'],
  ['infrastructure/asks-nobody.ts', 'nobody-has-this', 'no-unresolved-imports'],
];

const allowed: readonly (readonly [from: string, to: string])[] = [
  ['domain/orders/a.ts', 'domain/shared/b.ts'],
  ['application/orders/a.ts', 'application/billing/published.ts'],
  ['application/orders/b.ts', 'domain/orders/b.ts'],
  ['adapters/orders/billing/a.ts', 'application/billing/published.ts'],
  ['adapters/orders/billing/b.ts', 'application/orders/ports/billing.ts'],
  ['adapters/orders/postgres/a.ts', 'adapters/shared/postgres/b.ts'],
  ['adapters/orders/postgres/b.ts', 'application/orders/ports/orders.ts'],
  ['adapters/orders/postgres/c.ts', 'slonik'],
  ['adapters/orders/http/a.ts', 'adapters/shared/http/b.ts'],
  ['adapters/orders/http/b.ts', 'class-validator'],
  ['adapters/orders/memory/a.ts', 'adapters/shared/memory/b.ts'],
  ['adapters/orders/agenda/a.ts', 'agenda'],
  ['infrastructure/asks-agendash.ts', 'agendash'],
  ['adapters/orders/dynamodb/a.ts', '@aws-sdk/client-dynamodb'],
  ['adapters/orders/cron/a.ts', 'cron-parser'],
  ['adapters/orders/pdfkit/a.ts', 'pdfkit'],
  ['adapters/orders/pdfkit/b.ts', 'piscina'],
  ['infrastructure/modules/shipping.module.ts', 'inversify'],
  ['infrastructure/modules/returns.module.ts', 'application/billing/published.ts'],
  ['infrastructure/main.ts', 'composition-root.ts'],
  ['composition-root.ts', 'infrastructure/modules/invoicing.module.ts'],
  ['infrastructure/modules/invoicing.module.ts', 'application/invoicing/issue.ts'],
  ['test/unit/orders/a.spec.ts', 'adapters/orders/memory/c.ts'],
  ['test/unit/invoicing/a.spec.ts', 'domain/invoicing/invoice.ts'],
  ['test/support/b.ts', 'chai'],
];

describe('the fences', () => {
  let plot: string;
  let planted: ICruiseResult;

  before(async () => {
    plot = mkdtempSync(join(tmpdir(), 'fences-'));
    symlinkSync(join(root, 'node_modules'), join(plot, 'node_modules'));
    for (const file of ['tsconfig.json', 'package.json']) copyFileSync(join(root, file), join(plot, file));
    const plants = [...violations, ...allowed];
    for (const [, to] of plants) if (isFile(to)) plant(to, 'export const planted = 1;\n');
    for (const [from, to] of plants) plant(from, `import * as it from '${specifier(from, to)}';\nexport const uses = it;\n`);
    plant('domain/orders/hen.ts', `import type { Egg } from './egg.js';\nexport type Hen = Egg | 'hen';\n`);
    plant('domain/orders/egg.ts', `import type { Hen } from './hen.js';\nexport type Egg = Hen | 'egg';\n`);
    planted = await cruiseTree(plot, realTree);
  });
  after(() => rmSync(plot, { recursive: true }));

  const plant = (path: string, source: string): void => {
    mkdirSync(dirname(join(plot, path)), { recursive: true });
    writeFileSync(join(plot, path), source);
  };
  const brokenBy = (file: string): string[] => {
    const broken = planted.summary.violations.filter(({ from }) => from === file);
    return [...new Set(broken.map(({ rule }) => rule.name))].toSorted();
  };

  for (const [from, to, ...rules] of violations) {
    it(`stop ${from} from importing ${to}`, () => {
      expect(brokenBy(from)).to.deep.equal(rules.toSorted());
    });
  }

  it('stop a circle, of types too', () => {
    expect([brokenBy('domain/orders/hen.ts'), brokenBy('domain/orders/egg.ts')]).to.deep.include(['no-cycles']);
  });

  for (const [from, to] of allowed) {
    it(`let ${from} import ${to}`, () => {
      expect(brokenBy(from)).to.deep.equal([]);
    });
  }

  it('have each been seen to catch something', () => {
    const caught = new Set(planted.summary.violations.map(({ rule }) => rule.name));
    const rules = planted.summary.ruleSetUsed?.forbidden?.map(({ name }) => name ?? 'a rule without a name');

    expect([...caught].toSorted()).to.deep.equal(rules?.toSorted());
  });

  it('stand around the real code, and nothing crosses them', async () => {
    const { summary } = await cruiseTree(root, realTree);

    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).to.deep.equal([]);
    expect(summary.environment.issues ?? []).to.deep.equal([]);
    expect(summary.totalCruised).to.be.greaterThan(250);
    expect(summary.totalDependenciesCruised).to.be.greaterThan(1000);
  });
});

const isFile = (to: string): boolean => to.endsWith('.ts');

function specifier(from: string, to: string): string {
  if (!isFile(to)) return to;
  return relative(dirname(from), to)
    .replace(/^(?!\.)/, './')
    .replace(/\.ts$/, '.js');
}

/** Loaded late, so that the TypeScript that it reads with is the one it is given. */
async function cruiseTree(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { cruise } = await import('dependency-cruiser');
  const { default: optionsOf } = await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const { default: tsConfigOf } = await import('dependency-cruiser/config-utl/extract-ts-config');
  const options = await optionsOf(join(root, '.dependency-cruiser.cjs'));
  const tsConfig: unknown = tsConfigOf(join(root, 'tsconfig.json'));
  const { output } = await cruise(folders, { ...options, baseDir }, {}, { tsConfig });
  return typeof output === 'string' ? (JSON.parse(output) as ICruiseResult) : output;
}
