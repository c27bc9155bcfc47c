import { ServerResponse } from 'node:http';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { isGuarded, type Joinable } from '../../../application/shared/guard.js';
import type { Live } from '../../../application/shared/live.js';
import type { RateLimits } from '../../../application/shared/ports/rate-limits.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { TooManyStreams } from '../../../application/shared/refusals.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { answer, type Asked, askedOf } from './answer.js';
import type { Cursors } from './cursor.js';
import { type AnyUseCase, type Endpoint, mediaOf, PageQuery, type Streamable, type Verb } from './endpoint.js';
import type { Shape } from './fields.js';
import type { LiveStreams } from './live-streams.js';
import { HttpProblem, Problems } from './problems.js';
import { type Rendered, rendering } from './rendering.js';
import { hasBody, mediaTypeOf, passingOver, readingBody, readingParams, readingQuery, refusingOtherThan, resumptionIn, versionIn } from './request-parts.js';
import type { Shapes } from './schemas.js';

export type Surroundings = RouteObservers & {
  readonly shapes: Shapes;
  readonly cursors: Cursors;
  /** Opens the transaction that a command joins. */
  readonly transactions: Transactions;
  /** Puts a TenantContext in `res.locals.tenant`, or refuses. */
  readonly authenticate: RequestHandler;
  /** Counts what a tenant asks. */
  readonly rates: RateLimits;
  /** Keeps open what is answered as a stream. */
  readonly streams: LiveStreams;
};

export type RouteObservers = {
  /** A use case gave a refusal that its endpoint does not name: a wrong declaration. The caller is answered all the same. */
  readonly onUndeclared: (endpoint: Endpoint, refusal: DomainError, asked: Asked) => void;
  /** A request has passed every check and is handed to its use case. */
  readonly onReached?: (endpoint: Endpoint) => void;
};

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

function serving(endpoint: Endpoint, useCase: AnyUseCase, around: Surroundings): Serve {
  const { answers, cost, ifMatch, callerAddress, resumes, isPublic, route } = endpoint;
  const { shapes, cursors, authenticate, rates, streams, transactions } = around;
  refuseMisdeclared(endpoint);
  if (!isGuarded(useCase)) throw new Error(`${route}: its use case is not guarded: bind guarded(…) or guardedCommand(…).`);
  const refuseOtherMedia = refusingOtherThan(mediaOf(answers));
  const paramsIn = readingParams(endpoint, shapes);
  const queryIn = readingQuery(endpoint, shapes, cursors);
  const bodyIn = endpoint.body === null ? null : readingBody(mediaTypeOf(endpoint), shapes.reader(endpoint.body));
  const commandOf = endpoint.with as (given: object) => never;
  const render = rendering(endpoint, shapes, cursors);
  const stream = answers.kind === 'stream' ? streams.of(shapes.writer(answers.shape as Shape<Streamable>)) : null;
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
    res.locals['route'] = route;
    let context = system ?? (await authenticated(authenticate, req, res));
    if (context instanceof TenantContext) await rates.count(context, cost);
    const cameWhole = req.complete;
    refuseOtherMedia(req);
    const given: { params?: unknown; query?: unknown; body?: unknown; version?: number; callerAddress?: string; lastEventId?: string } = {};
    if (paramsIn !== null) given.params = paramsIn(req);
    const query = queryIn(context, req);
    if (query !== null) given.query = query;
    if (ifMatch) given.version = versionIn(req);
    if (callerAddress) given.callerAddress = req.ip ?? 'unknown';
    if (resumes) Object.assign(given, resumptionIn(req));
    if (bodyIn !== null) given.body = await bodyIn(req, res);
    else if (hasBody(req)) await passingOver(req);
    // else who is about to lose a right would keep it for as long as they hold back the end of a body
    if (!cameWhole) context = system ?? (await authenticated(authenticate, req, res));
    around.onReached?.(endpoint);
    try {
      const command = commandOf(given);
      if (stream !== null && context instanceof TenantContext && req.method !== 'HEAD') {
        const again = () => authenticated(authenticate, req, unsent(req));
        return await stream({ req, res, tenant: context, again, live: (tenant) => useCase.execute(tenant as never, command) as Promise<Live<Streamable>> });
      }
      const { status, headers, body } = await carryOut(context, command, req);
      answer(res, status, headers, body);
    } catch (error) {
      if (error instanceof DomainError && !isDeclared(endpoint, error)) around.onUndeclared(endpoint, error, askedOf(res));
      throw error;
    }
  };
}

/** What the types of a declaration cannot say. */
function refuseMisdeclared({ route, verb, path, params, query, answers, isPublic }: Endpoint): void {
  const paged = query !== null && query.prototype instanceof PageQuery;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const declared = params === null ? [] : Object.keys(new params() as object);
  if (named.toSorted().join() !== declared.toSorted().join())
    throw new Error(`${route}: the path and the params name different members.`);
  if ((answers.kind === 'page') !== paged)
    throw new Error(`${route}: a page is answered to a query that extends PageQuery, and only to it.`);
  if (answers.kind === 'stream' && (isPublic || verb !== 'GET')) throw new Error(`${route}: a stream is got by whoever is signed in, for as long as they are.`);
  if (paged && isPublic) throw new Error(`${route}: a cursor is bound to a tenant, and a public endpoint has none.`);
}

const isJoinable = (useCase: AnyUseCase): useCase is AnyUseCase & Joinable<AnyUseCase> => 'within' in useCase;

/** What every endpoint can refuse need not be named. */
function isDeclared({ refuses, ifMatch, isPublic, answers }: Endpoint, { kind, code }: DomainError): boolean {
  if (kind === 'unavailable') return true;
  if (code === TooManyStreams.code) return answers.kind === 'stream';
  if (kind === 'forbidden' || kind === 'unauthenticated') return !isPublic || refuses.some((one) => one.code === code);
  return (kind === 'outdated' && ifMatch) || refuses.some((one) => one.code === code);
}

/** For whoever authenticates a request again whose answer has begun: a refusal is written to it, and nobody sees it. */
const unsent = (req: Request): Response => Object.assign(new ServerResponse(req), { locals: {} }) as unknown as Response;

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
