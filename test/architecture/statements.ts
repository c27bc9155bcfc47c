import ts from 'typescript6';
import { nodesOf, placeOf } from './sources.js';

/** Statements that name no tenant, because they look across tenants as the system role. */
export const systemStatements: ReadonlyMap<string, string> = new Map([
  ['tenancy.tenant-of-slug', 'whoever signs in or signs up knows a slug and not yet a tenant'],
  ['tenancy.tenant-by-slug', 'an operator names a tenant by its slug'],
  ['tenancy.list-tenants', 'an operator looks at all tenants'],
  ['tenancy.active-tenants', 'a schedule reaches all tenants'],
  ['shared.tenants-with-events', 'the relay looks for tenants whose events are to be published'],
  ['shared.next-jobs', 'admission chooses between the jobs of all tenants'],
  ['shared.admit-jobs', 'admission chooses between the jobs of all tenants'],
  ['shared.take-up-jobs', 'a process that has gone left jobs of any tenant'],
  ['operations.count-jobs', 'an operator looks at the jobs of all tenants'],
  ['operations.list-jobs', 'an operator looks at the jobs of all tenants'],
  ['operations.list-parked-events', 'an operator looks at the jobs of all tenants'],
  ['operations.find-job', 'an operator names a job by its id alone'],
]);

/** Privileges that no statement of ours uses, and why they are granted. */
export const unseenPrivileges: ReadonlyMap<string, string> = new Map([
  ['update on public.agenda_jobs', 'Agenda locks its rows by statements of its own'],
]);

/** A statement as it stands in the source: its name, where it is, and its text with `?` for what is filled in. */
export type WrittenStatement = { readonly name: string; readonly context: string; readonly place: string; readonly text: string };

/** All statements that a file names. */
export function statementsOf(file: ts.SourceFile): WrittenStatement[] {
  return [...nodesOf(file)].filter(isNamed).flatMap((call) => {
    const [name, token] = call.arguments;
    if (name === undefined || token === undefined || !ts.isStringLiteral(name) || !isStatement(token)) return [];
    return [{ name: name.text, context: contextOf(file), place: placeOf(call), text: textOf(token.template) }];
  });
}

/** What the statements of a file do that they must not: each with its place. `schemas` are those of all contexts. */
export function complaintsAbout(file: ts.SourceFile, schemas: readonly string[]): string[] {
  const context = contextOf(file);
  return [...nodesOf(file)].flatMap((node) => {
    const complaints: string[] = [];
    if (isStatement(node) && !(ts.isCallExpression(node.parent) && isNamed(node.parent))) complaints.push('is a statement without a name');
    if (isNamed(node)) complaints.push(...complaintsAboutCall(node, context));
    if (ts.isTaggedTemplateExpression(node)) {
      const text = textOf(node.template);
      const strangers = schemas.filter((schema) => ![context, 'shared'].includes(schema) && new RegExp(`\\b${schema}\\s*\\.\\s*\\w`).test(text));
      complaints.push(...strangers.map((schema) => `touches ${schema}, which belongs to another context`));
    }
    return complaints.map((complaint) => `${placeOf(node)} ${complaint}`);
  });
}

/** What the statements of a file do to tables, fragments included: `<privilege> on <schema>.<table>`. */
export function privilegesUsedIn(file: ts.SourceFile): Set<string> {
  const texts = [...nodesOf(file)].filter(ts.isTaggedTemplateExpression).map(({ template }) => textOf(template));
  return new Set(texts.flatMap(privilegesOf));
}

/** `insert`, `update` and `delete` need `select` besides where they look at rows, or give them back. */
function privilegesOf(text: string): string[] {
  const doing = (privilege: string, words: RegExp): string[] => [...plain(text).matchAll(words)].map(([, table]) => `${privilege} on ${table ?? ''}`);
  const changed = [...doing('update', /\bupdate\s+(?:only\s+)?(\w+\.\w+)/gi), ...doing('delete', /\bdelete\s+from\s+(?:only\s+)?(\w+\.\w+)/gi)];
  const inserted = doing('insert', /\binsert\s+into\s+(\w+\.\w+)/gi);
  const upserted = /\bdo\s+update\b/i.test(text) ? inserted.flatMap((insert) => [insert.replace('insert', 'update'), insert.replace('insert', 'select')]) : [];
  const returned = /\breturning\b/i.test(text) ? inserted.map((insert) => insert.replace('insert', 'select')) : [];
  const read = doing('select', /(?<!\bdelete\s+)\b(?:from|join|using)\s+(?:only\s+)?(\w+\.\w+)/gi);
  return [...changed, ...changed.map((change) => change.replace(/^\w+/, 'select')), ...inserted, ...upserted, ...returned, ...read];
}

/** What migrations grant on tables, to whomever, in the same words; columns make no difference. */
export function privilegesGrantedBy(migration: string): Set<string> {
  const grants = migration.matchAll(/^grant\s+([^;]+?)\s+on\s+(?:table\s+)?(\w+\.\w+(?:\s*,\s*\w+\.\w+)*)\s+to\b/gim);
  return new Set(
    [...grants].flatMap(([, privileges = '', tables = '']) =>
      tables.split(',').flatMap((table) => privileges.replaceAll(/\([^)]*\)/g, '').split(',').map((privilege) => `${privilege.trim()} on ${table.trim()}`)),
    ),
  );
}

function complaintsAboutCall({ arguments: [name, token] }: ts.CallExpression, context: string): string[] {
  if (name === undefined || !ts.isStringLiteral(name)) return ['has a name that is not written out'];
  if (token === undefined || !isStatement(token)) return [`${name.text} is not written out in sql.type(row)\`…\``];
  const complaints: string[] = [];
  if (!name.text.startsWith(`${context}.`)) complaints.push(`${name.text} is not named after its context, ${context}`);
  const text = plain(textOf(token.template));
  if (!systemStatements.has(name.text) && !namesTheTenant(text)) {
    complaints.push(`${name.text} does not narrow each of its tables to the tenant`);
  }
  complaints.push(...unqualified(text).map((table) => `${name.text} names ${table} without its schema`));
  return complaints;
}

/** Without the clauses in which `from`, `update` or `tenant_id` say nothing about a table. */
const plain = (text: string): string =>
  text
    .replace(/\bon conflict\s*\([^)]*\)\s*(?:where [^()]*?)?do (?:nothing|update)\b/gi, ' ')
    .replace(/\bfor (?:no key )?(?:update|share)\b/gi, ' ')
    .replace(/\bdistinct from\b/gi, ' ');

/** Whether there is a predicate on tenant_id, or a tenant_id to insert, for each table that is touched. */
function namesTheTenant(text: string): boolean {
  const tables = text.match(/\b(?:from|join|into|update|using)\s+(?:only\s+)?\w+\.\w+/gi) ?? [];
  const inserted = '\\binto\\s+\\w+\\.\\w+(?:\\s+as\\s+\\w+)?\\s*\\(\\s*tenant_id\\b';
  const narrowed = text.match(new RegExp(`\\btenant_id\\s*=|${inserted}|\\busing\\s*\\(\\s*tenant_id\\b`, 'gi')) ?? [];
  return narrowed.length >= tables.length;
}

/** Relations that are neither in a schema, nor made by the statement itself, nor functions. */
function unqualified(text: string): string[] {
  const withQueries = /(?:\bwith(?:\s+recursive)?|,)\s+(\w+)\s*(?:\([^)]*\)\s*)?as\s*(?:not\s+)?(?:materialized\s*)?\(/gi;
  const own = new Set([...text.matchAll(withQueries)].map(([, name]) => name));
  const found = [...text.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+|lateral\s+)?([a-z_]\w*)\b(?!\s*[.(])/gi)];
  return found.map(([, name]) => name ?? '').filter((name) => !own.has(name));
}

const isNamed = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && node.expression.getText() === 'named';

/** ``sql.type(row)`…` `` */
const isStatement = (node: ts.Node): node is ts.TaggedTemplateExpression =>
  ts.isTaggedTemplateExpression(node) && ts.isCallExpression(node.tag) && node.tag.expression.getText() === 'sql.type';

const contextOf = (file: ts.SourceFile): string => /^adapters\/([^/]+)\//.exec(file.fileName)?.[1] ?? 'shared';

function textOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.head.text + template.templateSpans.map(({ literal }) => ` ? ${literal.text}`).join('');
}
