import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import { answer, safetyHeaders } from './answer.js';
import type { JsonSchema } from './fields.js';
import { onlyGet } from './only-get.js';

/** Swagger UI needs its own script and stylesheet, images in data URIs, and the document. */
const SAFETY = safetyHeaders({
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
});

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atrium API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png" sizes="32x32">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/initializer.js"></script>
</body>
</html>
`;

const INITIALIZER = `window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
`;

const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

const CACHED = ['Cache-Control', 'public, max-age=3600'];

/** `/openapi.json`, and `/docs`, which renders it from assets that ship with the package. */
export function documentation(document: JsonSchema): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const offer = (path: string, type: string, content: () => Promise<string | Uint8Array> | string) => {
    let known: string | Uint8Array | null = null;
    router.all(
      path,
      onlyGet(async (_req, res) => answer(res, 200, ['Content-Type', type, ...CACHED], (known ??= await content()), SAFETY)),
    );
  };
  offer('/openapi.json', 'application/json; charset=utf-8', () => JSON.stringify(document));
  offer('/docs', 'text/html; charset=utf-8', () => PAGE);
  offer('/docs/initializer.js', 'text/javascript; charset=utf-8', () => INITIALIZER);
  for (const [file, type] of Object.entries(ASSETS)) {
    offer(`/docs/${file}`, type, () => readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${file}`))));
  }
  return router;
}
