import { anyone, signedIn } from '../../../application/shared/guard.js';
import { type CalledClass, type Endpoint, isVersioned, mediaOf, type Streamable } from './endpoint.js';
import { streamContent } from './stream-content.js';
import { exampleOf } from './examples.js';
import type { JsonSchema, Shape } from './fields.js';
import { COMPONENTS } from './json-schema.js';
import { type ProblemType, problemsOf } from './problems.js';
import { mediaTypeOf } from './request-parts.js';
import type { Shapes } from './schemas.js';

export type About = {
  readonly title: string;
  readonly version: string;
  readonly description: string;
};

type Components = Readonly<Record<string, JsonSchema>>;

/**
 * The OpenAPI 3.1 document of these endpoints, made of the declarations that route, validate and authorise.
 * @throws Error when two operations have one id, or an example cannot be derived: it names the member that needs `@Example`.
 */
export function openApi(
  endpoints: readonly Endpoint[],
  shapes: Shapes,
  { title, version, description }: About,
): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  const ids = new Set<string>();
  for (const endpoint of endpoints) {
    if (ids.has(endpoint.id)) throw new Error(`Two operations are called ${endpoint.id}: give one of them an id.`);
    ids.add(endpoint.id);
    (paths[endpoint.path] ??= {})[endpoint.verb.toLowerCase()] = operation(endpoint, shapes);
  }
  return {
    openapi: '3.1.1',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/', description: 'This service' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token, as `POST /v1/sessions` gives it.',
        },
      },
      schemas: { ...componentsFor(endpoints, shapes.schemas), Problem: PROBLEM },
    },
  };
}

function operation(endpoint: Endpoint, shapes: Shapes): JsonSchema {
  const { id, summary, description, tag, calls, cost, isPublic, params, query, body } = endpoint;
  const parameters = [
    ...parametersOf('path', params, shapes),
    ...parametersOf('query', query, shapes),
    ...conditionsOf(endpoint),
    ...(endpoint.resumes ? [LAST_EVENT_ID] : []),
  ];
  return {
    operationId: id,
    summary,
    description: [description, neededBy(calls)].filter((said) => said !== null).join(' '),
    tags: [tag],
    'x-permission': calls.needs,
    'x-rate-cost': cost,
    ...(isPublic ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [mediaTypeOf(endpoint)]: { schema: shapes.reference(body), example: exampleOf(body, shapes) } },
          },
        }),
    responses: { ...answersOf(endpoint, shapes), ...refusalsOf(endpoint) },
  };
}

function neededBy({ needs }: CalledClass): string {
  if (needs === anyone) return 'Open to anyone.';
  return needs === signedIn ? 'For whoever is signed in.' : `Needs the permission \`${needs}\`.`;
}

function parametersOf(place: 'path' | 'query', shape: Shape | null, shapes: Shapes): JsonSchema[] {
  if (shape === null) return [];
  const { properties = {}, required = [] } = shapes.expanded(shape) as {
    readonly properties?: Components;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(schema['type'] === 'array' ? { style: 'form', explode: false } : {}),
    schema,
  }));
}

const TAG = { type: 'string', pattern: '^"(?:0|[1-9][0-9]{0,14})"$', examples: ['"3"'] };

function conditionsOf({ ifMatch, verb, answers }: Endpoint): JsonSchema[] {
  if (ifMatch)
    return [
      { name: 'If-Match', in: 'header', required: true, description: 'The ETag of the version that you have seen.', schema: TAG },
    ];
  if (verb !== 'GET' || !isVersioned(answers)) return [];
  return [
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'ETags that you already have.',
      schema: { type: 'string', examples: ['"3"'] },
    },
  ];
}

const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The id of the last event that came: those after it come first. Without it, only what happens from now on.',
  schema: { type: 'string' },
};

const REQUEST_ID = { 'X-Request-Id': { description: 'The id of the request, yours or a new one.', schema: { type: 'string' } } };

function answersOf(endpoint: Endpoint, shapes: Shapes): JsonSchema {
  const { status, says, kind, location } = endpoint.answers;
  const media = mediaOf(endpoint.answers);
  const headers = {
    ...REQUEST_ID,
    ...(isVersioned(endpoint.answers) ? { ETag: { description: 'The version.', schema: TAG } } : {}),
    ...(location === null
      ? {}
      : { Location: { description: 'Where it lives.', schema: { type: 'string', format: 'uri-reference' } } }),
    ...(kind === 'page'
      ? { Link: { description: 'The next page, when there is one (RFC 8288).', schema: { type: 'string' } } }
      : {}),
    ...(kind === 'file'
      ? { 'Content-Disposition': { description: 'What to call it (RFC 6266).', schema: { type: 'string' } } }
      : {}),
  };
  if (media === null) return { [status]: { description: says, headers } };
  const unchanged =
    endpoint.verb === 'GET' && isVersioned(endpoint.answers)
      ? { 304: { description: 'You already have it', headers: { ...REQUEST_ID, ETag: headers.ETag } } }
      : {};
  return { [status]: { description: says, headers, content: { [media]: contentOf(endpoint, shapes) } }, ...unchanged };
}

function contentOf({ answers: { shape, kind } }: Endpoint, shapes: Shapes): JsonSchema {
  if (kind === 'stream') return streamContent(shape as Shape<Streamable>, shapes);
  if (shape === null) return { schema: { type: 'string', format: 'binary' } };
  const reference = shapes.reference(shape);
  const example = exampleOf(shape, shapes);
  return kind === 'page'
    ? { schema: pageOf(reference), example: { data: [example], nextCursor: null } }
    : { schema: reference, example };
}

const pageOf = (item: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['data', 'nextCursor'],
  properties: {
    data: { type: 'array', items: item },
    nextCursor: { type: ['string', 'null'], description: 'For `?cursor=`; null on the last page' },
  },
});

function refusalsOf(endpoint: Endpoint): JsonSchema {
  const byStatus = Map.groupBy(problemsOf(endpoint), ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      status,
      {
        description: types.map(({ title }) => title).join(' · '),
        headers: {
          ...REQUEST_ID,
          ...(status === 401 ? { 'WWW-Authenticate': { description: 'RFC 6750', schema: { type: 'string' } } } : {}),
          ...(status === 429 || status === 503 ? { 'Retry-After': { description: 'In seconds', schema: { type: 'integer' } } } : {}),
        },
        content: {
          'application/problem+json': {
            schema: { $ref: `${COMPONENTS}Problem` },
            examples: Object.fromEntries(types.map((type) => [type.code, { value: problemExample(type, endpoint) }])),
          },
        },
      },
    ]),
  );
}

const problemExample = ({ status, code, title, advice }: ProblemType, { path }: Endpoint): JsonSchema => ({
  type: `/problems/${code}`,
  title,
  status,
  detail: advice,
  instance: path,
  code,
  requestId: '01980f3c-5a7e-7c3d-8e4f-0123456789ab',
  ...(code === 'http.invalid-request'
    ? { errors: [{ in: 'body', pointer: '/member', code: 'required', message: 'is required' }] }
    : {}),
});

const text = (description: string): JsonSchema => ({ type: 'string', description });

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'A problem (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'A page about this kind of problem' },
    title: text('The same for every occurrence'),
    status: { type: 'integer' },
    detail: text('About this occurrence'),
    instance: { type: 'string', format: 'uri-reference', description: 'The path of the request; a URN where it was not read' },
    code: text('Stable: decide by this'),
    requestId: text('Name it when you ask about the problem'),
    errors: {
      type: 'array',
      description: 'What is wrong with the members of the request',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'code', 'message'],
        properties: {
          in: { type: 'string', enum: ['path', 'query', 'body'] },
          pointer: text('RFC 6901'),
          code: text('Stable: decide by this'),
          message: text('For people'),
        },
      },
    },
  },
};

/** What is only shown stays open to new members; what is sent admits no unknown ones. */
function componentsFor(endpoints: readonly Endpoint[], all: Components): Components {
  const sent = reached(
    endpoints.flatMap(({ body }) => (body === null ? [] : [body.name])),
    all,
  );
  const shown = reached(
    endpoints.flatMap(({ answers }) => (answers.shape === null ? [] : [answers.shape.name])),
    all,
  );
  return Object.fromEntries(
    [...new Set([...sent, ...shown])].sort().map((name) => {
      const { additionalProperties, ...open } = all[name] ?? {};
      return [name, additionalProperties !== undefined && (sent.has(name) || additionalProperties !== false) ? { ...open, additionalProperties } : open];
    }),
  );
}

function reached(names: readonly string[], all: Components, seen = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    const references = JSON.stringify(all[name]).matchAll(/#\/components\/schemas\/([\w.-]+)/g);
    reached(
      [...references].map(([, found]) => found as string),
      all,
      seen,
    );
  }
  return seen;
}
