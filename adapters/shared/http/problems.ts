import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { OutdatedVersion, PermissionMissing, RateExceeded, SignInRequired, TenantClosing, TenantSuspended, TooManyStreams, Unavailable } from '../../../application/shared/refusals.js';
import { DomainError, type ErrorKind, type Refusal } from '../../../domain/shared/domain-error.js';
import { answer, type Asked, askedOf, type HeaderList, requestIdOf } from './answer.js';
import { type Endpoint, mediaOf } from './endpoint.js';
import type { Fault } from './faults.js';

/** An entry of the catalogue from which answers, problem pages and the OpenAPI responses are made (RFC 9457). */
export type ProblemType = {
  readonly status: number;
  /** Stable and public. */
  readonly code: string;
  readonly title: string;
  /** What to do about it, for the problem's page. */
  readonly advice: string;
};

const problem = (status: number, code: string, title: string, advice: string): ProblemType => ({ status, code, title, advice });

/** What HTTP itself can refuse. */
export const Problems = {
  malformedUrl: problem(400, 'http.malformed-url', 'The URL is malformed', 'Percent-encode the path and the query as UTF-8.'),
  malformedJson: problem(400, 'http.malformed-json', 'The body is not JSON', 'Send one JSON value in UTF-8.'),
  invalidRequest: problem(
    400,
    'http.invalid-request',
    'The request is invalid',
    'Each entry of `errors` points at a member and says what is wrong with it.',
  ),
  duplicateHeader: problem(
    400,
    'http.duplicate-header',
    'A header is given twice',
    'Send `Host`, `Authorization` and `Content-Type` once each.',
  ),
  badRequest: problem(400, 'http.bad-request', 'The request is not HTTP', 'Send a well-formed HTTP/1.1 request.'),
  unauthenticated: problem(
    401,
    'http.unauthenticated',
    'Credentials are missing or invalid',
    'Send a valid access token: `Authorization: Bearer …`.',
  ),
  unknownRoute: problem(404, 'http.unknown-route', 'No such route', 'The paths that exist are listed in /openapi.json.'),
  unknownProblem: problem(
    404,
    'http.unknown-problem',
    'There is no such problem',
    'The code of a problem is in its member `code`.',
  ),
  wrongMethod: problem(
    405,
    'http.wrong-method',
    'Method not allowed',
    'The header `Allow` lists the methods that are.',
  ),
  notAcceptable: problem(
    406,
    'http.not-acceptable',
    'The answer has another media type than is accepted',
    'Accept the media type in which the operation answers.',
  ),
  timeout: problem(408, 'http.request-timeout', 'The request took too long to arrive', 'Send the whole request without delay.'),
  tooLarge: problem(413, 'http.body-too-large', 'The body is too large', 'A body has at most 1 MiB.'),
  urlTooLong: problem(414, 'http.url-too-long', 'The URL is too long', 'A URL has at most 8,000 characters.'),
  unsupportedMedia: problem(
    415,
    'http.unsupported-media-type',
    'The body has the wrong media type',
    'The header `Accept` names the media type; the charset is UTF-8, without content encoding.',
  ),
  unmetExpectation: problem(
    417,
    'http.unmet-expectation',
    'This expectation cannot be met',
    'Expect nothing but `100-continue`.',
  ),
  unusableIfMatch: problem(
    412,
    'http.unusable-if-match',
    'If-Match is not one strong ETag',
    'Send the ETag of the last answer as it was, `"3"`; neither weak, nor a list, nor `*`.',
  ),
  preconditionRequired: problem(
    428,
    'http.precondition-required',
    'If-Match is required',
    'Send the ETag of the version that you have seen.',
  ),
  headersTooLarge: problem(
    431,
    'http.headers-too-large',
    'The headers are too large',
    'All headers together have at most 16 KiB.',
  ),
  defect: problem(
    500,
    'http.defect',
    'Something went wrong on our side',
    'It has been reported. Name the `requestId` when you ask about it.',
  ),
} as const satisfies Record<string, ProblemType>;

const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  outdated: 412,
  'rule-broken': 422,
  throttled: 429,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

const ADVICE = {
  invalid: 'Correct the request.',
  unauthenticated: 'Check the credentials.',
  forbidden: 'Ask an owner of the tenant for the permission that `detail` names.',
  'not-found': 'Check the id. What belongs to another tenant cannot be told from what does not exist.',
  conflict: 'Look at the resource as it is now, then decide anew.',
  outdated: 'Get the resource again, and repeat the change on its newest version.',
  'rule-broken': 'The request is understood; a rule of the business forbids it as things are.',
  throttled: 'Wait for the seconds in `Retry-After`, then try again.',
  unavailable: 'Repeat the request after the seconds in `Retry-After`.',
} as const satisfies Record<ErrorKind, string>;

/** A refusal of the business as an entry of the catalogue. */
export const problemOf = ({ kind, code, title, advice }: Pick<Refusal, 'kind' | 'code' | 'title' | 'advice'>): ProblemType =>
  problem(STATUS[kind], code, title, advice ?? ADVICE[kind]);

/** Every problem that an operation can answer with: what follows from its declaration, and the refusals that it names. */
export function problemsOf({ verb, body, ifMatch, isPublic, calls, answers, refuses }: Endpoint): readonly ProblemType[] {
  const found: ProblemType[] = [
    // an unknown parameter is refused everywhere
    Problems.invalidRequest,
    Problems.malformedUrl,
    Problems.duplicateHeader,
    ...(body === null ? [] : [Problems.malformedJson, Problems.timeout, Problems.tooLarge, Problems.unsupportedMedia]),
    ...(isPublic ? [] : [Problems.unauthenticated, problemOf(PermissionMissing), problemOf(RateExceeded)]),
    ...(isPublic || calls.admits?.includes('suspended') ? [] : [problemOf(TenantSuspended)]),
    ...(isPublic || verb === 'GET' || calls.admits?.includes('closing') ? [] : [problemOf(TenantClosing)]),
    ...(mediaOf(answers) === null ? [] : [Problems.notAcceptable]),
    ...(ifMatch ? [problemOf(OutdatedVersion), Problems.unusableIfMatch, Problems.preconditionRequired] : []),
    ...(answers.kind === 'stream' ? [problemOf(TooManyStreams)] : []),
    ...refuses.map(problemOf),
    Problems.defect,
    problemOf(Unavailable),
  ];
  return [...new Map(found.map((one) => [one.code, one])).values()].sort((a, b) => a.status - b.status);
}

/** The whole catalogue of an API, by code. */
export function catalogueOf(endpoints: readonly Endpoint[]): ReadonlyMap<string, ProblemType> {
  const all = [
    ...Object.values(Problems),
    ...[PermissionMissing, SignInRequired, TenantSuspended, TenantClosing, OutdatedVersion, RateExceeded, Unavailable].map(problemOf),
    ...endpoints.flatMap(problemsOf),
  ];
  const catalogue = new Map<string, ProblemType>();
  for (const one of all) {
    const known = catalogue.get(one.code);
    if (known !== undefined && (known.status !== one.status || known.title !== one.title))
      throw new Error(`Two refusals have the code ${one.code}.`);
    catalogue.set(one.code, one);
  }
  return catalogue;
}

type Particulars = {
  readonly detail?: string;
  readonly headers?: HeaderList;
  readonly errors?: readonly (Fault & { readonly in: Part })[];
};
export type Part = 'path' | 'query' | 'body';

/** A refusal that HTTP itself gives. */
export class HttpProblem extends Error {
  constructor(
    readonly type: ProblemType,
    readonly particulars: Particulars = {},
  ) {
    super(particulars.detail ?? type.advice);
    this.name = 'HttpProblem';
  }
}

/** 400 with what is wrong in one part of the request. */
export const invalidPart = (part: Part, faults: readonly Fault[]): HttpProblem =>
  new HttpProblem(Problems.invalidRequest, {
    detail: `The ${part} is invalid: see errors.`,
    errors: faults.map((fault) => ({ in: part, ...fault })),
  });

/** The JSON text of a problem (RFC 9457). */
export function problemText(
  type: ProblemType,
  instance: string,
  requestId: string,
  { detail, errors }: Particulars = {},
): string {
  const { code, title, status } = type;
  return JSON.stringify({
    type: `/problems/${code}`,
    title,
    status,
    detail: detail ?? type.advice,
    instance,
    code,
    requestId,
    ...(errors === undefined ? {} : { errors }),
  });
}

export const PROBLEM_HEADERS: HeaderList = [
  'Content-Type',
  'application/problem+json; charset=utf-8',
  'Cache-Control',
  'no-store',
];

/** The path of a request as it was sent, without its query. */
export const pathOf = ({ originalUrl }: Pick<Request, 'originalUrl'>): string => {
  const end = originalUrl.indexOf('?');
  const path = end === -1 ? originalUrl : originalUrl.slice(0, end);
  // the absolute form (RFC 9112, 3.2.2) names a host of the caller's choice, which nobody shall be sent to
  return path.startsWith('/') ? path : path.replace(/^\w+:\/\/[^/]*/, '') || '/';
};

export const unknownRoute: RequestHandler = () => {
  throw new HttpProblem(Problems.unknownRoute);
};

/** Who hears of the answers that are our own fault. The answers themselves say nothing of it. */
export type ProblemObservers = {
  /** Once for each answer of 500. */
  readonly onDefect: (error: unknown, asked: Asked) => void;
  /** Once for each answer of 503; the cause is the refusal itself where it has none. */
  readonly onUnavailable: (cause: unknown, asked: Asked) => void;
};

/** The one place where refusals and defects become answers. */
export function answerProblems({ onDefect, onUnavailable }: ProblemObservers): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const { type, particulars } = problemFrom(error);
    if (type === Problems.defect) onDefect(error, askedOf(res));
    if (type.status === STATUS.unavailable) onUnavailable((error as Error).cause ?? error, askedOf(res));
    // too late for another answer: cut it off, so that nobody takes a half for the whole
    if (res.headersSent) return void res.destroy();
    const told = particulars.headers ?? [];
    const headers = [...PROBLEM_HEADERS, ...told, ...headersFor(type, told, req)];
    answer(res, type.status, headers, problemText(type, pathOf(req), requestIdOf(res), particulars));
  };
}

function problemFrom(error: unknown): { readonly type: ProblemType; readonly particulars: Particulars } {
  if (error instanceof HttpProblem) return { type: error.type, particulars: { ...error.particulars, detail: error.message } };
  if (error instanceof DomainError) {
    const { kind, code, message, retryAfterSeconds, pointer } = error;
    const { title = message, advice = null } = error.constructor as unknown as Partial<Refusal>;
    const headers = retryAfterSeconds === null ? [] : ['Retry-After', String(retryAfterSeconds)];
    const type = problemOf({ kind, code, title, advice });
    const detail = message === title ? type.advice : [message, ...(advice === null ? [] : [advice])].join(' ');
    return { type, particulars: { detail, headers, ...(pointer === null ? {} : { errors: [{ in: 'body', pointer, code, message }] }) } };
  }
  const type = problemOfLibrary(error as { readonly type?: string; readonly status?: number });
  return { type, particulars: { detail: type.advice } };
}

/** What body-parser and Express's router throw. An unknown error is a defect, whatever status it claims. */
function problemOfLibrary(error: { readonly type?: string; readonly status?: number } | null | undefined): ProblemType {
  switch (error?.type) {
    case 'entity.parse.failed':
      return Problems.malformedJson;
    case 'entity.too.large':
      return Problems.tooLarge;
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return Problems.unsupportedMedia;
    case 'request.aborted':
    case 'request.size.invalid':
      return Problems.badRequest;
    default:
      return error instanceof URIError && error.status === 400 ? Problems.malformedUrl : Problems.defect;
  }
}

function headersFor({ status }: ProblemType, told: HeaderList, req: Request): HeaderList {
  return [
    ...(status === 401 ? ['WWW-Authenticate', challengeFor(req)] : []),
    ...(status === 503 && !told.includes('Retry-After') ? ['Retry-After', '1'] : []),
    ...(isWorthReading(req) ? [] : ['Connection', 'close']),
  ];
}

/** What is left of a small body is read, so that the connection can be kept. */
function isWorthReading({ complete, headers }: Request): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': chunked } = headers;
  return complete || (chunked === undefined && Number(length) < 8 * 1024 * 1024);
}

/** RFC 6750: the error is named to those who sent a credential. */
const challengeFor = ({ headers }: Request): string =>
  headers.authorization === undefined
    ? 'Bearer realm="atrium"'
    : 'Bearer realm="atrium", error="invalid_token", error_description="The access token is invalid or has expired"';
