import type { RequestHandler, Router } from 'express';
import type { Asked } from '../../../adapters/shared/http/answer.js';
import { api } from '../../../adapters/shared/http/api.js';
import { Cursors } from '../../../adapters/shared/http/cursor.js';
import type { AnyUseCase, Endpoint } from '../../../adapters/shared/http/endpoint.js';
import { LiveStreams, type StreamTimes } from '../../../adapters/shared/http/live-streams.js';
import { openApi } from '../../../adapters/shared/http/openapi.js';
import { HttpProblem, Problems } from '../../../adapters/shared/http/problems.js';
import { routes } from '../../../adapters/shared/http/routes.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { type RunningServer, serve, type ServerLimits, serverLimits } from '../../../adapters/shared/http/server.js';
import { type Permission, PrincipalId, SessionId, type Standing, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { openLibrary, ShelvesInMemory } from './library.js';
import { libraryEndpoints } from './library-endpoints.js';
import { withoutRate } from '../without-rate.js';

const someone = PrincipalId.from('01980f3c-0000-7000-8000-000000000001');
const session = SessionId.from('01980f3c-0000-7000-8000-000000000002');

const everything: readonly Permission[] = ['library:books:read', 'library:books:write', 'library:loans:write'];

export const tenants = {
  ours: TenantId.from('01980f3c-5a7e-7c3d-8e4f-0123456789ab'),
  theirs: TenantId.from('01980f3c-5a7e-7c3d-8e4f-0123456789ac'),
} as const;

/** Stands in for tokens: `Bearer ours`, `Bearer theirs`, `Bearer ours~library:books:read` with fewer rights, or `Bearer ours@suspended`. */
const authenticate: RequestHandler = (req, res, next) => {
  const { authorization } = req.headers;
  if (authorization === undefined) throw new HttpProblem(Problems.unauthenticated);
  const [, name = '', permissions, standing = 'active'] = /^Bearer (\w+)(?:~([\w:,]*))?(?:@(\w+))?$/.exec(authorization) ?? [];
  const tenantId = name === 'ours' || name === 'theirs' ? tenants[name] : null;
  if (tenantId === null) throw new HttpProblem(Problems.unauthenticated);
  const held = permissions === undefined ? everything : (permissions.split(',') as Permission[]);
  res.locals['tenant'] = TenantContext.of(tenantId, { kind: 'user', id: someone, sessionId: session }, held, standing as Standing);
  next();
};

type Wanted = {
  readonly services?: readonly Router[];
  readonly limits?: Partial<ServerLimits>;
  readonly trustedProxies?: readonly string[];
  /** Of streams; at most two of a tenant, and three in all. */
  readonly times?: StreamTimes;
  /** Endpoints beside the library's own, and the use cases that they call, in their order. */
  readonly more?: readonly Endpoint[];
  readonly useCases?: (home: ShelvesInMemory) => readonly AnyUseCase[];
};

/** The library, served over HTTP on a free port. */
export async function startLibrary({ services = [], limits = {}, trustedProxies, more = [], useCases: moreUseCases = () => [], times }: Wanted = {}) {
  const home = new ShelvesInMemory();
  const useCases = openLibrary(home);
  const endpoints = [...libraryEndpoints, ...more];
  const shapes = new Shapes();
  const defects: { readonly error: unknown; readonly asked: Asked }[] = [];
  const unavailable: { readonly cause: unknown; readonly asked: Asked }[] = [];
  const undeclared: { readonly id: string; readonly code: string; readonly asked: Asked }[] = [];
  const reached: string[] = [];
  const router = routes(
    endpoints,
    [...libraryEndpoints.map(({ calls }) => useCases[calls.name as keyof typeof useCases]), ...moreUseCases(home)],
    {
      shapes,
      cursors: new Cursors(Buffer.alloc(32, 7)),
      transactions: home,
      authenticate,
      rates: withoutRate,
      streams: new LiveStreams({ inAll: 3, perTenant: 2 }, { onDefect: (error, asked) => defects.push({ error, asked }) }, times),
      onUndeclared: ({ id }: Endpoint, { code }, asked) => undeclared.push({ id, code, asked }),
      onReached: ({ id }) => reached.push(id),
    },
  );
  const document = openApi(endpoints, shapes, { title: 'Library', version: '1.0.0', description: 'For tests.' });
  const app = api({
    endpoints,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    routers: [router],
    services,
    document,
    observers: {
      onDefect: (error, asked) => defects.push({ error, asked }),
      onUnavailable: (cause, asked) => unavailable.push({ cause, asked }),
    },
  });
  const server: RunningServer = await serve(app, { port: 0, host: '127.0.0.1' }, { ...serverLimits, ...limits });
  const origin = `http://127.0.0.1:${server.port}`;
  const send = (route: string, { as = 'ours', json, ...init }: Sent = {}): Promise<Response> => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const headers = new Headers(init.headers);
    if (as !== null) headers.set('authorization', `Bearer ${as}`);
    if (json !== undefined && !headers.has('content-type'))
      headers.set('content-type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
    return fetch(origin + path, { ...init, method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });
  };
  return { origin, server, home, shapes, document, defects, unavailable, undeclared, reached, send };
}

export type Sent = Omit<RequestInit, 'method'> & {
  /** Whose token; null sends none. */
  readonly as?: string | null;
  readonly json?: unknown;
};
export type LibraryApi = Awaited<ReturnType<typeof startLibrary>>;

export const aBook = {
  title: 'Middlemarch',
  genre: 'novel',
  price: { amountMinor: '1999', currency: 'EUR' },
  chapters: [{ title: 'Miss Brooke', pages: '120' }],
};
