import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript6';
import { nodesOf, parse, parsed, pathsUnder, placeOf, root } from './sources.js';

const everything = pathsUnder('domain', 'application', 'adapters', 'infrastructure', 'composition-root.ts', 'test');

const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.(?:spec|contract|module|d))?\.ts$/;
const BANNED_WORDS = /(?:Manager|Helper|Util|Utils|Base|Impl|Interface|DTO|Dto|Data|Info)(?=[A-Z]|$)/;
const BANNED_ENDINGS = /(?:Port|Adapter|UseCase|ValueObject|Entity)$/;
const BANNED_WHOLE = /^(?:Service|Services)$/;
const HUNGARIAN = /^I[A-Z][a-z]/;

// What the product calls a use case.
const wellNamed = new Set(['UseCase', 'OpenUseCase', 'AnyUseCase', 'JobUseCase']);

const isType = (node: ts.Node) => ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

const hasModifier = (node: ts.Node, modifier: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === modifier);

/** Names of files, of what they declare, and ways to export that nobody should meet here. */
function misnamed(file: ts.SourceFile): string[] {
  const name = basename(file.fileName);
  const complaints = [
    ...(KEBAB_CASE.test(name) ? [] : [`${file.fileName} is not in kebab-case`]),
    ...(name === 'index.ts' ? [`${file.fileName} is a barrel by its name`] : []),
  ];
  for (const node of nodesOf(file)) {
    if (isType(node) && node.name !== undefined && isBanned(node.name.text)) complaints.push(`${placeOf(node)} is called ${node.name.text}`);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) complaints.push(`${placeOf(node)} hands on what another file exports`);
    if (ts.isExportAssignment(node) || hasModifier(node, ts.SyntaxKind.DefaultKeyword)) complaints.push(`${placeOf(node)} exports by default`);
  }
  return complaints;
}

const isBanned = (name: string): boolean =>
  !wellNamed.has(name) && (BANNED_WORDS.test(name) || BANNED_ENDINGS.test(name) || BANNED_WHOLE.test(name) || HUNGARIAN.test(name));

/** Exported classes and functions of the core that do not say what they promise; a refusal says it in its declaration. */
function unexplained(file: ts.SourceFile): string[] {
  return file.statements
    .filter((node) => (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && hasModifier(node, ts.SyntaxKind.ExportKeyword))
    .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0 && !/^export class \w+ extends refusal\(/.test(node.getText()))
    .map((node) => `${placeOf(node)} has no doc comment`);
}

describe('the names', () => {
  for (const [path, source, complaint] of [
    ['domain/billing/Bill.ts', '', 'is not in kebab-case'],
    ['domain/billing/billTotal.ts', '', 'is not in kebab-case'],
    ['domain/billing/index.ts', '', 'is a barrel by its name'],
    ['domain/billing/a.ts', `export * from './bill.js';`, 'hands on what another file exports'],
    ['domain/billing/a.ts', `export { Bill } from './bill.js';`, 'hands on what another file exports'],
    ['domain/billing/a.ts', 'export default class Bill {}', 'exports by default'],
    ['domain/billing/a.ts', 'const bill = 1; export default bill;', 'exports by default'],
    ...['BillManager', 'BillHelper', 'BillUtils', 'BaseBill', 'BillImpl', 'IBill', 'BillDTO', 'BillData', 'BillInfo', 'Service'].map(
      (name) => ['domain/billing/a.ts', `export class ${name} {}`, `is called ${name}`] as const,
    ),
    ...['BillPort', 'BillAdapter', 'PayBillUseCase', 'BillEntity', 'MoneyValueObject'].map(
      (name) => ['domain/billing/a.ts', `export type ${name} = string;`, `is called ${name}`] as const,
    ),
  ] as const) {
    it(`do not allow ${path} to say ${source === '' ? 'anything' : source}`, () => {
      const found = misnamed(parse(path, source));

      expect(found).to.have.length(1);
      expect(found[0]).to.contain(complaint);
    });
  }

  it('are fit to be read', () => {
    expect(everything.flatMap((path) => misnamed(parsed(path)))).to.deep.equal([]);
    expect(everything.length).to.be.greaterThan(200);
  });
});

describe('what the core says and shares', () => {
  it('tells what each class and function promises', () => {
    expect(unexplained(parse('domain/a.ts', 'export class Bill {}\nexport function pay() {}'))).to.have.length(2);
    expect(unexplained(parse('domain/a.ts', '/** A bill. */\nexport class Bill {}\nclass Line {}'))).to.deep.equal([]);

    expect(pathsUnder('domain', 'application').flatMap((path) => unexplained(parsed(path)))).to.deep.equal([]);
  });

  it('is what was decided to be shared, and nothing by habit', () => {
    expect(readdirSync(join(root, 'domain/shared')).toSorted()).to.deep.equal([
      'domain-error.ts',
      'domain-event.ts',
      'email-address.ts',
      'identifier.ts',
      'money.ts',
      'system-context.ts',
      'tenant-context.ts',
    ]);
  });
});
