import type { RequestHandler, Router } from 'express';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { api } from '../../adapters/shared/http/api.js';
import { Cursors } from '../../adapters/shared/http/cursor.js';
import { calledBy, type AnyUseCase, type Endpoint } from '../../adapters/shared/http/endpoint.js';
import type { Health } from '../../adapters/shared/http/health.js';
import { LiveStreams, type StreamLimits } from '../../adapters/shared/http/live-streams.js';
import { openApi } from '../../adapters/shared/http/openapi.js';
import type { ProblemObservers } from '../../adapters/shared/http/problems.js';
import { routes, type RouteObservers } from '../../adapters/shared/http/routes.js';
import { Shapes } from '../../adapters/shared/http/schemas.js';
import { RateLimits } from '../../application/shared/ports/rate-limits.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { derivedKey } from '../derived-key.js';
import { API, AUTHENTICATION, KEY_SET, MASTER_KEY } from '../tokens.js';

/** Who hears of what goes on in the API. */
export type Observers = ProblemObservers & RouteObservers;

/** The HTTP API over the use cases that these endpoints call. */
export const httpModule = (
  endpoints: readonly Endpoint[],
  trustedProxies: readonly string[],
  health: Health,
  streamLimits: StreamLimits,
  observers: Observers,
): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(Shapes).toResolvedValue(() => new Shapes());
    bind(Cursors).toResolvedValue((masterKey) => new Cursors(derivedKey(masterKey, 'cursors')), [MASTER_KEY]);

    bind(LiveStreams).toResolvedValue(() => new LiveStreams(streamLimits, observers));

    bind(API).toResolvedValue(
      (
        shapes: Shapes,
        cursors: Cursors,
        transactions: Transactions,
        authenticate: RequestHandler,
        rates: RateLimits,
        streams: LiveStreams,
        keySet: Router,
        ...useCases: AnyUseCase[]
      ) =>
        api({
          endpoints,
          trustedProxies,
          routers: [routes(endpoints, useCases, { shapes, cursors, transactions, authenticate, rates, streams, ...observers })],
          services: [health.router, keySet],
          document: openApi(endpoints, shapes, about),
          observers,
        }),
      [Shapes, Cursors, Transactions, AUTHENTICATION, RateLimits, LiveStreams, KEY_SET, ...(calledBy(endpoints) as unknown as ServiceIdentifier<AnyUseCase>[])],
    );
  });

const about = {
  title: 'Atrium',
  version: '1.0.0',
  description: 'A multi-tenant backend for B2B products. The tenant comes from the credential alone: it is never in a path, a query or a body.',
};
