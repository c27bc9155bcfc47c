import { Router } from 'express';
import { answer } from '../../shared/http/answer.js';
import { onlyGet } from '../../shared/http/only-get.js';

/** Where the public halves of the signing keys come from. */
export type PublishedKeys = { published(): Promise<{ readonly keys: readonly object[] }> };

/** The JSON Web Key Set (RFC 7517) by which anybody can verify our access tokens. */
export function keySet(keys: PublishedKeys): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.all(
    '/.well-known/jwks.json',
    onlyGet(async (_req, res) => answer(res, 200, HEADERS, JSON.stringify(await keys.published()))),
  );
  return router;
}

const HEADERS = ['Content-Type', 'application/jwk-set+json', 'Cache-Control', 'public, max-age=300'];
