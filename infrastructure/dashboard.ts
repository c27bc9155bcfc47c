import type { Agenda } from 'agenda';
import { createExpressMiddleware } from 'agendash';
import { type Request, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { HttpProblem, Problems } from '../adapters/shared/http/problems.js';
import { SystemClock } from '../adapters/shared/system/system-clock.js';
import type { Clock } from '../application/shared/ports/clock.js';
import { isGoodPass, PASS_LIFETIME } from './dashboard-pass.js';

const PATH = '/agendash';
const COOKIE = 'atrium-dashboard';

type Options = {
  readonly agenda: Agenda;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** The machine's unless told. */
  readonly clock?: Clock;
};

/**
 * Agendash below `/agendash`, for whoever brings a pass of `npm run jobs -- dashboard`: once in the link, then in a cookie that no
 * other site can make use of. It shows and changes the rows of Agenda's, each a trigger of a job: the job's own record decides.
 */
export function dashboard({ agenda, masterKey, clock = new SystemClock() }: Options): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const isGood = async (pass: string | undefined): Promise<boolean> => pass !== undefined && isGoodPass(masterKey, pass, clock.now());
  const admit: RequestHandler = async (req, res, next) => {
    const { pass } = req.query;
    if (req.method === 'GET' && typeof pass === 'string' && (await isGood(pass))) {
      res.cookie(COOKIE, pass, { httpOnly: true, sameSite: 'strict', path: PATH, maxAge: PASS_LIFETIME * 1000 });
      res.set('Cache-Control', 'no-store').redirect(303, `${PATH}/`);
      return;
    }
    if (!(await isGood(cookieOf(req)))) {
      throw refused('The dashboard opens with a pass that is good for an hour: an operator gets one by `npm run jobs -- dashboard`.');
    }
    if (!isReading(req) && !isOfSameOrigin(req)) throw refused('The pass of the dashboard counts for requests of its own pages alone.');
    next();
  };
  // the policy of its content is agendash's own
  router.use(PATH, helmet({ contentSecurityPolicy: false, strictTransportSecurity: false, xFrameOptions: { action: 'deny' } }), admit, createExpressMiddleware(agenda));
  return router;
}

const refused = (detail: string): HttpProblem => new HttpProblem(Problems.unauthenticated, { detail });

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Browsers say where a request comes from; who says nothing is no page of ours. */
function isOfSameOrigin(req: Request): boolean {
  const { 'sec-fetch-site': site, origin, host = '' } = req.headers;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined ? site !== undefined : origin === `${req.protocol}://${host}`;
}

function cookieOf({ headers: { cookie = '' } }: Request): string | undefined {
  const given = cookie.split(';').map((one) => one.trim()).find((one) => one.startsWith(`${COOKIE}=`));
  return given?.slice(COOKIE.length + 1);
}
