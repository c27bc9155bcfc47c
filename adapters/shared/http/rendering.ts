import { create as dispositionOf } from 'content-disposition';
import type { Request } from 'express';
import type { FileContent } from '../../../application/shared/file-content.js';
import type { Page } from '../../../application/shared/page.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { HeaderList } from './answer.js';
import type { Cursors } from './cursor.js';
import type { Endpoint } from './endpoint.js';
import { pathOf } from './problems.js';
import { identityOf, parametersIn, queryTextOf } from './request-parts.js';
import type { Shapes } from './schemas.js';

/** An answer made, but not sent: that happens when the transaction has been kept. */
export type Rendered = { readonly status: number; readonly headers: HeaderList; readonly body: string | Uint8Array | null };

const JSON_HEADERS: HeaderList = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'];
const BARE_HEADERS: HeaderList = ['Cache-Control', 'no-store'];

/** No proxy is to hold back what has come. */
export const STREAM_HEADERS: HeaderList = ['Content-Type', 'text/event-stream', 'Cache-Control', 'no-store', 'X-Accel-Buffering', 'no'];

/** From a use case's result to its answer. */
export type Render = (context: TenantContext | SystemContext, result: unknown, req: Request) => Rendered;

/** How an endpoint's results become answers: status, headers, and JSON text or the bytes of a file. */
export function rendering({ id, answers, verb }: Endpoint, shapes: Shapes, cursors: Cursors): Render {
  const { status, shape, kind, location, media } = answers;
  // the head of a stream: what follows is told by whoever keeps it open
  if (kind === 'stream') return () => ({ status, headers: STREAM_HEADERS, body: null });
  if (media !== undefined) {
    return (_context, result, req) => {
      const { bytes, fileName, version } = result as FileContent;
      const tag = tagOf(version, id);
      if (verb === 'GET' && isKnown(tag, req.headers['if-none-match'])) return unchanged(tag);
      const disposition = dispositionOf(fileName.toWellFormed());
      const headers = ['Content-Type', media, ...BARE_HEADERS, 'ETag', tag, 'Content-Disposition', disposition];
      return { status, headers, body: bytes };
    };
  }
  if (shape === null) return () => ({ status, headers: BARE_HEADERS, body: null });
  const from = answers.from as ((result: unknown) => unknown) | null;
  const write = shapes.writer(shape);
  if (kind === 'page') {
    return (context, result, req) => {
      const { items, next } = result as Page<unknown>;
      const data = items.map((item) => write(from === null ? item : from(item))).join(',');
      if (next === null) return { status, headers: JSON_HEADERS, body: `{"data":[${data}],"nextCursor":null}` };
      const parameters = parametersIn(queryTextOf(req));
      const nextCursor = cursors.sign(context as TenantContext, identityOf(id, parameters), next);
      const onwards = new URLSearchParams([...new Map([...parameters, ['cursor', nextCursor]])]);
      const link = `<${pathOf(req)}?${onwards.toString()}>; rel="next"`;
      return { status, headers: [...JSON_HEADERS, 'Link', link], body: `{"data":[${data}],"nextCursor":"${nextCursor}"}` };
    };
  }
  return (_context, result, req) => {
    const view = from === null ? result : from(result);
    if (kind === 'value') return { status, headers: JSON_HEADERS, body: write(view) };
    const { version, id: newId } = view as { readonly version: number; readonly id?: string };
    const tag = tagOf(version, id);
    if (verb === 'GET' && isKnown(tag, req.headers['if-none-match'])) return unchanged(tag);
    const where = location === null ? [] : ['Location', locationOf(location, String(newId), req)];
    return { status, headers: [...JSON_HEADERS, 'ETag', tag, ...where], body: write(view) };
  };
}

function tagOf(version: number, id: string): string {
  if (!Number.isSafeInteger(version)) throw new Error(`The answer of ${id} has no version.`);
  return `"${version}"`;
}

const unchanged = (tag: string): Rendered => ({ status: 304, headers: [...BARE_HEADERS, 'ETag', tag], body: null });

function locationOf(location: NonNullable<Endpoint['answers']['location']>, newId: string, req: Request): string {
  if (location === 'by id') return `${pathOf(req)}/${newId}`;
  return typeof location === 'string' ? location : `${location.below}/${newId}`;
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly. */
function isKnown(tag: string, known: string | undefined): boolean {
  if (known === undefined) return false;
  return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
