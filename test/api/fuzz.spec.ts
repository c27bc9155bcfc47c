import { expect } from 'chai';
import fc from 'fast-check';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import { Shapes } from '../../adapters/shared/http/schemas.js';
import { type Application, endpoints, postgresApplication } from '../support/application.js';
import type { Answered, Asked, Client } from '../support/client.js';
import { type Draft, pathOf, Requests, tagSeenBy } from '../support/requests.js';
import { anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';
import { type Attempt, eachMemberHostile, hostile, nearlyRight } from './hostile-requests.js';
import { agreeing, validFor } from './valid-values.js';
import { expectFound, movesTo } from './new-resources.js';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 200);
const SLOWEST_MS = 2_000;
/** How many of the cases have to get past every check of the edge, in percent. Of operations with a body some 40 do, and chance takes ten off that for one of many. */
const REACHING = 20;
const OF_EACH = 6;
/** Stands for the ETag of what the request is about, at the moment in which it is sent. */
const NEWEST = 'newest';

describe('fuzzing every operation', function () {
  this.timeout(120_000);
  let application: Application;
  let requests: Requests;
  let owner: Somebody;
  /** Of those operations that are tried on a tenant of their own. */
  const owners = new Map<Endpoint, Somebody>();
  const ownerOf = (endpoint: Endpoint): Somebody => owners.get(endpoint) ?? owner;
  /** Who deletes things of those operations. */
  const deleters = new Map<Endpoint, Somebody>();
  const ids = new Map<string, readonly string[]>();
  /** A body for each operation that is known to succeed, at least once. */
  const bodies = new Map<Endpoint, unknown>();
  const tried = { operations: 0, cases: 0, reached: 0 };

  before(async () => {
    application = await postgresApplication({ poolSize: 4 });
    requests = await Requests.to(application);
    owner = await anOwner(application);
    for (const [name, home] of Object.entries(requests.homes)) {
      ids.set(name, await Promise.all(Array.from({ length: OF_EACH }, () => home(owner, {}))));
    }
    for (const endpoint of endpoints) {
      owners.set(endpoint, await requests.ownerFor(endpoint, owner));
      bodies.set(endpoint, (await requests.drafted(endpoint, ownerOf(endpoint))).body);
    }
  });
  after(() => application.close());

  for (const endpoint of endpoints) {
    const { route } = endpoint;
    it(`finds nothing that ${route} cannot answer`, async function () {
      this.timeout(60_000 + RUNS * 100);
      const before = application.reached.get(route) ?? 0;
      const drafts = draftsOf(endpoint);
      let cases = 0;
      await fc.assert(
        fc.asyncProperty(fc.oneof(nearlyRight(drafts), hostile(drafts)), async (attempt) => {
          cases += 1;
          await tryOut(endpoint, attempt);
        }),
        { numRuns: RUNS, ...(process.env['FUZZ_SEED'] === undefined ? {} : { seed: Number(process.env['FUZZ_SEED']) }) },
      );
      const reached = (application.reached.get(route) ?? 0) - before;
      expect((reached / cases) * 100, `percent of the cases that reached the use case of ${route}`).to.be.at.least(REACHING);
      tried.operations += 1;
      tried.cases += cases;
      tried.reached += reached;
    });
  }

  it('finds no text that a member of a body, a query or a path cannot be', async function () {
    this.timeout(120_000);
    let texts = 0;
    for (const endpoint of endpoints) {
      const draft = { ...(await requests.drafted(endpoint, ownerOf(endpoint))), ...(endpoint.ifMatch ? { headers: newest(endpoint) } : {}) };
      const parameters = Object.keys((requests.querySchemaOf(endpoint)['properties'] ?? {}) as object);
      for (const attempt of eachMemberHostile(draft, parameters)) {
        await tryOut(endpoint, attempt).catch((failure: unknown) => {
          throw new Error(attempt[fc.toStringMethod](), { cause: failure });
        });
        texts += 1;
      }
    }
    tried.cases += texts;
    expect(texts).to.be.greaterThan(400);
  });

  it('leaves nothing behind that cannot be read', async () => {
    let read = 0;
    for (const endpoint of endpoints.filter(({ verb, isPublic }) => verb === 'GET' && !isPublic)) {
      for (const first of firstPathsOf(endpoint)) {
        for (let path: string | null = first; path !== null; read += 1) {
          const answer: Answered = await owner.client.get(path);
          if (answer.status === 404 && mayBeGone(endpoint)) break;
          expect(answer.status, `${path}: ${answer.text}`).to.equal(200);
          expectFits(endpoint, answer);
          path = /^<([^>]+)>/.exec(answer.headers['link'] ?? '')?.[1] ?? null;
        }
      }
    }
    expect(read).to.be.greaterThan(1);
  });

  it('gives no refusal that is not declared, and has no defect', () => {
    expect([...new Set(application.undeclared)]).to.deep.equal([]);
    expect(application.defects).to.deep.equal([]);
  });

  it('has tried enough', () => {
    for (const { name, floor, endpoints: own } of requests.contexts) expect(own.length, name).to.be.at.least(floor.operations);
    expect(tried.operations).to.equal(endpoints.length);
    expect(tried.cases).to.be.at.least(endpoints.length * RUNS);
    console.log(`  tried ${tried.cases} cases on ${tried.operations} operations; ${tried.reached} reached a use case`);
  });

  async function tryOut(endpoint: Endpoint, attempt: Attempt, mayBeLate = true): Promise<void> {
    const client = await clientFor(endpoint);
    const ask = await withNewestTag(endpoint, attempt.ask);
    const began = performance.now();
    const answer = await client.send(ask);
    const took = performance.now() - began;
    expect(answer.status, answer.text).to.be.within(200, 499);
    // a machine can be busy with something else: what is slow by itself is slow again
    if (took > SLOWEST_MS && mayBeLate) return tryOut(endpoint, attempt, false);
    expect(took, 'milliseconds').to.be.at.most(SLOWEST_MS);
    if (answer.status >= 400) return expectProblem(answer, ask.method);
    deleters.delete(endpoint);
    expectFits(endpoint, answer);
    if (answer.status === endpoint.answers.status && movesTo(endpoint.answers)) expectFound(await client.get(answer.headers['location'] ?? ''), answer, endpoint);
  }

  /** What was found at some path may have been deleted there, with all that was below it. */
  const mayBeGone = ({ path }: Endpoint): boolean =>
    endpoints.some((one) => one.verb === 'DELETE' && one.params !== null && `${path}/`.startsWith(`${one.path}/`));

  async function withNewestTag(endpoint: Endpoint, ask: Asked): Promise<Asked> {
    if (ask.headers?.['if-match'] !== NEWEST) return ask;
    const [path = ''] = ask.path.split('?');
    const params = Object.fromEntries(endpoint.path.split('/').map((step, at) => [step.slice(1, -1), path.split('/')[at] ?? '']));
    const tag = await tagSeenBy(ownerOf(endpoint), { endpoint, params }).catch(() => '"1"');
    return { ...ask, headers: { ...ask.headers, 'if-match': tag } };
  }

  const newest = (endpoint: Endpoint): Record<string, string> => ({
    'if-match': NEWEST,
    ...(endpoint.body === null ? {} : { 'content-type': mediaTypeOf(endpoint) }),
  });

  const clientFor = async (endpoint: Endpoint): Promise<Client> => {
    const { client } = endpoint.verb === 'DELETE' ? await deleterOf(endpoint) : ownerOf(endpoint);
    return endpoint.isPublic ? client.as(null) : client;
  };

  /** Whoever deletes may end the very session in which that happens: it is one of their own, and another after each success. */
  async function deleterOf(endpoint: Endpoint): Promise<Somebody> {
    const deleter = deleters.get(endpoint) ?? (await signedInAgain(ownerOf(endpoint)));
    deleters.set(endpoint, deleter);
    return deleter;
  }

  /** In the state that the operation wants, where its context says that it wants one. */
  const idsOf = ({ id }: Endpoint, name: string): readonly string[] => ids.get(`${id} ${name}`) ?? ids.get(name) ?? [];

  /** Requests that fit the declaration of an operation. */
  function draftsOf(endpoint: Endpoint): fc.Arbitrary<Draft> {
    const places = requests.idsOf(endpoint);
    const idsFor = (name: string): readonly string[] => idsOf(endpoint, name);
    const uuids = new Set(places.filter(({ part }) => part === 'params').map(({ name }) => name));
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const params = fc.record(
      Object.fromEntries(
        names.map((name) => [name, uuids.has(name) ? validFor({ format: 'uuid', type: 'string' }, idsFor, name) : fc.constantFrom(...idsFor(name))]),
      ),
    );
    const query = validFor({ type: 'object', ...requests.querySchemaOf(endpoint) }, idsFor).map((members) => {
      const { cursor: _cursor, ...rest } = members as Record<string, unknown>;
      return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
    });
    const schema = requests.bodySchemaOf(endpoint);
    const body =
      schema === null
        ? fc.constant(undefined)
        : fc.oneof(
            { weight: 2, arbitrary: validFor(schema, idsFor) },
            { weight: 2, arbitrary: validFor(schema, idsFor).map(agreeing) },
            { weight: 1, arbitrary: fc.constant(bodies.get(endpoint)) },
          );
    const tag = endpoint.ifMatch
      ? fc.constantFrom(NEWEST, NEWEST, NEWEST, '"1"', '"7"').map((it) => ({ 'if-match': it }))
      : fc.constant({});
    const media: Record<string, string> = schema === null ? {} : { 'content-type': mediaTypeOf(endpoint) };
    return fc.tuple(params, query, body, tag).map(([its, filters, json, condition]) => ({
      endpoint,
      params: its as Record<string, string>,
      query: filters,
      body: json,
      headers: { ...media, ...condition },
    }));
  }

  function firstPathsOf(endpoint: Endpoint): readonly string[] {
    const query: Record<string, string> = endpoint.answers.kind === 'page' ? { limit: '100' } : {};
    const words = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => word);
    const name = requests.idsOf(endpoint).find(({ part }) => part === 'params')?.name ?? words[0];
    const named = Object.fromEntries(words.filter((word) => word !== name).map((word) => [word, idsOf(endpoint, word)[0] ?? '']));
    const about = name === undefined ? [named] : idsOf(endpoint, name).map((id) => ({ ...named, [name]: id }));
    return about.map((params) => pathOf({ endpoint, params, query }));
  }

  function expectFits({ answers, route }: Endpoint, answer: Answered): void {
    if (answers.shape === null || answer.status === 304) return;
    const shown = answers.kind === 'page' ? answer.json<{ data: unknown[] }>().data : answers.kind === 'stream' ? [] : [answer.json()];
    for (const one of shown)
      expect(application.container.get(Shapes).faultsIn(answers.shape, one), `${route} answered ${answer.text}`).to.deep.equal(
        [],
      );
  }
});

function expectProblem({ status, headers, text, json }: Answered, method: string): void {
  if (method === 'HEAD') return;
  expect(headers['content-type'], text).to.equal('application/problem+json; charset=utf-8');
  const problem = json<{
    status: number;
    code: string;
    requestId: string;
    errors?: { in: string; pointer: string; code: string; message: string }[];
  }>();
  expect(problem, text)
    .to.include({ status })
    .and.to.include.all.keys('type', 'title', 'detail', 'instance', 'code', 'requestId');
  if (problem.code !== 'http.invalid-request') return;
  expect(problem.errors, text).to.be.an('array').that.is.not.empty;
  for (const { pointer, code, message } of problem.errors ?? []) {
    expect(message, text).to.not.match(/\^|\\p|documented form/);
    expect(pointer, text).to.match(/^(?:\/(?:[^~]|~[01])*)?$/su);
    expect(
      [code, message].every((it) => it.length > 0),
      text,
    ).to.equal(true);
  }
}
