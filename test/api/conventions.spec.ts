import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { type Endpoint, isVersioned, mediaOf } from '../../adapters/shared/http/endpoint.js';
import { catalogueOf, problemsOf } from '../../adapters/shared/http/problems.js';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import { Shapes } from '../../adapters/shared/http/schemas.js';
import { endpoints } from '../support/application.js';
import { type Answered, Client } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';
import { asked, type Draft, pathOf, Requests } from '../support/requests.js';
import { expectFound, movesTo } from './new-resources.js';

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
  readonly security?: readonly unknown[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly content?: Readonly<
          Record<string, { readonly schema?: object; readonly example?: unknown; readonly examples?: object }>
        >;
      }
    >
  >;
};
type Document = { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const SAFETY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': /max-age=\d+/,
  'content-security-policy': /default-src 'none'/,
};

function expectSafe({ headers }: Answered, what: string): void {
  for (const [name, value] of Object.entries(SAFETY)) expect(headers[name], `${what}: ${name}`).to.match(new RegExp(value));
  expect(headers, what).to.not.have.property('x-powered-by');
  expect(headers['x-request-id'], what).to.match(/^[\w.~-]{1,128}$/);
}

/** A problem as RFC 9457 and the catalogue have it. */
function expectProblem(answer: Answered, status: number, code: string, what: string): void {
  expect(answer.status, `${what}: ${answer.text}`).to.equal(status);
  expectSafe(answer, what);
  expect(answer.headers['content-type'], what).to.equal('application/problem+json; charset=utf-8');
  expect(answer.headers['cache-control'], what).to.equal('no-store');
  const problem = answer.json();
  expect(problem, what).to.include({ type: `/problems/${code}`, status, code, requestId: answer.headers['x-request-id'] });
  expect(problem['title'], what).to.be.a('string').with.length.greaterThan(3);
  expect(problem['detail'], what).to.be.a('string').with.length.greaterThan(3);
}

describeEverywhere('the conventions of the API', (application) => {
  let owner: Somebody;
  let visitor: Client;
  let requests: Requests;
  let document: Document;

  before(async () => {
    owner = await anOwner(application());
    visitor = owner.client.as(null);
    requests = await Requests.to(application());
    document = (await visitor.get('/openapi.json')).json<Document>();
  });

  const forEach = async (
    chosen: (endpoint: Endpoint) => boolean,
    expectation: (endpoint: Endpoint, draft: Draft, whose: Somebody) => Promise<void>,
  ) => {
    const tried = endpoints.filter(chosen);
    for (const endpoint of tried) {
      const whose = await requests.ownerFor(endpoint, owner);
      await expectation(endpoint, await requests.drafted(endpoint, whose), whose);
    }
    // where no context has ids, some kinds of operations may not exist
    if (requests.contexts.some(({ floor }) => floor.ids > 0)) expect(tried.length).to.be.greaterThan(0);
  };
  const always = () => true;

  it('are documented in OpenAPI 3.1, as the schema of that has it', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect([valid, errors]).to.deep.equal([true, undefined]);
    expect(validator.version).to.equal('3.1');
  });

  it('are documented: every operation with what it needs, answers and refuses', () => {
    const documented = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, it]) => [`${verb.toUpperCase()} ${path}`, it] as const),
    );
    expect(documented.map(([route]) => route).toSorted()).to.deep.equal(endpoints.map(({ route }) => route).toSorted());
    for (const [route, operation] of documented) {
      const endpoint = endpoints.find((one) => one.route === route);
      if (endpoint === undefined) throw new Error(`${route} is documented and not declared.`);
      expect(operation['x-permission'], route).to.equal(endpoint.calls.needs);
      expect(operation.security, route).to.deep.equal(endpoint.isPublic ? [] : undefined);
      for (const text of [operation.operationId, operation.summary, operation.description, operation.tags[0]])
        expect(text, route).to.be.a('string').that.is.not.empty;
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        if (status === '204' || status === '304') continue;
        const [[type, media] = []] = Object.entries(content);
        expect(type, `${route} ${status}`).to.equal(Number(status) >= 400 ? 'application/problem+json' : mediaOf(endpoint.answers));
        expect(media?.schema, `${route} ${status}`).to.be.an('object');
        if (type === 'text/event-stream') expect(media?.schema, route).to.deep.include({ type: 'string', contentMediaType: 'application/json' });
        else if (type === endpoint.answers.media) expect(media?.schema, route).to.deep.equal({ type: 'string', format: 'binary' });
        else expect(media?.example ?? media?.examples, `${route} ${status}`).to.be.an('object');
      }
      expect(Object.keys(operation.responses), route).to.include.members(['500', '503']);
    }
  });

  it('are kept by every success: as it is documented, never stored, with its ETag', () =>
    forEach(always, async (endpoint, draft, whose) => {
      const somebody = await signedInAgain(whose);
      const { status, shape, kind, media } = endpoint.answers;
      const answer = await somebody.client.send(asked(draft));
      expect(answer.status, `${endpoint.route}: ${answer.text}`).to.equal(status);
      expectSafe(answer, endpoint.route);
      expect(answer.headers['cache-control'], endpoint.route).to.equal('no-store');
      expect(answer.headers['etag'] !== undefined, endpoint.route).to.equal(isVersioned(endpoint.answers));
      expect(answer.headers['location'] !== undefined, endpoint.route).to.equal((status === 201 || status === 202) && kind === 'resource');
      expect(answer.headers['content-disposition'] ?? 'none', endpoint.route).to.match(kind === 'file' ? /^attachment; filename=/ : /^none$/);
      if (media !== undefined) expect(answer.headers['content-type'], endpoint.route).to.equal(media);
      if (kind === 'stream') expect(answer.text, endpoint.route).to.match(/^retry:\d+\n\nevent:open\n/);
      if (shape === null || kind === 'stream') return;
      expect(answer.headers['content-type'], endpoint.route).to.equal('application/json; charset=utf-8');
      const shown = kind === 'page' ? answer.json<{ data: unknown[] }>().data : [answer.json()];
      for (const one of shown) expect(application().container.get(Shapes).faultsIn(shape, one), endpoint.route).to.deep.equal([]);
    }));

  it('let a new resource be found where Location says', () =>
    forEach(
      ({ answers }) => movesTo(answers),
      async (endpoint, draft) => {
        const created = await owner.client.send(asked(draft));
        expectFound(await owner.client.get(created.headers['location'] ?? ''), created, endpoint);
      },
    ));

  it('answer 304 to whoever has the version already', () =>
    forEach(
      ({ verb, answers }) => verb === 'GET' && isVersioned(answers),
      async (_endpoint, draft) => {
        const path = pathOf(draft);
        const { headers } = await owner.client.get(path);
        const again = await owner.client.get(path, { 'if-none-match': headers['etag'] ?? '' });
        expect([again.status, again.text, again.headers['etag']], path).to.deep.equal([304, '', headers['etag']]);
        expectSafe(again, path);
      },
    ));

  it('answer HEAD like GET, without the body', () =>
    forEach(
      ({ verb }) => verb === 'GET',
      async (endpoint, draft) => {
        const [head, get] = [await owner.client.send({ ...asked(draft), method: 'HEAD' }), await owner.client.send(asked(draft))];
        expect([head.status, head.text, head.headers['etag'], head.headers['content-length']], endpoint.route).to.deep.equal([
          200,
          '',
          get.headers['etag'],
          get.headers['content-length'],
        ]);
      },
    ));

  it('lead from page to page by Link, which says the same as nextCursor', async () => {
    let onwards = 0;
    await forEach(
      ({ answers }) => answers.kind === 'page',
      async ({ route }, draft) => {
        const first = await owner.client.send({ ...asked(draft), path: pathOf({ ...draft, query: { limit: '1' } }) });
        const { data, nextCursor } = first.json<{ data: unknown[]; nextCursor: string | null }>();
        expect(data.length, route).to.be.at.most(1);
        const link = first.headers['link'];
        expect(link !== undefined, route).to.equal(nextCursor !== null);
        if (link === undefined) return;
        onwards += 1;
        const [, path = ''] = /^<(\/[^>]+)>; rel="next"$/.exec(link) ?? [];
        expect(new URL(path, owner.client.url).searchParams.get('cursor'), route).to.equal(nextCursor);
        const next = await owner.client.get(path);
        expect(next.status, `${route}: ${next.text}`).to.equal(200);
        expect(next.json()['data'], route).to.be.an('array').that.has.lengthOf(1).and.not.deep.equals(data);
      },
    );
    if (requests.contexts.some(({ floor }) => floor.ids > 0)) expect(onwards).to.be.greaterThan(0);
  });

  it('answer OPTIONS and every wrong method with what is allowed', () =>
    forEach(always, async (endpoint, draft) => {
      const path = pathOf(draft);
      const offered = endpoints.filter((one) => one.path === endpoint.path).map(({ verb }) => verb as string);
      const options = await visitor.send({ method: 'OPTIONS', path });
      expect(options.status, path).to.equal(204);
      expectSafe(options, path);
      const allowed = (options.headers['allow'] ?? '').split(', ');
      expect(allowed, path).to.have.members([...offered, 'OPTIONS', ...(offered.includes('GET') ? ['HEAD'] : [])]);
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((verb) => !allowed.includes(verb))) {
        const refused = await owner.client.send({ method, path });
        expectProblem(refused, 405, 'http.wrong-method', `${method} ${path}`);
        expect(refused.headers['allow']).to.equal(options.headers['allow']);
      }
    }));

  it('refuse whoever sends no token, and say how to send one', () =>
    forEach(
      ({ isPublic }) => !isPublic,
      async (endpoint, draft) => {
        const refused = await visitor.send(asked(draft));
        expectProblem(refused, 401, 'http.unauthenticated', endpoint.route);
        expect(refused.headers['www-authenticate']).to.equal('Bearer realm="atrium"');
      },
    ));

  it('refuse to answer in another media type', () =>
    forEach(
      ({ answers }) => mediaOf(answers) !== null,
      async (endpoint, draft) => {
        const ask = (accept: string) => owner.client.send({ ...asked(draft), headers: { ...draft.headers, accept } });
        expectProblem(await ask('text/html'), 406, 'http.not-acceptable', endpoint.route);
        expectProblem(await ask(`${mediaOf(endpoint.answers)};q=0`), 406, 'http.not-acceptable', endpoint.route);
        if (endpoint.answers.kind === 'file')
          expectProblem(await ask('application/json'), 406, 'http.not-acceptable', endpoint.route);
      },
    ));

  it('refuse a query that is not known, given twice or malformed', () =>
    forEach(always, async (endpoint, draft) => {
      const ask = (query: string) => owner.client.send({ ...asked(draft), path: `${pathOf(draft)}?${query}` });
      const unknown = await ask('surprise=1');
      expectProblem(unknown, 400, 'http.invalid-request', endpoint.route);
      expect(unknown.json<{ errors: unknown[] }>().errors[0], endpoint.route).to.deep.include({
        in: 'query',
        pointer: '/surprise',
        code: 'unknown-member',
      });
      expectProblem(await ask('limit=1&limit=1'), 400, 'http.invalid-request', endpoint.route);
      expectProblem(await ask('limit=%'), 400, 'http.malformed-url', endpoint.route);
    }));

  it('refuse a body that is missing, no JSON, of another media type, too large, or has an unknown member', () =>
    forEach(
      ({ body }) => body !== null,
      async (endpoint, draft) => {
        const send = (body: unknown, headers: Record<string, string> = {}) =>
          owner.client.send({ ...asked(draft), body, headers: { ...draft.headers, ...headers } });
        const { route } = endpoint;
        const large = `${JSON.stringify(draft.body).slice(0, -1)},"padding":"${'x'.repeat(1024 * 1024)}"}`;
        expectProblem(await send(''), 400, 'http.invalid-request', route);
        expectProblem(await send('{"name":'), 400, 'http.malformed-json', route);
        expectProblem(await send(Buffer.from([0x22, 0xff, 0x22])), 400, 'http.malformed-json', route);
        expectProblem(await send(large), 413, 'http.body-too-large', route);
        expectProblem(await send(draft.body, { 'content-type': 'text/plain' }), 415, 'http.unsupported-media-type', route);
        expectProblem(
          await send(draft.body, { 'content-type': `${mediaTypeOf(endpoint)}; charset=latin1` }),
          415,
          'http.unsupported-media-type',
          route,
        );
        expectProblem(await send(draft.body, { 'content-encoding': 'gzip' }), 415, 'http.unsupported-media-type', route);
        const unknown = await send({ ...(draft.body as object), 'sur/prise': 1 });
        expectProblem(unknown, 400, 'http.invalid-request', route);
        expect(unknown.json<{ errors: unknown[] }>().errors, route).to.deep.include({
          in: 'body',
          pointer: '/sur~1prise',
          code: 'unknown-member',
          message: 'is not a known member',
        });
        for (const body of ['null', '[]', '1', '"text"'])
          expectProblem(await send(body), 400, 'http.invalid-request', `${route} ${body}`);
      },
    ));

  it('point at a member by a pointer that stays one, however its name is written', () =>
    forEach(
      ({ body }) => body !== null,
      async (endpoint, draft) => {
        for (const name of ['', '/', '~', '~1', 'a/b~c', '~'.repeat(400), `a${'~'.repeat(400)}`, '𝒜'.repeat(400)]) {
          const refused = await owner.client.send({ ...asked(draft), body: { ...(draft.body as object), [name]: 1 } });
          expectProblem(refused, 400, 'http.invalid-request', endpoint.route);
          for (const { pointer } of refused.json<{ errors: { pointer: string }[] }>().errors) {
            expect(pointer, endpoint.route).to.match(/^\/(?:[^~]|~[01])*$/su);
            expect(pointer.isWellFormed(), pointer).to.equal(true);
          }
        }
      },
    ));

  it('refuse a change to a version that nobody names, or that is not the newest', () =>
    forEach(
      ({ ifMatch }) => ifMatch,
      async (endpoint, draft, whose) => {
        const { 'if-match': tag = '', ...headers } = draft.headers;
        expectProblem(await whose.client.send({ ...asked(draft), headers }), 428, 'http.precondition-required', endpoint.route);
        const stale = { ...headers, 'if-match': tag.replace(/\d+/, (version) => String(Number(version) + 1)) };
        expectProblem(
          await whose.client.send({ ...asked(draft), headers: stale }),
          412,
          'shared.outdated-version',
          endpoint.route,
        );
      },
    ));

  it('refuse an id that is none', () =>
    forEach(
      ({ params }) => params !== null,
      async (endpoint, draft) => {
        for (const id of ['1', 'urn:uuid:01980f3c-5a7e-7c3d-8e4f-0123456789ab', '%00', "'%20or%201=1", '..%2f..']) {
          const params = Object.fromEntries(Object.keys(draft.params).map((name) => [name, id]));
          expectProblem(
            await owner.client.send({ ...asked(draft), path: pathOf({ ...draft, params }) }),
            400,
            'http.invalid-request',
            `${endpoint.route} ${id}`,
          );
        }
      },
    ));

  it('answer whatever is not there with a problem', async () => {
    for (const path of ['/', '/v1', '/v1/nothing', '/v1/me/', '/V1/me', '/v1//me', '/v2/me']) {
      expectProblem(await owner.client.get(path), 404, 'http.unknown-route', path);
    }
    expectProblem(await owner.client.get('/v1/%zz'), 404, 'http.unknown-route', 'percent');
    expectProblem(await owner.client.get(`/v1/me?x=${'x'.repeat(8_000)}`), 414, 'http.url-too-long', 'long URL');
    expectProblem(await owner.client.get('/problems/nothing.such'), 404, 'http.unknown-problem', 'problem');
  });

  it('explain every problem where its type points, with what to do and the operations that give it', async () => {
    const catalogue = [...catalogueOf(endpoints).values()];
    expect(catalogue.length).to.be.greaterThan(25);
    for (const { code, status, title, advice } of catalogue) {
      const page = await visitor.get(`/problems/${code}`);
      expect([page.status, page.headers['content-type']], code).to.deep.equal([200, 'text/html; charset=utf-8']);
      expectSafe(page, code);
      const shown = page.text.replaceAll(/<style>[^<]*<\/style>|<[^>]+>/g, '').replaceAll('&quot;', '"');
      for (const said of [code, `status ${status}`, title, advice.replaceAll('`', '')]) expect(shown, code).to.include(said);
      const given = endpoints.filter((endpoint) => problemsOf(endpoint).some((one) => one.code === code));
      if (given.length < endpoints.length)
        for (const { route, tag, id } of given) expect(page.text, code).to.include(`<a href="/docs#/${tag}/${id}">${route}</a>`);
    }
    const documented = new Set(JSON.stringify(document).match(/(?<="code":")[a-z]+\.[a-z-]+(?=")/g));
    expect(catalogue.map(({ code }) => code)).to.include.members([...documented]);
  });

  it('echo a request id that is sane, and make one otherwise', async () => {
    for (const [path, status] of [
      ['/v1/me', 200],
      ['/v1/nothing', 404],
      ['/livez', 200],
      ['/openapi.json', 200],
    ] as const) {
      const echoed = await owner.client.get(path, { 'x-request-id': 'my-request.7' });
      expect([echoed.status, echoed.headers['x-request-id']], path).to.deep.equal([status, 'my-request.7']);
      for (const odd of ['a b', 'ä', '<script>', 'x'.repeat(129), '']) {
        expect((await owner.client.get(path, { 'x-request-id': odd })).headers['x-request-id'], odd).to.match(/^[0-9a-f-]{36}$/);
      }
    }
  });

  it('serve their documents, keys and health safely, and only to be read', async () => {
    for (const path of ['/openapi.json', '/docs', '/.well-known/jwks.json', '/livez', '/readyz', '/startupz']) {
      const answer = await visitor.get(path);
      expect(answer.status, path).to.equal(200);
      for (const name of Object.keys(SAFETY)) expect(answer.headers, path).to.have.property(name);
      expectProblem(await visitor.post(path), 405, 'http.wrong-method', path);
    }
  });
});
