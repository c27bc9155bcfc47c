import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { expect } from 'chai';
import {
  CheckExclusionConstraintViolationError,
  CheckIntegrityConstraintViolationError,
  DataIntegrityError,
  ForeignKeyIntegrityConstraintViolationError,
  InputSyntaxError,
  type IntegrityConstraintViolationError,
  InvalidInputError,
  NotFoundError,
  NotNullIntegrityConstraintViolationError,
  type QuerySqlToken,
  SchemaValidationError,
  SlonikError,
  sql,
  UniqueIntegrityConstraintViolationError,
} from 'slonik';
import { z, type ZodType } from 'zod';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { aLedger, aTenant, type Ledger, poolOptions } from './ledger.js';

describe('what PostgreSQL answers', () => {
  const tenant = aTenant();
  let ledger: Ledger;
  let database: TenantDatabase;

  before(async () => {
    ledger = await aLedger();
    await ledger.admin.query(`
      create table ledger.rules (
        needed text not null,
        positive int constraint is_positive check (positive > 0),
        one_of text constraint is_one_of unique,
        span int4range,
        constraint no_overlap exclude using gist (span with &&)
      );
      create table ledger.part (whole text constraint part_whole references ledger.rules (one_of));
      grant all on ledger.rules, ledger.part to atrium_app;
    `);
    database = new TenantDatabase(poolOptions(ledger.database.app));
  });
  after(async () => {
    await database.end();
    await ledger.drop();
  });

  const ask = <Row>(token: QuerySqlToken<ZodType<Row>>) => named('ledger.ask', token);
  const thrownBy = (token: QuerySqlToken<ZodType<unknown>>): Promise<Error> =>
    database.execute(tenant, ask(token)).then(() => Promise.reject(new Error('It went through.')), (error: Error) => error);
  const effect = z.unknown();

  it('comes in types that lose nothing', async () => {
    const id = randomUUID();
    const row = z.object({
      yes: z.boolean(),
      small: z.number(),
      big: z.bigint(),
      exact: z.string(),
      float: z.number(),
      word: z.string(),
      id: z.uuid(),
      at: z.date(),
      day: z.string(),
      document: z.object({ a: z.array(z.number()) }),
      words: z.array(z.string().nullable()),
      nothing: z.null(),
    });
    const found = await database.one(tenant, ask(sql.type(row)`
      select ${true}::bool as yes, ${7}::int4 as small, ${9_223_372_036_854_775_807n}::int8 as big, 12345678901234567890.10::numeric as exact,
        0.5::float8 as float, ${'naïve $slonik \' "'} as word, ${id}::uuid as id, ${'2030-01-01T12:00:00.123+02:00'}::timestamptz as at,
        '2030-02-01'::date as day, ${sql.jsonb({ a: [1, 2] })} as document, ${sql.array(['a,"b"', null, '\\'], 'text')} as words, ${null}::text as nothing
    `));
    expect(found).to.deep.equal({
      yes: true,
      small: 7,
      big: 9_223_372_036_854_775_807n,
      exact: '12345678901234567890.10',
      float: 0.5,
      word: 'naïve $slonik \' "',
      id,
      at: new Date('2030-01-01T10:00:00.123Z'),
      day: '2030-02-01',
      document: { a: [1, 2] },
      words: ['a,"b"', null, '\\'],
      nothing: null,
    });
  });

  it('is held against the number of rows there may be', async () => {
    const rows = (count: number) => ask(sql.type(z.object({ n: z.number() }))`select n from generate_series(1, ${count}::int) n`);
    expect(await database.any(tenant, rows(2))).to.deep.equal([{ n: 1 }, { n: 2 }]);
    expect(await database.any(tenant, rows(0))).to.deep.equal([]);
    expect(await database.maybeOne(tenant, rows(0))).to.equal(null);
    expect(await database.maybeOne(tenant, rows(1))).to.deep.equal({ n: 1 });
    await expect(database.maybeOne(tenant, rows(2))).to.be.rejectedWith(DataIntegrityError, 'ledger.ask gave several rows');
    expect(await database.one(tenant, rows(1))).to.deep.equal({ n: 1 });
    await expect(database.one(tenant, rows(0))).to.be.rejectedWith(NotFoundError, 'ledger.ask gave no row');
    await expect(database.one(tenant, rows(2))).to.be.rejectedWith(DataIntegrityError, 'several rows');
    expect(await database.execute(tenant, rows(3))).to.equal(3);
  });

  it('tells how many rows were touched', async () => {
    const add = ask(sql.type(effect)`insert into ledger.shape select generate_series(1, 5)`);
    expect(await database.execute(tenant, add)).to.equal(5);
    expect(await database.execute(tenant, ask(sql.type(effect)`update ledger.shape set first = 2 where false`))).to.equal(0);
    expect(await database.execute(tenant, ask(sql.type(effect)`set local work_mem = '8MB'`))).to.equal(0);
  });

  it('knows the statement by its name, as operators see it in pg_stat_activity', async () => {
    const activity = ask(sql.type(z.object({ query: z.string() }))`select query from pg_stat_activity where pid = pg_backend_pid()`);
    expect((await database.one(tenant, activity)).query).to.match(/^\/\* ledger\.ask \*\/ select query/);
  });

  it('is refused when a row is not of the shape that its statement promises, and undone in a transaction', async () => {
    const drifted = ask(sql.type(z.object({ first: z.string() }))`insert into ledger.shape values (77) returning first`);
    await expect(database.run(tenant, (transaction) => transaction.one(tenant, drifted))).to.be.rejectedWith(SchemaValidationError);
    expect(await database.any(tenant, ask(sql.type(effect)`select from ledger.shape where first = 77`))).to.deep.equal([]);
  });

  it('is an error of the SQLSTATE’s class, which names the constraint', async () => {
    const rule = (column: string, value: string | number) =>
      thrownBy(sql.type(effect)`insert into ledger.rules (needed, ${sql.identifier([column])}) values ('x', ${value})`);
    await database.execute(tenant, ask(sql.type(effect)`insert into ledger.rules (needed, one_of) values ('x', 'a')`));
    const violations = [
      [await thrownBy(sql.type(effect)`insert into ledger.rules (needed) values (${null})`), NotNullIntegrityConstraintViolationError, null],
      [await rule('positive', -1), CheckIntegrityConstraintViolationError, 'is_positive'],
      [await rule('one_of', 'a'), UniqueIntegrityConstraintViolationError, 'is_one_of'],
      [await thrownBy(sql.type(effect)`insert into ledger.part values (${'none'})`), ForeignKeyIntegrityConstraintViolationError, 'part_whole'],
      [await thrownBy(sql.type(effect)`insert into ledger.rules (needed, span) values ('x', '[1,5]'), ('x', '[2,3]')`), CheckExclusionConstraintViolationError, 'no_overlap'],
    ] as const;
    for (const [error, expected, constraint] of violations) {
      expect(error).to.be.instanceOf(expected);
      expect((error as IntegrityConstraintViolationError).constraint).to.equal(constraint);
    }
    expect(await thrownBy(sql.type(effect)`selekt`)).to.be.instanceOf(InputSyntaxError);
    expect(await thrownBy(sql.type(effect)`select ${'x'}::uuid`)).to.be.instanceOf(InvalidInputError);
    expect(await thrownBy(sql.type(effect)`select * from ledger.nowhere`)).to.be.instanceOf(SlonikError);
    for (const code of ['53300', '53100', '57P01', '57P03', '57014', '08006', '55P03', '25P03', '40001', '40P01']) {
      const raised = thrownBy(sql.type(effect)`do ${sql.literalValue(`begin raise exception 'x' using errcode = '${code}'; end`)}`);
      expect(await raised, code).to.be.instanceOf(Unavailable);
    }
  });

  it('repeats neither values nor SQL in an error, however deep one looks', async () => {
    const secret = 'hunter2';
    const errors = [
      await thrownBy(sql.type(effect)`insert into ledger.rules (needed, one_of) values ('x', ${secret}), ('y', ${secret})`),
      await thrownBy(sql.type(effect)`insert into ledger.rules (needed, one_of, positive) values ('x', ${secret}, ${-1})`),
      await thrownBy(sql.type(effect)`insert into ledger.part values (${secret})`),
      await thrownBy(sql.type(effect)`select ${secret}::uuid`),
      await thrownBy(sql.type(effect)`select ${secret}::int`),
      await thrownBy(sql.type(effect)`select to_date(${secret}, 'YYYY')`),
      await database.one(tenant, ask(sql.type(z.object({ word: z.number() }))`select ${secret} as word`)).catch((error: Error) => error),
      await database.maybeOne(tenant, ask(sql.type(effect)`select ${secret} from generate_series(1, 2)`)).catch((error: Error) => error),
    ];
    for (const error of errors) {
      expect(error).to.be.instanceOf(SlonikError);
      expect(inspect(error, { depth: 10, showHidden: true })).not.to.contain(secret);
      expect((error as Error).message).not.to.match(/insert|select|values|\$1/i);
    }
  });
});
