import { expect } from 'chai';
import ts from 'typescript6';
import { nodesOf, parse, parsed, pathsUnder, placeOf } from './sources.js';

/** What speaks to PostgreSQL below Slonik's tags, and why it must. None of it is given anything that a request said. */
const belowTheTags: ReadonlyMap<string, string> = new Map([
  ['adapters/shared/postgres/conversation.ts', 'begins, marks and ends transactions, in words without values'],
  ['adapters/shared/postgres/listener.ts', 'listens on channels of ours: PostgreSQL takes no parameters there'],
  ['adapters/shared/postgres/narrowing.ts', 'narrows a transaction to its tenant, whose id is bound'],
  ['infrastructure/opened-database.ts', 'creates the database: PostgreSQL takes no parameters there'],
  ['infrastructure/embedded-postgres.ts', 'holds an advisory lock for as long as the server is ours'],
  ['infrastructure/migrations.ts', 'carries out the migration files'],
  ['infrastructure/database-roles.ts', 'PostgreSQL takes no parameters in create role and grant'],
  ['infrastructure/prepared-database.ts', 'holds an advisory lock while it migrates'],
]);

// Two words that only SQL says together, so that prose stays free.
const SQL = new RegExp(
  [
    '\\bselect\\b[^]*\\bfrom\\b',
    '\\bselect\\s+(?:set_config|pg_|current_setting)',
    '\\binsert\\s+into\\b',
    '\\bdelete\\s+from\\b',
    '\\bupdate\\s+[\\w."]+\\s+set\\b',
    '^\\s*with\\s+\\w+\\s+as\\s*\\(',
    '\\b(?:create|alter|drop)\\s+(?:table|role|schema|policy|index|view|database|function)\\b',
    '^\\s*(?:begin|commit|rollback|savepoint|release|start transaction|listen|notify|truncate|copy|grant|revoke|set)\\b',
  ].join('|'),
  'i',
);

const unsafe = new Set(['unsafe', 'raw', 'literalValue', 'fragment', 'type', 'typeAlias']);

/** Each place where SQL is built outside of the tags that cannot be injected. */
function outsideTheTags(file: ts.SourceFile): string[] {
  return [...nodesOf(file)].flatMap((node) => {
    const refused = refusedOf(node);
    return refused === undefined ? [] : [`${placeOf(node)} ${refused}`];
  });
}

function refusedOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'sql') {
    return isTagging(node) ? undefined : `says ${node.getText()}, which takes text as it is`;
  }
  if (ts.isElementAccessExpression(node) && node.expression.getText() === 'sql') return 'takes a member of sql by its name';
  if (ts.isImportSpecifier(node) && node.propertyName?.text === 'sql') return 'renames sql, so that nobody finds what it tags';
  if (ts.isIdentifier(node) && node.text === 'createSqlTag') return 'makes a tag of its own';
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === 'sql') return 'renames sql, so that nobody finds what it tags';
  if (isTextOfItsOwn(node) && !isNameOfAStatement(node)) {
    const text = ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : (node as ts.StringLiteral).text;
    if (isHandedToQuery(node) || (SQL.test(text) && looksLikeSql(text))) return 'has SQL in a plain text';
  }
  return undefined;
}

/** ``sql.fragment`…` ``, ``sql.type(row)`…` ``, or a value such as sql.jsonb(…), which is bound and not spliced. */
function isTagging(access: ts.PropertyAccessExpression): boolean {
  if (!unsafe.has(access.name.text)) return true;
  if (['unsafe', 'raw', 'literalValue'].includes(access.name.text)) return false;
  const { parent } = access;
  if (access.name.text === 'fragment') return ts.isTaggedTemplateExpression(parent) && parent.tag === access;
  return ts.isCallExpression(parent) && ts.isTaggedTemplateExpression(parent.parent) && parent.parent.tag === parent;
}

/** A string or a template that no tag has taken. */
function isTextOfItsOwn(node: ts.Node): boolean {
  if (ts.isStringLiteral(node)) return !ts.isLiteralTypeNode(node.parent) && !ts.isImportDeclaration(node.parent);
  if (!ts.isTemplateExpression(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  return !(ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText().startsWith('sql.'));
}

function isHandedToQuery(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.arguments[0] === node && /\.(?:query|execute)$/.test(parent.expression.getText());
}

const isNameOfAStatement = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'named';

/** A single word such as 'set' or 'release' is a word; a sentence that ends with a full stop is prose. */
const looksLikeSql = (text: string): boolean => /\s/.test(text.trim()) && !/^[A-Z][^]*[.!?]$/.test(text.trim());

describe('SQL', () => {
  for (const refused of [
    'db.one(tenant, sql.unsafe`select 1`)',
    'db.one(tenant, sql.fragment([text], []))',
    'db.one(tenant, sql.type(row)([text]))',
    'const tag = sql.type(row);',
    `db.one(tenant, sql['unsafe']\`select 1\`)`,
    'sql.raw(text)',
    'sql.literalValue(name)',
    'const q = sql;',
    `import { sql as q } from 'slonik';`,
    'const q = createSqlTag();',
    `client.query('select 1')`,
    'client.query(`vacuum ${table}`)',
    `const text = 'select id from invoicing.invoice where id = ' + id;`,
    'const text = `delete from invoicing.invoice where id = ${id}`;',
    `run({ sql: 'update invoicing.invoice set total = 0', values: [] });`,
    `run({ sql: "select set_config('app.tenant_id', $1, true)", values: [] });`,
    'String.raw`insert into invoicing.invoice values (${id})`',
    `const text = 'rollback to savepoint one';`,
    `const text = 'drop table invoicing.invoice';`,
  ]) {
    it(`may not be built as ${refused}`, () => {
      expect(outsideTheTags(parse('adapters/billing/postgres/planted.ts', refused))).to.have.length(1);
    });
  }

  for (const fine of [
    'db.one(tenant, named("billing.find", sql.type(row)`select id from billing.bill where tenant_id = ${tenant.tenantId}`))',
    'const order = descending ? sql.fragment`desc` : sql.fragment`asc`;',
    'sql.type(row)`insert into billing.bill (tenant_id, lines) values (${t}, ${sql.jsonb(lines)})`',
    `throw new Error('The tenant to update from the list could not be selected from all.');`,
    `map.set('grant', 1);`,
    `const word = 'rollback';`,
  ]) {
    it(`may be built as ${fine}`, () => {
      expect(outsideTheTags(parse('adapters/billing/postgres/planted.ts', fine))).to.deep.equal([]);
    });
  }

  it("is built by Slonik's tags alone", () => {
    const paths = pathsUnder('domain', 'application', 'adapters', 'infrastructure', 'composition-root.ts');
    const found = paths.filter((path) => !belowTheTags.has(path)).flatMap((path) => outsideTheTags(parsed(path)));

    expect(found).to.deep.equal([]);
    expect(paths.length).to.be.greaterThan(120);
  });

  it('is written below the tags where that is listed, and nowhere else', () => {
    expect([...belowTheTags.keys()].filter((path) => outsideTheTags(parsed(path)).length === 0)).to.deep.equal([]);
  });
});
