import { expect } from 'chai';
import ts from 'typescript6';
import { nodesOf, parse, parsed, pathsUnder, placeOf } from './sources.js';

// What a domain or a use case would only get from the air: time, chance, the process, timers, the network.
const globals = new Set([
  'process', 'globalThis', 'global', 'crypto', 'performance', 'console', 'fetch', 'require', 'Buffer',
  'setTimeout', 'setInterval', 'setImmediate', 'AsyncLocalStorage', 'WebSocket', 'navigator',
]);
const members = new Set(['Date.now', 'Math.random']);

/** What a file takes from the air, each with its place. */
function takenFromTheAir(file: ts.SourceFile): string[] {
  return [...nodesOf(file)].flatMap((node) => {
    const taken = takenBy(node);
    return taken === undefined ? [] : [`${placeOf(node)} takes ${taken}`];
  });
}

function takenBy(node: ts.Node): string | undefined {
  const isDate = ts.isNewExpression(node) && node.expression.getText() === 'Date';
  if (isDate && (node.arguments?.length ?? 0) === 0) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node) && members.has(node.getText())) return node.getText();
  if (ts.isDecorator(node)) return `the decorator ${node.getText()}`;
  if (ts.isMetaProperty(node) && node.getText() === 'import.meta') return 'import.meta';
  if (!ts.isIdentifier(node) || !globals.has(node.text) || isOnlyAName(node)) return undefined;
  return node.text;
}

/** A member, a key or a declaration that happens to be called so. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return parent.getChildAt(0) !== node;
  return 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
}

describe('the core', () => {
  for (const taking of [
    'const now = new Date();',
    'const now = Date();',
    'const now = Date.now();',
    'const chance = Math.random();',
    `const id = crypto.randomUUID();`,
    `const port = process.env['PORT'];`,
    'const all = globalThis;',
    'setTimeout(() => {}, 10);',
    'setInterval(() => {}, 10);',
    'const tenant = new AsyncLocalStorage();',
    `console.log('hello');`,
    `const { env } = process;`,
    'const bag = { process };',
    '@injectable() class A {}',
    'class A { @IsString() name!: string; }',
    'const here = import.meta.dirname;',
  ]) {
    it(`may not say ${taking}`, () => {
      expect(takenFromTheAir(parse('domain/planted.ts', taking))).to.have.length(1);
    });
  }

  for (const fine of [
    'const at = new Date(0);',
    'const at = new Date(due.getTime() + 1);',
    'const most = Math.max(1, 2);',
    'const a = order.process;',
    'class Order { process(): void {} }',
    'type Job = { readonly process: string };',
  ]) {
    it(`may say ${fine}`, () => {
      expect(takenFromTheAir(parse('domain/planted.ts', fine))).to.deep.equal([]);
    });
  }

  it('takes nothing from the air', () => {
    const paths = pathsUnder('domain', 'application');

    expect(paths.flatMap((path) => takenFromTheAir(parsed(path)))).to.deep.equal([]);
    expect(paths.length).to.be.greaterThan(60);
  });
});
