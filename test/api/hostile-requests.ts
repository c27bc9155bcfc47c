import fc from 'fast-check';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import type { Asked } from '../support/client.js';
import { asked, type Draft, pathOf } from '../support/requests.js';
import { hostileTexts, hostileValue } from './hostile-values.js';

const LIMIT = 1024 * 1024;
const LONGEST = 1_000;

/** A request, and in a few words what is meant by it, for whoever reads of a failure. */
export type Attempt = { readonly ask: Asked; readonly [fc.toStringMethod]: () => string };

const attempt = (what: string, ask: Asked): Attempt => ({
  ask,
  [fc.toStringMethod]: () => {
    const { body, path, ...rest } = ask;
    const text = Buffer.isBuffer(body)
      ? `bytes ${body.toString('base64')}`
      : typeof body === 'string'
        ? body
        : JSON.stringify(body);
    return `${what}: ${JSON.stringify({ ...rest, path: shortened(path) })} ${shortened(text ?? '')}`;
  },
});

const shortened = (text: string): string => (text.length > 1_500 ? `${text.slice(0, 1_500)}… (${text.length} characters)` : text);

/** Every text in the place of every member, one at a time: of the body, the query and the path. */
export function* eachMemberHostile(draft: Draft, parameters: readonly string[]): Generator<Attempt> {
  const leaves =
    draft.body === undefined ? [] : placesIn(draft.body).flatMap((place, at) => (isLeaf(draft.body, place) ? [at] : []));
  for (const text of hostileTexts) {
    for (const at of leaves)
      yield attempt('a text in the body', asked({ ...draft, body: exchanged(draft.body, at, () => text) }));
    for (const name of parameters)
      yield attempt('a text in the query', asked({ ...draft, query: { [name]: text.slice(0, LONGEST) } }));
    for (const name of Object.keys(draft.params)) {
      const params = { ...draft.params, [name]: encodeURIComponent(text.slice(0, LONGEST).toWellFormed()) };
      yield attempt('a text in the path', asked({ ...draft, params }));
    }
  }
}

/** A request that is right, but for one member or for none. */
export const nearlyRight = (draft: fc.Arbitrary<Draft>): fc.Arbitrary<Attempt> =>
  fc.oneof(
    { weight: 4, arbitrary: draft.map((it) => attempt('right', asked(it))) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(draft, fc.nat(), hostileValue)
        .map(([it, at, value]) => attempt('one member exchanged', asked({ ...it, body: exchanged(it.body, at, () => value) }))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(draft, fc.nat())
        .map(([it, at]) => attempt('one member missing', asked({ ...it, body: exchanged(it.body, at, () => undefined) }))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(draft, fc.constantFrom('surprise', '__proto__', 'constructor', 'tenantId', 'a/b~c', ''), hostileValue)
        .map(([it, name, value]) => attempt('one member more', asked({ ...it, body: withMember(it.body, name, value) }))),
    },
  );

/** A request that nobody means well. */
export const hostile = (draft: fc.Arbitrary<Draft>): fc.Arbitrary<Attempt> =>
  fc.oneof(
    { weight: 3, arbitrary: withBody(draft, hostileText) },
    { weight: 1, arbitrary: withBody(draft, enormous) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(draft, hostileQuery)
        .map(([it, query]) => attempt('query', { ...asked(it), path: `${pathOf({ ...it, query: {} })}?${query}` })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(draft, hostileHeader)
        .map(([it, header]) => attempt('header', { ...asked(it), headers: { ...it.headers, ...header } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(draft, hostileSegment)
        .map(([it, segment]) => attempt('path', { ...asked(it), path: pathOf({ ...it, params: each(it.params, segment) }) })),
    },
  );

const withBody = (draft: fc.Arbitrary<Draft>, body: fc.Arbitrary<string | Buffer>): fc.Arbitrary<Attempt> =>
  fc
    .tuple(draft, body)
    .map(([it, bytes]) =>
      attempt('body', { ...asked(it), headers: { 'content-type': mediaTypeOf(it.endpoint), ...it.headers }, body: bytes }),
    );

const hostileText: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom<string | Buffer>(
    '',
    ' ',
    '{',
    '}',
    '[',
    '{"a"',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '\ufeff{}',
    '// no\n{}',
    'undefined',
    'NaN',
    'Infinity',
    '-',
    '01',
    '1e400',
    '-1e400',
    '1'.repeat(5_000),
    '"\\ud800"',
    '"\\u0000"',
    '"\\x"',
    '"\n"',
    '{"__proto__":{"permissions":["*"]}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"name":"a","name":"b"}',
    '{"":1}',
    'name=a&slug=b',
    '<a/>',
    Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
    Buffer.from([0x22, 0xc3, 0x28, 0x22]),
    Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
    Buffer.from([0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]),
    Buffer.from([0]),
  ),
  fc.json({ maxDepth: 4, noUnicodeString: false } as never),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** Made when it is sent, not when it is drawn. */
const enormous: fc.Arbitrary<string> = fc
  .constantFrom(
    () => JSON.stringify({ name: 'x'.repeat(LIMIT - 12) }),
    () => JSON.stringify({ name: 'x'.repeat(LIMIT + 1) }),
    () => 'x'.repeat(LIMIT),
    () => `"${'\\u0041'.repeat(170_000)}"`,
    () => `[${'0,'.repeat(500_000)}0]`,
    () => '['.repeat(LIMIT - 1),
    () => `${'['.repeat(500_000)}${']'.repeat(500_000)}`,
    () => `${'{"lines":['.repeat(50_000)}${']}'.repeat(50_000)}`,
    () => `{${Array.from({ length: 60_000 }, (_, at) => `"m${at}":0`).join()}}`,
    () =>
      `{"lines":[${Array.from({ length: 9_000 }, () => '{"description":"x","quantity":"1","unitPrice":{"amountMinor":"1","currency":"EUR"}}').join()}]}`,
    () => `{"lines":[${'{},'.repeat(300_000)}{}]}`,
    () => `{"owner":{"name":"${'é'.repeat(200_000)}"}}`,
    () => '9'.repeat(LIMIT),
  )
  .map((make) => make());

const hostileQuery = fc.oneof(
  fc.constantFrom(
    '%',
    '%zz',
    '%ff',
    '%00',
    '%c3%28',
    'limit',
    'limit=',
    'limit=0',
    'limit=101',
    'limit=1e2',
    'limit=+1',
    'limit=-1',
    'limit=1.0',
    'limit=%31',
    'limit=1&limit=2',
    'limit[]=1',
    'limit=9999999999999999999',
    'cursor=',
    'cursor=%00',
    'cursor=AAAA',
    `cursor=${'A'.repeat(1_999)}`,
    `cursor=${'A'.repeat(2_001)}`,
    'cursor=....',
    'sort=id',
    'sort=',
    'sort=-createdAt,createdAt',
    'sort=createdAt;drop',
    'status=draft&status=issued',
    'status=Draft',
    'status=draft,issued',
    'createdAfter=2026-11-23T06:38:22.054+00:00',
    'createdAfter=0001-01-01T00:00:00Z&createdBefore=9999-12-31T23:59:59.999Z',
    'createdAfter=0000-01-01T00:00:00Z',
    'customerId=1',
    "customerId='",
    '__proto__=1',
    'constructor=1',
    'toString=1',
    'a[b][c]=1',
    ';',
    '&&&',
    '=',
    '?',
    '?limit=1',
    'access_token=x',
    `x=${'y'.repeat(9_000)}`,
    Array.from({ length: 900 }, (_, at) => `p${at}=1`).join('&'),
  ),
  fc.webQueryParameters(),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => text.replaceAll(/[\x00-\x20#\x7f]/g, '%')),
);

const hostileHeader: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc
    .constantFrom(
      '',
      '*',
      'W/"1"',
      '"1',
      '1',
      '""',
      '"01"',
      '"-1"',
      '"1.0"',
      '"999999999999999"',
      '"9999999999999999"',
      '"1", "2"',
      "'1'",
      '"\xff"',
      '"1";',
      'x'.repeat(4_000),
    )
    .map((tag) => ({ 'if-match': tag })),
  fc.constantFrom('', '*', 'W/*', ',,,', '"', '"1"'.repeat(1_000), '\xff\xfe').map((tag) => ({ 'if-none-match': tag })),
  fc
    .constantFrom(
      '',
      ',',
      ';',
      ';;;',
      '*/*;q=0',
      '*/*;q=2',
      'text/*',
      'application/*',
      'application/json;q=0.0001',
      'application/json;version=2',
      '/',
      'a/b/c',
      'a/b,'.repeat(2_000),
      '\xff',
    )
    .map((accept) => ({ accept })),
  fc
    .constantFrom(
      '',
      ';',
      'json',
      'application/json; charset=utf-16',
      'application/json; charset=',
      'application/json;;',
      'application/json; charset="utf-8',
      'APPLICATION/JSON',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/json, text/plain',
      '\xff/\xff',
      '*/*',
    )
    .map((type) => ({ 'content-type': type })),
  fc.constantFrom('gzip', 'br', 'identity', 'deflate, gzip', '\xff').map((coding) => ({ 'content-encoding': coding })),
  fc.constantFrom('', 'a b', '\xff', 'x'.repeat(129), '../..', '<script>').map((id) => ({ 'x-request-id': id })),
  fc
    .constantFrom(
      '',
      'Bearer',
      'Bearer ',
      'Bearer \xff',
      `Bearer ${'a'.repeat(10_000)}`,
      'Bearer a.b.c',
      'Basic Og==',
      'bearer null',
      'Bearer eyJhbGciOiJub25lIn0.e30.',
    )
    .map((authorization) => ({ authorization })),
  fc.constantFrom('100-continue', 'nonsense').map((expect) => ({ expect })),
  fc.constantFrom('bytes=0-0', 'bytes=-1', 'x').map((range) => ({ range })),
  fc.constantFrom<Record<string, string>>(
    { 'x-http-method-override': 'DELETE' },
    { 'x-forwarded-for': "127.0.0.1, '" },
    { host: '' },
    { host: 'a b' },
    { cookie: 'a=b; '.repeat(1_000) },
    { 'x-long': 'x'.repeat(17_000) },
    { origin: 'null' },
  ),
);

const hostileSegment = fc.oneof(
  fc.constantFrom(
    '%',
    '%zz',
    '%ff',
    '%00',
    '%2e%2e%2f',
    '..',
    '.',
    '',
    '%20',
    "'",
    '*',
    'null',
    '0',
    '-1',
    '01980f3c5a7e7c3d8e4f0123456789ab',
    '01980F3C-5A7E-7C3D-8E4F-0123456789AB',
    'x'.repeat(3_000),
    '%F0%9F%92%A9',
    '{id}',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

const each = (params: Draft['params'], value: string): Draft['params'] =>
  Object.fromEntries(Object.keys(params).map((name) => [name, value]));

/** The same JSON with another value in the place that is counted to, or without it when that is undefined. */
function exchanged(json: unknown, count: number, give: () => unknown): unknown {
  if (json === undefined) return undefined;
  const places = placesIn(json);
  const place = places[count % places.length] ?? [];
  const [last, ...above] = place.toReversed();
  if (last === undefined) return give() ?? null;
  const copy = structuredClone(json);
  const holder = above.toReversed().reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy) as Record<
    string,
    unknown
  >;
  holder[last] = give();
  return copy;
}

const isLeaf = (json: unknown, place: readonly string[]): boolean =>
  typeof place.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], json) !== 'object';

function placesIn(json: unknown, here: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [here];
  return [here, ...Object.entries(json).flatMap(([name, value]) => placesIn(value, [...here, name]))];
}

/** As text, because an object cannot have every member that JSON can. */
function withMember(json: unknown, name: string, value: unknown): unknown {
  if (json === undefined) return undefined;
  const text = JSON.stringify(json);
  const rest = text.slice(1);
  return `{${JSON.stringify(name)}:${JSON.stringify(value)}${rest === '}' ? '' : ','}${rest}`;
}
