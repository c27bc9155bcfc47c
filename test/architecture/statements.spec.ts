import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, parsed, pathsUnder, root } from './sources.js';
import { complaintsAbout, privilegesGrantedBy, privilegesUsedIn, statementsOf, systemStatements, unseenPrivileges } from './statements.js';

const migrations = globSync('migrations/*.sql', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
const schemas = migrations.flatMap((text) => [...text.matchAll(/create schema (?:if not exists )?(\w+)/gi)].map(([, name]) => name ?? ''));

const files = pathsUnder('adapters', 'infrastructure').map(parsed);

/** What is planted into adapters/billing/postgres, and what must be said about it. */
const plants: readonly (readonly [source: string, complaint: string | null])[] = [
  ["named('billing.find', sql.type(row)`select id from billing.bill where tenant_id = ${t} and id = ${id}`)", null],
  ["named('billing.add', sql.type(row)`insert into billing.bill as b (tenant_id, id) values (${t}, ${id}) on conflict (tenant_id, id) do nothing`)", null],
  ["named('billing.pair', sql.type(row)`select 1 from billing.bill b join billing.line l using (tenant_id, bill_id) where b.tenant_id = ${t}`)", null],
  ["named('billing.said', sql.type(row)`insert into shared.outbox (tenant_id, type) values (${t}, 'billing.paid')`)", null],
  ["named('orders.find', sql.type(row)`select id from billing.bill where tenant_id = ${t}`)", 'orders.find is not named after its context, billing'],
  ["named('billing.all', sql.type(row)`select id from billing.bill`)", 'billing.all does not narrow each of its tables to the tenant'],
  ["named('billing.by-id', sql.type(row)`delete from billing.bill where id = ${id}`)", 'billing.by-id does not narrow each of its tables to the tenant'],
  [
    "named('billing.half', sql.type(row)`select 1 from billing.bill b join billing.line l on l.bill_id = b.id where b.tenant_id = ${t}`)",
    'billing.half does not narrow each of its tables to the tenant',
  ],
  [
    "named('billing.conflict', sql.type(row)`insert into billing.bill (id) values (1) on conflict (tenant_id) do update set id = 2`)",
    'billing.conflict does not narrow each of its tables to the tenant',
  ],
  ["named('billing.key', sql.type(row)`insert into billing.bill (tenant_id, key) values (${t}, 'a') on conflict (tenant_id, key) where key is not null do update set key = 'a'`)", null],
  ["named('billing.ping', sql.type(row)`select 1`)", null],
  [
    "named('billing.then', sql.type(row)`with gone as (delete from billing.bill where tenant_id = ${t} returning id) select id from gone for update`)",
    null,
  ],
  ["named('billing.near', sql.type(row)`select id from bill where tenant_id = ${t}`)", 'billing.near names bill without its schema'],
  [
    "named('billing.joins', sql.type(row)`select 1 from tenancy.tenant where tenant_id = ${t}`)",
    'touches tenancy, which belongs to another context',
  ],
  ['sql.fragment`exists (select from identity.user_account where tenant_id = ${t})`', 'touches identity, which belongs to another context'],
  ['sql.type(row)`select id from billing.bill where tenant_id = ${t}`', 'is a statement without a name'],
  ['named(name, sql.type(row)`select id from billing.bill where tenant_id = ${t}`)', 'has a name that is not written out'],
  ["named('billing.hidden', token)", 'billing.hidden is not written out in sql.type(row)`…`'],
];

describe('the statements', () => {
  for (const [source, complaint] of plants) {
    it(complaint === null ? `may be written as ${source}` : `may not be written as ${source}`, () => {
      const found = complaintsAbout(parse('adapters/billing/postgres/planted.ts', source), schemas);

      const place = 'adapters/billing/postgres/planted.ts:1 ';
      expect(found.map((said) => said.replace(place, ''))).to.deep.equal(complaint === null ? [] : [complaint]);
    });
  }

  it('keep to their context and to the tenant', () => {
    expect(files.flatMap((file) => complaintsAbout(file, schemas))).to.deep.equal([]);
    expect(schemas).to.include.members(['shared', 'tenancy', 'identity', 'access']);
  });

  it('use every privilege that the migrations grant on a table, and need no other', () => {
    const dropped = migrations.flatMap((text) => [...text.matchAll(/^drop table (\w+\.\w+);/gim)].map(([, table]) => table ?? ''));
    const granted = new Set(
      migrations.flatMap((text) => [...privilegesGrantedBy(text)]).filter((privilege) => !dropped.some((table) => privilege.endsWith(` on ${table}`))),
    );
    const used = new Set(files.flatMap((file) => [...privilegesUsedIn(file)]));

    expect([...granted].filter((privilege) => !used.has(privilege)), 'granted, and used by nobody').to.have.members([...unseenPrivileges.keys()]);
    expect([...used].filter((privilege) => !granted.has(privilege)), 'used, and not granted').to.deep.equal([]);
    expect([...granted]).to.include.members(['insert on shared.outbox', 'select on tenancy.tenant', 'update on identity.session']);
  });

  it('have each a name of their own, and were all read', () => {
    const names = files.flatMap(statementsOf).map(({ name }) => name);

    expect(names.toSorted()).to.deep.equal([...new Set(names)].toSorted());
    expect(names).to.have.length.greaterThan(10);
    expect([...systemStatements.keys()].filter((name) => !names.includes(name))).to.deep.equal([]);
  });
});
