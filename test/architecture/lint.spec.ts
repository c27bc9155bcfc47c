import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { root } from './sources.js';

type Report = { readonly diagnostics: readonly { readonly code?: string; readonly filename: string }[] };

/** Code that a rule must refuse, each in a file of its own. */
const plants: readonly (readonly [rule: string, path: string, source: string])[] = [
  ['typescript(no-floating-promises)', 'domain/floating.ts', 'export function go(): void { Promise.resolve(1); }'],
  ['typescript(no-floating-promises)', 'test/floating.spec.ts', 'export function go(): void { Promise.resolve(1); }'],
  ['typescript(no-misused-promises)', 'domain/misused.ts', 'export const go = (f: () => Promise<boolean>): number => { if (f()) return 1; return 2; };'],
  ['typescript(no-misused-promises)', 'domain/handler.ts', '[1].forEach(async (n) => { await Promise.resolve(n); });'],
  ['typescript(await-thenable)', 'domain/awaiting.ts', 'export const go = async (): Promise<void> => { await 1; };'],
  [
    'typescript(switch-exhaustiveness-check)',
    'domain/switching.ts',
    `export function go(kind: 'a' | 'b'): string { switch (kind) { case 'a': return 'a'; } return ''; }`,
  ],
  ['typescript(no-explicit-any)', 'domain/any.ts', 'export const go = (given: any): unknown => given as unknown;'],
  ['typescript(no-unsafe-assignment)', 'domain/parsed.ts', `export const go = (): void => { const bill = JSON.parse('1'); String(bill as string); };`],
  ['typescript(no-unsafe-return)', 'domain/returned.ts', `export const go = (): string => JSON.parse('1');`],
  ['typescript(no-non-null-assertion)', 'domain/bang.ts', 'export const go = (given: string[]): string => given[0]!;'],
  ['typescript(only-throw-error)', 'domain/thrown.ts', `export const go = (): never => { throw 'a string'; };`],
  ['typescript(restrict-template-expressions)', 'domain/template.ts', 'export const go = (given: object | undefined): string => `${given}`;'],
  ['typescript(ban-ts-comment)', 'domain/ignored.ts', `// @ts-ignore\nexport const go: number = 'a';`],
  ['typescript(consistent-type-imports)', 'domain/imported.ts', `import { Buffer } from 'node:buffer';\nexport type Bytes = Buffer;`],
  ['eslint(no-console)', 'application/talking.ts', `export const go = (): void => console.log('hello');`],
  ['eslint(no-console)', 'adapters/talking.ts', `export const go = (): void => console.log('hello');`],
  ['eslint(no-empty)', 'domain/swallowed.ts', 'export const go = (f: () => void): void => { try { f(); } catch {} };'],
  ['eslint(no-eval)', 'domain/evaluated.ts', `export const go = (): unknown => eval('1') as unknown;`],
  ['eslint(eqeqeq)', 'domain/equal.ts', 'export const go = (a: unknown): boolean => a == 1;'],
  ['eslint(no-param-reassign)', 'domain/reassigned.ts', 'export const go = (a: number): number => { a = 2; return a; };'],
  ['import(no-default-export)', 'domain/default.ts', 'const bill = 1;\nexport default bill;'],
  ['unicorn(filename-case)', 'domain/BillTotal.ts', 'export const total = 1;'],
  ['unicorn(prefer-node-protocol)', 'domain/fs.ts', `import { readFileSync } from 'fs';\nexport const go = readFileSync;`],
];

describe('the lint', () => {
  let plot: string;
  let report: Report;

  before(async () => {
    plot = mkdtempSync(join(tmpdir(), 'lint-'));
    symlinkSync(join(root, 'node_modules'), join(plot, 'node_modules'));
    for (const file of ['tsconfig.json', 'package.json', '.oxlintrc.json']) copyFileSync(join(root, file), join(plot, file));
    for (const [, path, source] of plants) {
      mkdirSync(dirname(join(plot, path)), { recursive: true });
      writeFileSync(join(plot, path), `${source}\n`);
    }
    // The very command that `npm run lint` gives.
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { lint: string } };
    const [, , oxlint = '', ...options] = scripts.lint.split(' ');
    const child = spawn(process.execPath, [join(root, oxlint), ...options, '--format', 'json'], { cwd: plot, stdio: ['ignore', 'pipe', 'inherit'] });
    report = (await json(child.stdout)) as Report;
  });
  after(() => rmSync(plot, { recursive: true }));

  for (const [rule, path, source] of plants) {
    it(`refuses ${source.trim()} in ${dirname(path)}`, () => {
      expect(report.diagnostics.filter(({ filename }) => filename === path).map(({ code }) => code)).to.include(rule);
    });
  }
});
