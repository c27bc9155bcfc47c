import express, { type Express, type RequestHandler, type Router } from 'express';
import { requestIdFor, requestIdOf, SAFETY } from './answer.js';
import { documentation } from './documentation.js';
import type { Endpoint } from './endpoint.js';
import type { JsonSchema } from './fields.js';
import { onlyGet } from './only-get.js';
import { answerProblems, catalogueOf, HttpProblem, type ProblemObservers, Problems, unknownRoute } from './problems.js';
import { problemPages } from './problem-pages.js';
import { refuseRepeated } from './request-parts.js';

export type ApiParts = {
  /** All that the routers serve: their problems have pages. */
  readonly endpoints: readonly Endpoint[];
  /** Addresses and subnets whose `X-Forwarded-For` says who the client is; unless told, the client is who connects. */
  readonly trustedProxies?: readonly string[];
  /** Made by `routes`, one for each context. */
  readonly routers: readonly Router[];
  /** Plain routers beside them: health, the key set. */
  readonly services?: readonly Router[];
  /** Made by `openApi`. */
  readonly document: JsonSchema;
  readonly observers: ProblemObservers;
};

const LONGEST_URL = 8_000;

/** The whole HTTP API: endpoints, documents, problem pages, and a problem for whatever else is asked. */
export function api({ endpoints, trustedProxies = [], routers, services = [], document, observers }: ApiParts): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', false)
    .set('trust proxy', trustedProxies)
    .enable('strict routing')
    .enable('case sensitive routing');
  app.use(identified);
  for (const router of routers) app.use(router);
  app.use(safe);
  app.use(documentation(document));
  app.all('/problems/:code', onlyGet(problemPages(catalogueOf(endpoints), endpoints)));
  for (const service of services) app.use(service);
  app.use(unknownRoute);
  app.use(answerProblems(observers));
  return app;
}

const identified: RequestHandler = (req, res, next) => {
  res.locals['requestId'] = requestIdFor(req);
  refuseRepeated(req);
  if (req.url.length > LONGEST_URL) throw new HttpProblem(Problems.urlTooLong);
  next();
};

/** For the answers of plain routers; our own bring these headers themselves. */
const safe: RequestHandler = (_req, res, next) => {
  for (let at = 0; at < SAFETY.length; at += 2) res.setHeader(SAFETY[at] as string, SAFETY[at + 1] as string);
  res.setHeader('X-Request-Id', requestIdOf(res));
  next();
};
