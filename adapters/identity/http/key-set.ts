import { Router } from 'express';

/** Where the public halves of the signing keys come from. */
export type PublishedKeys = { published(): Promise<{ readonly keys: readonly object[] }> };

/** The JSON Web Key Set (RFC 7517) by which anybody can verify our access tokens. */
export function keySet(keys: PublishedKeys): Router {
  const router = Router();
  router.get('/.well-known/jwks.json', async (_req, res) => {
    const published = await keys.published();
    res.setHeader('Cache-Control', 'public, max-age=300').type('application/jwk-set+json').send(JSON.stringify(published));
  });
  return router;
}
