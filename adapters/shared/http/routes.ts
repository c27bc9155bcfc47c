import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Joinable } from '../../../application/shared/guard.js';
import type { Page } from '../../../application/shared/page.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { answer, type HeaderList } from './answer.js';
import type { Cursors } from './cursor.js';
import { type AnyUseCase, type Endpoint, PageQuery, type Verb } from './endpoint.js';
import { HttpProblem, invalidPart, type Part, pathOf, Problems } from './problems.js';
import type { Read, Shapes } from './schemas.js';

export type Surroundings = {
  readonly shapes: Shapes;
  readonly cursors: Cursors;
  /** Opens the transaction that a command joins. */
  readonly transactions: Transactions;
  /** Puts a TenantContext in `res.locals.tenant`, or refuses. */
  readonly authenticate: RequestHandler;
  /** A use case gave a refusal that its endpoint does not name: a wrong declaration. The caller is answered all the same. */
  readonly onUndeclared: (endpoint: Endpoint, refusal: DomainError) => void;
  /** A request has passed every check and is handed to its use case. */
  readonly onReached?: (endpoint: Endpoint) => void;
};

const LARGEST_BODY = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** The media type of an endpoint's body: a change to a resource is a merge patch (RFC 7396). */
export const mediaTypeOf = ({ verb }: Pick<Endpoint, 'verb'>): string =>
  verb === 'PATCH' ? 'application/merge-patch+json' : JSON_TYPE;

/**
 * Express routes for endpoints and, in the same order, the use cases that they call.
 * @throws Error when a declaration cannot be served exactly as it is written.
 */
export function routes(endpoints: readonly Endpoint[], useCases: readonly AnyUseCase[], around: Surroundings): Router {
  if (useCases.length !== endpoints.length)
    throw new Error(`${endpoints.length} endpoints call ${useCases.length} use cases: give one for each, in order.`);
  const router = Router({ strict: true, caseSensitive: true });
  const served = endpoints.map((endpoint, at) => ({ endpoint, serve: serving(endpoint, useCases[at] as AnyUseCase, around) }));
  const byPath = Map.groupBy(served, ({ endpoint }) => endpoint.path.replaceAll(/\{\w+\}/g, '{}'));
  // a literal segment comes before a parameter in its place: `{` sorts after every letter of a path
  for (const [, offered] of [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)))
    router.all(expressPath(offered[0]?.endpoint.path ?? ''), byMethod(offered));
  return router;
}

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

type Serve = (req: Request, res: Response) => Promise<void>;

function byMethod(offered: readonly { readonly endpoint: Endpoint; readonly serve: Serve }[]): RequestHandler {
  const serves = new Map<string, Serve>();
  const [first] = offered;
  for (const { endpoint, serve } of offered) {
    if (endpoint.path !== first?.endpoint.path)
      throw new Error(`${endpoint.route} names its parameters otherwise than ${first?.endpoint.route ?? ''}.`);
    if (serves.has(endpoint.verb)) throw new Error(`${endpoint.route} is declared twice.`);
    serves.set(endpoint.verb, serve);
  }
  const get = serves.get('GET' satisfies Verb);
  if (get !== undefined) serves.set('HEAD', get);
  const allow = ['Allow', [...serves.keys(), 'OPTIONS'].join(', ')];
  serves.set('OPTIONS', async (_req, res) => answer(res, 204, allow, null));
  return (req, res) => {
    const serve = serves.get(req.method);
    if (serve === undefined) throw new HttpProblem(Problems.wrongMethod, { headers: allow });
    return serve(req, res);
  };
}

/** An answer made, but not sent: that happens when the transaction has been kept. */
type Rendered = { readonly status: number; readonly headers: HeaderList; readonly body: string | null };

function serving(endpoint: Endpoint, useCase: AnyUseCase, around: Surroundings): Serve {
  const { answers, ifMatch, isPublic, route } = endpoint;
  const { shapes, authenticate, transactions } = around;
  refuseMisdeclared(endpoint);
  const paramsIn = readingParams(endpoint, shapes);
  const queryIn = readingQuery(endpoint, around);
  const bodyIn = endpoint.body === null ? null : readingBody(mediaTypeOf(endpoint), shapes.reader(endpoint.body));
  const commandOf = endpoint.with as (given: object) => never;
  const render = rendering(endpoint, around);
  const system = isPublic ? SystemContext.for(route) : null;

  const carryOut = (context: TenantContext | SystemContext, command: never, req: Request): Promise<Rendered> | Rendered => {
    if (!isJoinable(useCase) || !(context instanceof TenantContext)) return rendered(useCase, context, command, req);
    return transactions.run(context, async (transaction) => rendered(useCase.within(transaction), context, command, req));
  };
  const rendered = async (
    carriedOut: AnyUseCase,
    context: TenantContext | SystemContext,
    command: never,
    req: Request,
  ): Promise<Rendered> => render(context, await carriedOut.execute(context as never, command), req);

  return async (req, res) => {
    const context = system ?? (await authenticated(authenticate, req, res));
    if (answers.shape !== null && !acceptsJson(req)) throw new HttpProblem(Problems.notAcceptable);
    const given: { params?: unknown; query?: unknown; body?: unknown; version?: number } = {};
    if (paramsIn !== null) given.params = paramsIn(req);
    const query = queryIn(context, req);
    if (query !== null) given.query = query;
    if (ifMatch) given.version = versionIn(req);
    if (bodyIn !== null) given.body = await bodyIn(req, res);
    around.onReached?.(endpoint);
    try {
      const { status, headers, body } = await carryOut(context, commandOf(given), req);
      answer(res, status, headers, body);
    } catch (error) {
      if (error instanceof DomainError && !isDeclared(endpoint, error)) around.onUndeclared(endpoint, error);
      throw error;
    }
  };
}

/** What the types of a declaration cannot say. */
function refuseMisdeclared({ route, path, params, query, answers, isPublic }: Endpoint): void {
  const paged = query !== null && query.prototype instanceof PageQuery;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const declared = params === null ? [] : Object.keys(new params() as object);
  if (named.toSorted().join() !== declared.toSorted().join())
    throw new Error(`${route}: the path and the params name different members.`);
  if ((answers.kind === 'page') !== paged)
    throw new Error(`${route}: a page is answered to a query that extends PageQuery, and only to it.`);
  if (paged && isPublic) throw new Error(`${route}: a cursor is bound to a tenant, and a public endpoint has none.`);
}

const isJoinable = (useCase: AnyUseCase): useCase is AnyUseCase & Joinable<AnyUseCase> => 'within' in useCase;

/** What every endpoint can refuse need not be named. */
function isDeclared({ refuses, ifMatch, isPublic }: Endpoint, { kind, code }: DomainError): boolean {
  if (kind === 'unavailable') return true;
  if (kind === 'forbidden' || kind === 'unauthenticated') return !isPublic || refuses.some((one) => one.code === code);
  return (kind === 'outdated' && ifMatch) || refuses.some((one) => one.code === code);
}

function authenticated(authenticate: RequestHandler, req: Request, res: Response): Promise<TenantContext> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown): void => {
      const tenant: unknown = res.locals['tenant'];
      if (error !== undefined && error !== null) reject(error as Error);
      else if (tenant instanceof TenantContext) resolve(tenant);
      else reject(new HttpProblem(Problems.unauthenticated));
    };
    Promise.resolve(authenticate(req, res, next)).catch(reject);
  });
}

function acceptsJson(req: Request): boolean {
  const { accept } = req.headers;
  return (
    accept === undefined ||
    accept === '*/*' ||
    accept === JSON_TYPE ||
    req.accepts([JSON_TYPE, `${JSON_TYPE}; charset=utf-8`]) !== false
  );
}

function checked(part: Part, read: Read<unknown>): unknown {
  if ('faults' in read) throw invalidPart(part, read.faults);
  return read.value;
}

function readingParams({ params }: Endpoint, shapes: Shapes): ((req: Request) => unknown) | null {
  if (params === null) return null;
  const read = shapes.queryReader(params);
  return (req) => checked('path', read(req.params));
}

type ReadQuery = (context: TenantContext | SystemContext, req: Request) => unknown;

function readingQuery({ id, query, answers }: Endpoint, { shapes, cursors }: Surroundings): ReadQuery {
  if (query === null) {
    return (_context, req) => {
      const names = [...parametersIn(queryTextOf(req)).keys()];
      if (names.length > 0)
        throw invalidPart(
          'query',
          names.map((name) => ({
            pointer: `/${name.slice(0, 100)}`,
            code: 'unknown-member',
            message: 'is not a known parameter',
          })),
        );
      return null;
    };
  }
  const read = shapes.queryReader(query);
  if (answers.kind !== 'page')
    return (_context, req) => checked('query', read(Object.fromEntries(parametersIn(queryTextOf(req)))));
  return (context, req) => {
    const parameters = parametersIn(queryTextOf(req));
    const { cursor, ...filters } = checked('query', read(Object.fromEntries(parameters))) as PageQuery;
    if (cursor === undefined) return filters;
    const after = cursors.open(context as TenantContext, identityOf(id, parameters), cursor);
    if (after === null)
      throw invalidPart('query', [{ pointer: '/cursor', code: 'foreign-cursor', message: 'does not belong to this query' }]);
    return { ...filters, after };
  };
}

const queryTextOf = ({ url }: Request): string => {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
};

const NONE: ReadonlyMap<string, string> = new Map();

function parametersIn(text: string): ReadonlyMap<string, string> {
  if (text === '') return NONE;
  try {
    decodeURIComponent(text);
  } catch {
    throw new HttpProblem(Problems.malformedUrl);
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name))
      throw invalidPart('query', [{ pointer: `/${name.slice(0, 100)}`, code: 'duplicate', message: 'is given twice' }]);
    parameters.set(name, value);
  }
  return parameters;
}

/** What a cursor is bound to beside its tenant. The limit may change on the way. */
function identityOf(id: string, parameters: ReadonlyMap<string, string>): string {
  const filters = [...parameters].filter(([name]) => name !== 'cursor' && name !== 'limit');
  return JSON.stringify([id, filters.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const parsed = express.json({
  type: () => true,
  limit: LARGEST_BODY,
  strict: false,
  inflate: false,
  verify: (_req, _res, body) => {
    if (!isUtf8(body)) throw new HttpProblem(Problems.malformedJson, { detail: 'The body is not UTF-8.' });
  },
});

function readingBody(media: string, read: (json: unknown) => Read<unknown>): (req: Request, res: Response) => Promise<unknown> {
  const plain = [media, `${media}; charset=utf-8`, `${media};charset=utf-8`];
  const refusal = new HttpProblem(Problems.unsupportedMedia, { detail: `Send ${media} in UTF-8.`, headers: ['Accept', media] });
  return async (req, res) => {
    const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = req.headers;
    if ((length ?? '0') === '0' && chunked === undefined)
      throw invalidPart('body', [{ pointer: '', code: 'required', message: 'is required' }]);
    if (type === undefined || !(plain.includes(type) || isMedia(type, media))) throw refusal;
    await new Promise<void>((resolve, reject) => {
      parsed(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
    });
    return checked('body', read(req.body));
  };
}

/** RFC 9110, 8.3: parameters and names are case-insensitive; another charset than UTF-8 is refused. */
function isMedia(type: string, media: string): boolean {
  const [essence = '', ...parameters] = type.toLowerCase().split(';');
  return (
    essence.trim() === media &&
    parameters.every((parameter) => !/^\s*charset=/.test(parameter) || /^\s*charset="?utf-8"?\s*$/.test(parameter))
  );
}

function versionIn({ headers }: Request): number {
  const tag = headers['if-match'];
  if (tag === undefined) throw new HttpProblem(Problems.preconditionRequired);
  const version = /^"(0|[1-9]\d{0,14})"$/.exec(tag)?.[1];
  if (version === undefined) throw new HttpProblem(Problems.staleVersion);
  return Number(version);
}

const JSON_HEADERS: HeaderList = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'];
const BARE_HEADERS: HeaderList = ['Cache-Control', 'no-store'];

type Render = (context: TenantContext | SystemContext, result: unknown, req: Request) => Rendered;

function rendering({ id, answers, verb }: Endpoint, { shapes, cursors }: Surroundings): Render {
  const { status, shape, kind, location } = answers;
  if (shape === null) return () => ({ status, headers: BARE_HEADERS, body: null });
  const from = answers.from as ((result: unknown) => unknown) | null;
  const write = shapes.writer(shape);
  if (kind === 'page') {
    return (context, result, req) => {
      const { items, next } = result as Page<unknown>;
      const data = items.map((item) => write(from === null ? item : from(item))).join(',');
      if (next === null) return { status, headers: JSON_HEADERS, body: `{"data":[${data}],"nextCursor":null}` };
      const parameters = parametersIn(queryTextOf(req));
      const nextCursor = cursors.seal(context as TenantContext, identityOf(id, parameters), next);
      const onwards = new URLSearchParams([...new Map([...parameters, ['cursor', nextCursor]])]);
      const link = `<${pathOf(req)}?${onwards.toString()}>; rel="next"`;
      return { status, headers: [...JSON_HEADERS, 'Link', link], body: `{"data":[${data}],"nextCursor":"${nextCursor}"}` };
    };
  }
  return (_context, result, req) => {
    const view = from === null ? result : from(result);
    if (kind === 'value') return { status, headers: JSON_HEADERS, body: write(view) };
    const { version, id: newId } = view as { readonly version: number; readonly id?: string };
    if (!Number.isSafeInteger(version)) throw new Error(`The answer of ${id} has no version.`);
    const tag = `"${version}"`;
    if (verb === 'GET' && isKnown(tag, req.headers['if-none-match']))
      return { status: 304, headers: [...BARE_HEADERS, 'ETag', tag], body: null };
    const where = location === null ? [] : ['Location', location === 'by id' ? `${pathOf(req)}/${String(newId)}` : location];
    return { status, headers: [...JSON_HEADERS, 'ETag', tag, ...where], body: write(view) };
  };
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly. */
function isKnown(tag: string, known: string | undefined): boolean {
  if (known === undefined) return false;
  return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
