import { stat } from 'node:fs/promises';
import { expect } from 'chai';
import pg from 'pg';
import { sql } from 'slonik';
import { z } from 'zod';
import type { Endpoint } from '../../../adapters/shared/http/endpoint.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { parsed, pathsUnder } from '../../architecture/sources.js';
import { statementsOf, systemStatements } from '../../architecture/statements.js';
import { type Application, endpoints, postgresApplication } from '../../support/application.js';
import { crowdFileOf, crowds } from '../../support/crowd.js';
import { aDatabaseApart } from '../../support/postgres.js';
import { asked, type Draft, Requests } from '../../support/requests.js';
import { anOwner, signedInAgain, type Somebody } from '../../support/signed-in.js';
import { crowd, emptyPlacesIn, smallTables } from './crowded-database.js';
import { type Allowed, complaintsAbout, type Executed, executedIn, explaining } from './executed-plans.js';
import { poolOptions } from './ledger.js';
import { questionsOf, UNTIL_SETTLED } from './questions.js';

/** Statements that are not carried out here, and why. */
const unseen: ReadonlyMap<string, string> = new Map([
  ['shared.ping', 'it touches no table; the process asks it, to see whether PostgreSQL is there'],
  ['shared.wake-workers', 'it touches no table; the process says it after a commit'],
]);

/** Statements that look at more than a few rows of a table, and why. */
const wholesale: ReadonlyMap<string, string> = new Map([
  ['operations.count-jobs', 'an operator counts all jobs, now and then'],
  ['operations.list-jobs', 'an operator looks at all jobs, now and then: an index on the moment would cost each job more than that'],
]);

/** Statements that move many rows at once, and how many they look at for that. */
const batches: ReadonlyMap<string, number> = new Map([['shared.publish-events', 10_000]]);

/**
 * Where no index has a list's filter and its order both, the best that can be done for 21 rows is √(21 · 100,000), which is
 * 1,449; twice that is left to what the planner has to guess.
 */
const MOST_READ = 3_000;

describe('the plans by which statements are carried out, in tables of 100,000 rows of the tenant’s', function () {
  this.timeout(300_000);
  let database: Awaited<ReturnType<typeof aDatabaseApart>>;
  let admin: pg.Client;
  let application: Application;
  let owner: Somebody;
  let other: Somebody;
  let allowed: Allowed;
  let emptyPlaces: readonly string[];
  /** Before there was a crowd: not judged. */
  let early: readonly Executed[];
  let executed: readonly Executed[];
  const counted = { questions: 0, secondPages: 0 };

  before(async () => {
    database = await aDatabaseApart(explaining);
    admin = new pg.Client({ ...database.admin });
    await admin.connect();
    await admin.query('set auto_explain.log_min_duration = -1');
    // the roles would rather read an index from its beginning to its end than a table: here the planner may say what it thinks
    for (const { user } of [database.app, database.system]) await admin.query(`alter role ${user} reset enable_seqscan`);
    application = await postgresApplication({ poolSize: 1, on: database });
    [owner, other] = [await anOwner(application), await anOwner(application)];
    await crowd(admin, owner.tenantId, [other.tenantId, (await anOwner(application)).tenantId]);
    allowed = { small: await smallTables(), acrossTenants: new Set(systemStatements.keys()), rowsRead: (name) => batches.get(name) ?? MOST_READ, wholesale: new Set(wholesale.keys()) };
    emptyPlaces = await emptyPlacesIn(admin, owner.tenantId);
    early = await executedIn(database.log);
    const full = (await stat(database.log)).size;
    await askEverything();
    executed = await executedIn(database.log, full);
  });

  after(async () => {
    await application.close();
    await admin.end();
    await database.drop();
  });

  /** Every operation, every question that a query can put, and what no operation reaches: each until its plan has settled. */
  async function askEverything(): Promise<void> {
    const requests = await Requests.to(application);
    for (const endpoint of endpoints) {
      for (let turn = 1; turn <= UNTIL_SETTLED; turn++) {
        const whose = await requests.ownerFor(endpoint, owner);
        const { client } = await signedInAgain(whose);
        await answered(client.send(asked(await requests.drafted(endpoint, whose))), endpoint);
      }
      if (endpoint.query !== null) await askInEveryWay(await requests.drafted(endpoint, owner), requests);
    }
    for (const { calls = [] } of await crowds()) {
      for (const call of calls) for (let turn = 1; turn <= UNTIL_SETTLED; turn++) await call(application.container, owner.tenantId);
    }
  }

  /** The first page and the second. */
  async function askInEveryWay(draft: Draft, requests: Requests): Promise<void> {
    const { endpoint } = draft;
    const { client } = await signedInAgain(owner);
    const filters = await filtersFor(endpoint, requests);
    for (const question of questionsOf(requests.querySchemaOf(endpoint), filters)) {
      const query = { ...draft.query, ...question };
      const answer = await answered(client.send(asked({ ...draft, query })), endpoint);
      counted.questions += 1;
      if (endpoint.answers.kind === 'stream') continue;
      const { nextCursor: cursor } = answer.json<{ nextCursor?: string | null }>();
      if (typeof cursor !== 'string') continue;
      await answered(client.send(asked({ ...draft, query: { ...query, cursor } })), endpoint);
      counted.secondPages += 1;
    }
  }

  async function answered(sent: ReturnType<Somebody['client']['send']>, { route, answers }: Endpoint) {
    const answer = await sent;
    expect(answer.status, `${route}: ${answer.text}`).to.equal(answers.status);
    return answer;
  }

  it('are looked at where there is a crowd in every table', () => {
    expect(emptyPlaces).to.deep.equal([]);
  });

  it('use an index, look up the tenant in it, and read about as much as they give', () => {
    expect(complaintsAbout(executed, allowed)).to.deep.equal([]);
  });

  it('were seen of every statement that there is, and asked for in every way', () => {
    const written = pathsUnder('adapters', 'infrastructure').map(parsed).flatMap(statementsOf).map(({ name }) => name);
    const names = new Set([...early, ...executed].map(({ name }) => name));

    expect(written.filter((name) => !names.has(name) && !unseen.has(name)), 'not seen: no operation reaches it, and no `calls` of a crowd.ts').to.deep.equal([]);
    expect([...unseen.keys(), ...wholesale.keys(), ...batches.keys()].filter((name) => !written.includes(name)), 'no longer there').to.deep.equal([]);
    expect(written.length).to.be.greaterThan(15);
    if (endpoints.some(({ answers }) => answers.kind === 'page')) {
      expect(counted.questions).to.be.greaterThan(20);
      expect(counted.secondPages).to.be.greaterThan(20);
    }
  });

  it('would not be kept silent about if they were no good', async () => {
    const before = (await stat(database.log)).size;
    const [tenants, system] = [new TenantDatabase(poolOptions(database.app)), new SystemDatabase(poolOptions(database.system))];
    const nobody = sql.fragment`password_hash = 'nobody'`;
    const row = z.object({});
    await tenants.any(of(owner), named('planted.whole', sql.type(row)`select from identity.user_account where ${nobody}`));
    await tenants.any(of(other), named('planted.filtered', sql.type(row)`select from identity.user_account where tenant_id = ${other.tenantId} and ${nobody}`));
    await system.any(SystemContext.for('a test'), named('planted.loose', sql.type(row)`select from tenancy.tenant where slug = 'nobody'`));
    await Promise.all([tenants.end(), system.end()]);

    const complaints = complaintsAbout(await executedIn(database.log, before), allowed);
    expect(complaints.map((complaint) => complaint.replace(/:.*/, '').replace(/\d+ rows/, 'all rows'))).to.have.members([
      'planted.whole uses no index',
      'planted.whole reads all rows to give 0',
      'planted.filtered reads all rows to give 0',
      'planted.loose does not look up its tenant in the index',
    ]);
  });
});

const of = ({ tenantId }: Somebody): TenantContext => TenantContext.visitor(TenantId.from(tenantId));

/** Values to ask for, by the member of the query. */
async function filtersFor({ route }: Endpoint, { contexts }: Requests): Promise<(name: string) => readonly string[]> {
  const context = contexts.find(({ endpoints }) => endpoints.some((endpoint) => endpoint.route === route))?.name ?? '';
  const filters = (await crowds()).find((crowd) => crowd.context === context)?.filters ?? {};
  return (name) => {
    const values = filters[name];
    if (values === undefined) {
      throw new Error(`${route} is asked by ${name}: write into ${crowdFileOf(context)}, under \`filters\`, \`${name}: […]\`, values that rows of its crowd have.`);
    }
    return values;
  };
}
