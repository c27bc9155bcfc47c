import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Cursors } from './cursor.js';
import type { Endpoint, MediaType, PageQuery } from './endpoint.js';
import { escapedName } from './faults.js';
import { HttpProblem, invalidPart, type Part, Problems } from './problems.js';
import type { Read, Reader, Shapes } from './schemas.js';

const LARGEST_BODY = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** The media type of an endpoint's body: a change to a resource is a merge patch (RFC 7396). */
export const mediaTypeOf = ({ verb }: Pick<Endpoint, 'verb'>): string =>
  verb === 'PATCH' ? 'application/merge-patch+json' : JSON_TYPE;

/** Refuses a caller who does not take what we answer (RFC 9110, 12.5.1). @throws HttpProblem */
export function refusingOtherThan(media: MediaType | null): (req: Request) => void {
  if (media === null) return () => undefined;
  const offered = [media, `${media}; charset=utf-8`];
  const refusal = new HttpProblem(Problems.notAcceptable, { detail: `Accept ${media}.` });
  return (req) => {
    const { accept } = req.headers;
    if (accept === undefined || accept === '*/*' || accept === media) return;
    if (req.accepts(offered) === false) throw refusal;
  };
}

function checked(part: Part, read: Read<unknown>): unknown {
  if ('faults' in read) throw invalidPart(part, read.faults);
  return read.value;
}

/** How the parameters in the path are read. @throws HttpProblem */
export function readingParams({ params }: Endpoint, shapes: Shapes): ((req: Request) => unknown) | null {
  if (params === null) return null;
  const read = shapes.queryReader(params);
  return (req) => checked('path', read(req.params));
}

type ReadQuery = (context: TenantContext | SystemContext, req: Request) => unknown;

/** How the query is read, its cursor verified. A query that no endpoint declares is refused as well. @throws HttpProblem */
export function readingQuery({ id, query, answers }: Endpoint, shapes: Shapes, cursors: Cursors): ReadQuery {
  if (query === null) {
    return (_context, req) => {
      const names = [...parametersIn(queryTextOf(req)).keys()];
      if (names.length > 0)
        throw invalidPart(
          'query',
          names.map((name) => ({
            pointer: pointerTo(name),
            code: 'unknown-member',
            message: 'is not a known parameter',
          })),
        );
      return null;
    };
  }
  const read = shapes.queryReader(query);
  if (answers.kind !== 'page')
    return (_context, req) => checked('query', read(Object.fromEntries(parametersIn(queryTextOf(req)))));
  return (context, req) => {
    const parameters = parametersIn(queryTextOf(req));
    const { cursor, ...filters } = checked('query', read(Object.fromEntries(parameters))) as PageQuery;
    if (cursor === undefined) return filters;
    const after = cursors.verify(context as TenantContext, identityOf(id, parameters), cursor);
    if (after === null)
      throw invalidPart('query', [{ pointer: '/cursor', code: 'foreign-cursor', message: 'does not belong to this query' }]);
    return { ...filters, after };
  };
}

export const queryTextOf = ({ url }: Request): string => {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
};

const NONE: ReadonlyMap<string, string> = new Map();

/** As a JSON Pointer (RFC 6901), cut before it is escaped, so that it stays one. */
const pointerTo = (name: string): string => `/${escapedName(name.slice(0, 100).toWellFormed())}`;

/** The parameters of a query string, each once. @throws HttpProblem */
export function parametersIn(text: string): ReadonlyMap<string, string> {
  if (text === '') return NONE;
  try {
    decodeURIComponent(text);
  } catch {
    throw new HttpProblem(Problems.malformedUrl);
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name))
      throw invalidPart('query', [{ pointer: pointerTo(name), code: 'duplicate', message: 'is given twice' }]);
    parameters.set(name, value);
  }
  return parameters;
}

/** What a cursor is bound to beside its tenant. The limit may change on the way. */
export function identityOf(id: string, parameters: ReadonlyMap<string, string>): string {
  const filters = [...parameters].filter(([name]) => name !== 'cursor' && name !== 'limit');
  return JSON.stringify([id, filters.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const parsed = express.json({
  type: () => true,
  limit: LARGEST_BODY,
  strict: false,
  inflate: false,
  verify: (_req, _res, body) => {
    if (!isUtf8(body)) throw new HttpProblem(Problems.malformedJson, { detail: 'The body is not UTF-8.' });
  },
});

/** How the body is read: JSON in UTF-8, in the endpoint's media type, of at most 1 MiB. @throws HttpProblem */
export function readingBody(media: string, read: Reader<unknown>): (req: Request, res: Response) => Promise<unknown> {
  const plain = [media, `${media}; charset=utf-8`, `${media};charset=utf-8`];
  const refusal = new HttpProblem(Problems.unsupportedMedia, { detail: `Send ${media} in UTF-8.`, headers: ['Accept', media] });
  return async (req, res) => {
    const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = req.headers;
    if ((length ?? '0') === '0' && chunked === undefined)
      throw invalidPart('body', [{ pointer: '', code: 'required', message: 'is required' }]);
    if (type === undefined || !(plain.includes(type) || isMedia(type, media))) throw refusal;
    if (Number(length) > LARGEST_BODY) throw new HttpProblem(Problems.tooLarge);
    await new Promise<void>((resolve, reject) => {
      if (chunked !== undefined) whenTooLong(req, () => reject(new HttpProblem(Problems.tooLarge)));
      parsed(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
    });
    return checked('body', read(req.body));
  };
}

/** Whether a request brings a body, announced or in chunks. */
export const hasBody = ({ headers }: Request): boolean =>
  (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;

/** Gets past the body that an operation does not take: nobody looks into it, and it is as bounded as any other. @throws HttpProblem */
export function passingOver(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length']) > LARGEST_BODY) throw new HttpProblem(Problems.tooLarge);
    whenTooLong(req, () => reject(new HttpProblem(Problems.tooLarge)));
    req.once('end', resolve).once('error', () => reject(new HttpProblem(Problems.badRequest)));
  });
}

/** The parser would first read all that comes, however much, before it says that this is too much. */
function whenTooLong(req: Request, refuse: () => void): void {
  let received = 0;
  req.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > LARGEST_BODY) refuse();
  });
}

/** RFC 9110, 8.3: parameters and names are case-insensitive; another charset than UTF-8 is refused. */
function isMedia(type: string, media: string): boolean {
  const [essence = '', ...parameters] = type.toLowerCase().split(';');
  return (
    essence.trim() === media &&
    parameters.every((parameter) => !/^\s*charset=/.test(parameter) || /^\s*charset="?utf-8"?\s*$/.test(parameter))
  );
}

/** What says who asks whom, and what is sent: of two, nobody can tell which is meant. Of the others, two are a list (RFC 9110, 5.3). */
const SINGLE: readonly string[] = ['host', 'authorization', 'content-type'];

/** Node keeps the first of some and says nothing. @throws HttpProblem */
export function refuseRepeated({ rawHeaders }: Pick<Request, 'rawHeaders'>): void {
  let seen = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const known = name.length === 4 || name.length === 12 || name.length === 13 ? SINGLE.indexOf(name.toLowerCase()) : -1;
    if (known === -1) continue;
    if ((seen & (1 << known)) !== 0) throw new HttpProblem(Problems.duplicateHeader, { detail: `${name} is given twice.` });
    seen |= 1 << known;
  }
}

/** Where a stream is to go on (HTML, 9.2): nowhere in particular for whoever has seen nothing of it. */
export function resumptionIn({ headers }: Request): { readonly lastEventId?: string } {
  const id = headers['last-event-id'];
  return id === undefined || id === '' ? {} : { lastEventId: String(id) };
}

/** The version in If-Match (RFC 9110, 13.1.1): one strong ETag, as it was given out. @throws HttpProblem */
export function versionIn({ headers }: Request): number {
  const tag = headers['if-match'];
  if (tag === undefined) throw new HttpProblem(Problems.preconditionRequired);
  const version = /^"(0|[1-9]\d{0,14})"$/.exec(tag)?.[1];
  if (version === undefined) throw new HttpProblem(Problems.unusableIfMatch);
  return Number(version);
}
