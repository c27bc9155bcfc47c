import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { answer, safetyHeaders } from './answer.js';
import type { Endpoint } from './endpoint.js';
import { HttpProblem, Problems, problemsOf, type ProblemType } from './problems.js';

const STYLE = `
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; color: #222; background: #fff; }
h1 { line-height: 1.2; }
code { padding: 0.1em 0.3em; border-radius: 0.2em; background: #eee; }
li { margin: 0.3em 0; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #191919; }
  code { background: #333; }
  a { color: #8ab4f8; }
}
`;

/** Nothing but the one stylesheet within the page, and the icon. */
const SAFETY = safetyHeaders({
  'style-src': [`'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`],
  'img-src': ["'self'"],
});

const HEADERS = ['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'public, max-age=3600'];

/** `GET /problems/{code}`: what `type` points at, for people. */
export function problemPages(
  catalogue: ReadonlyMap<string, ProblemType>,
  endpoints: readonly Endpoint[],
): RequestHandler<{ code: string }> {
  const given = Map.groupBy(
    endpoints.flatMap((endpoint) => problemsOf(endpoint).map(({ code }) => ({ code, endpoint }))),
    ({ code }) => code,
  );
  return (req, res) => {
    const { code } = req.params;
    const found = catalogue.get(code);
    if (found === undefined) throw new HttpProblem(Problems.unknownProblem);
    const givenBy = (given.get(code) ?? []).map(({ endpoint }) => endpoint);
    answer(res as Response, 200, HEADERS, page(found, givenBy, endpoints.length), SAFETY);
  };
}

const page = ({ status, code, title, advice }: ProblemType, givenBy: readonly Endpoint[], all: number): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png" sizes="32x32">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p><code>${escaped(code)}</code>, status ${status}</p>
<p>${marked(advice)}</p>
${operations(givenBy, all)}
<p><a href="/docs">All operations</a></p>
</main>
</body>
</html>
`;

function operations(givenBy: readonly Endpoint[], all: number): string {
  if (givenBy.length === 0) return '<p>It comes before any operation is reached.</p>';
  if (givenBy.length === all) return '<p>Every operation can give it.</p>';
  const items = givenBy.map(({ tag, id, route, summary }) => `<li><a href="/docs#/${tag}/${id}">${escaped(route)}</a>: ${escaped(summary)}</li>`);
  return `<h2>Given by</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

/** What stands between backticks is code. */
const marked = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
