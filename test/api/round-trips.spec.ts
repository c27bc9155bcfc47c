import { expect } from 'chai';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { type Application, endpoints, postgresApplication } from '../support/application.js';
import { aCountingProxy, type CountingProxy } from '../support/counting-proxy.js';
import { HeardStatements } from '../support/heard-statements.js';
import { aDatabase, type TestDatabase } from '../support/postgres.js';
import { asked, Requests } from '../support/requests.js';
import { type Expected, expectedRoundTrips, fileOf } from '../support/round-trips.js';
import { anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';
import { withoutRate } from '../support/without-rate.js';

/** Shorter than a token is remembered: what took longer may have cost another look at whose it is. */
const REMEMBERED_MS = 900;
const ATTEMPTS = 5;

/** The keys, and how the tenant stands, are read once a second by whoever comes then. */
const OF_NOBODY = ['identity.list-signing-keys', 'tenancy.status'];

type Cost = { readonly trips: number; readonly statements: readonly string[] };

describe('what an operation costs in round trips to PostgreSQL', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let proxies: readonly CountingProxy[];
  let application: Application;
  let requests: Requests;
  let owner: Somebody;
  let expected: readonly Expected[];
  const heard = new HeardStatements();
  const counted = new Map<string, Cost>();

  before(async () => {
    expected = await expectedRoundTrips();
    database = await aDatabase();
    const hear = (said: Buffer): void => heard.hear(said);
    const [app, system] = [await aCountingProxy(database.app, hear), await aCountingProxy(database.system, hear)];
    proxies = [app, system];
    application = await postgresApplication({
      poolSize: 1,
      rates: withoutRate,
      // what is remembered stays so
      time: { now: () => 0 },
      on: { app: { ...database.app, port: app.port }, system: { ...database.system, port: system.port } },
    });
    requests = await Requests.to(application);
    owner = await anOwner(application);
    for (const endpoint of endpoints) {
      await costOf(endpoint);
      counted.set(endpoint.id, await costOf(endpoint));
    }
  });

  after(async () => {
    await application.close();
    for (const proxy of proxies) proxy.close();
    await database.drop();
  });

  /** One request that succeeds, sent by somebody whose token has just been looked up. */
  async function costOf(endpoint: Endpoint): Promise<Cost> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const goesOn = endpoint.answers.kind === 'stream';
      // nobody else follows there: what one follower has asked for, the next one has for nothing
      const whose = goesOn ? await anOwner(application) : await requests.ownerFor(endpoint, owner);
      const draft = await requests.drafted(endpoint, whose);
      const { client } = await signedInAgain(whose);
      const began = performance.now();
      await client.get('/v1/me');
      const before = trips();
      heard.take();
      const answer = await client.send(asked(draft));
      // what is asked for behind the first event comes before the last of these on the one connection
      const asides = goesOn ? 3 : 0;
      for (let aside = 0; aside < asides; aside++) await client.get('/v1/me');
      const cost = { trips: trips() - before - asides, statements: heard.take() };
      expect(answer.status, `${endpoint.route}: ${answer.text}`).to.equal(endpoint.answers.status);
      if (performance.now() - began < REMEMBERED_MS && !cost.statements.some((statement) => OF_NOBODY.includes(statement))) return cost;
    }
    throw new Error(`${endpoint.route} was not answered within ${REMEMBERED_MS} ms in ${ATTEMPTS} attempts.`);
  }

  const trips = (): number => proxies.reduce((sum, { roundTrips }) => sum + roundTrips, 0);

  const complaintsAbout = (chosen: (expected: Expected) => boolean): string[] =>
    expected.filter(chosen).flatMap(({ endpoint: { id, verb }, context, trips }) => {
      const cost = counted.get(id) ?? { trips: 0, statements: [] };
      if (cost.trips === trips) return [];
      const costs = `${id} costs ${cost.trips} (${cost.statements.join(', ')})`;
      if (trips === null) {
        return [`${costs}, and nobody says what it should: write \`${id}: …\` into ${fileOf(context)}, a trip for each statement and one for the commit`];
      }
      const howToSay = verb === 'GET' ? `\`${id}: { trips: …, because: '…' }\`` : `\`${id}: …\``;
      return [`${costs}, not ${trips}: see what it can do without; what it cannot is said in ${fileOf(context)}, ${howToSay}`];
    });

  it('is one for whatever only asks', () => {
    expect(complaintsAbout(({ endpoint }) => endpoint.verb === 'GET')).to.deep.equal([]);
  });

  it('is what its context says for whatever changes something', () => {
    expect(complaintsAbout(({ endpoint }) => endpoint.verb !== 'GET')).to.deep.equal([]);
  });

  it('was counted for every operation, on one connection each, and its statements were heard', () => {
    const silent = [...counted].filter(([, { trips, statements }]) => (trips > 0) !== statements.length > 0);
    expect(silent.map(([id]) => id)).to.deep.equal([]);
    expect([...counted.keys()]).to.deep.equal(endpoints.map(({ id }) => id));
    expect(counted.size).to.be.greaterThan(10);
    expect(proxies.map(({ everOpened }) => everOpened)).to.deep.equal([1, 1]);
  });
});
