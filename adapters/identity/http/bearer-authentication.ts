import type { RequestHandler } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-http-bearer';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { HttpProblem, Problems } from '../../shared/http/problems.js';

/** Who stands behind an access token. */
export type TokenHolders = {
  /** @returns null when the token is void. */
  contextOf(token: string): Promise<TenantContext | null>;
};

/**
 * Puts the caller's TenantContext into `res.locals.tenant`, by the bearer token in the Authorization header (RFC 6750).
 * A token in the query or the body is not looked at: those end up in logs.
 */
export function bearerAuthentication(holders: TokenHolders): RequestHandler {
  const strategy = new Strategy((token, done) => {
    holders.contextOf(token).then((tenant) => done(null, tenant ?? false), done);
  });
  // by its name, of which passport makes a new one for every request: a strategy passed as it is would be shared by all
  // requests that are under way, and who was recognised last would be taken for the others
  const passport = new Passport().use('bearer', strategy);
  const authenticate = passport.authenticate('bearer', { session: false, failWithError: true }) as RequestHandler;

  return (req, res, next) => {
    if (req.headers.authorization === undefined) throw new HttpProblem(Problems.unauthenticated);
    return authenticate(req, res, (failure?: unknown) => {
      if (isRefusal(failure)) return next(new HttpProblem(Problems.unauthenticated));
      if (failure !== undefined) return next(failure);
      res.locals['tenant'] = (req as { user?: unknown }).user;
      next();
    });
  };
}

/** Passport's word for a credential that does not serve. */
const isRefusal = (failure: unknown): boolean => failure instanceof Error && failure.name === 'AuthenticationError';
