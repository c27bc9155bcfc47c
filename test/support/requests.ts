import { type Endpoint } from '../../adapters/shared/http/endpoint.js';
import { exampleOf } from '../../adapters/shared/http/examples.js';
import type { JsonSchema, Shape } from '../../adapters/shared/http/fields.js';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import { Shapes } from '../../adapters/shared/http/schemas.js';
import type { Needs } from '../../application/shared/guard.js';
import { contexts } from '../../composition-root.js';
import type { Permission } from '../../domain/shared/tenant-context.js';
import { type Application, endpoints } from './application.js';
import type { Asked } from './client.js';
import { anOwner, type Somebody } from './signed-in.js';

/**
 * How a tenant comes to have something, asked of its owner. Gives its id, or whatever else names it in a path; `params`
 * are those that stand before it there: a line is one of the invoice that is named already.
 */
export type Home = (owner: Somebody & Pick<Application, 'container'>, params: Readonly<Record<string, string>>) => Promise<string>;

/** The same, in the application that requests are made to. */
type HomeHere = (owner: Somebody, params: Readonly<Record<string, string>>) => Promise<string>;

/** What suites that derive from the declarations have to know of a context: `test/support/<context>/homes.ts`. */
export type ContextHomes = {
  /** By the member that names it, in paths, queries and bodies alike: `invoiceId`; for one operation alone where it takes one in a state of its own: `reactivateMember memberId`. */
  readonly homes: Readonly<Record<string, Home>>;
  /** Of these, those that name what all tenants have alike, such as the key of a setting: they are nobody’s, and no secret. */
  readonly commons?: readonly string[];
  /** Bodies that succeed where the documented example cannot, by the operation. */
  readonly bodies: Readonly<Record<string, (owner: Somebody) => unknown>>;
  /**
   * Operations after which the tenant is no longer what it was, and what comes before each: they are tried on a tenant
   * that is founded for that.
   */
  readonly apart?: Readonly<Record<string, (owner: Somebody) => Promise<unknown>>>;
  /** Operations that name nothing in their path, and what the tenant has to have before it is there. */
  readonly before?: Readonly<Record<string, (owner: Parameters<Home>[0]) => Promise<unknown>>>;
  /** Which permission an operation needs that looks it up by what it is asked about, of what the homes give. */
  readonly needs?: Readonly<Record<string, Permission>>;
  /** How many operations the context has at least, and how many ids in their paths, queries and bodies. */
  readonly floor: { readonly operations: number; readonly ids: number };
};

/** The place of an id in a request. */
export type IdPlace = { readonly part: 'params' | 'query' | 'body'; readonly pointer: readonly string[]; readonly name: string };

/** A request before it is written down. */
export type Draft = {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

/** Makes requests that succeed, for any operation, out of its declaration and of what its context says of itself. */
export class Requests {
  readonly #shapes: Shapes;

  private constructor(
    private readonly application: Pick<Application, 'container' | 'url'>,
    readonly contexts: readonly (ContextHomes & { readonly name: string; readonly endpoints: readonly Endpoint[] })[],
  ) {
    this.#shapes = application.container.get(Shapes);
  }

  static async to(application: Pick<Application, 'container' | 'url'>): Promise<Requests> {
    const known = contexts.map(async ({ name, endpoints }) => ({
      ...((await import(`./${name}/homes.js`)) as ContextHomes),
      name,
      endpoints,
    }));
    return new Requests(application, await Promise.all(known));
  }

  /** The members that name things of a tenant, and how it comes to have one. */
  get homes(): Readonly<Record<string, HomeHere>> {
    const { container } = this.application;
    const all = this.contexts.flatMap(({ homes }) => Object.entries(homes));
    return Object.fromEntries(all.map(([name, home]): [string, HomeHere] => [name, (owner, params) => home({ ...owner, container }, params)]));
  }

  /** What somebody needs for the operation, as these requests ask for it. */
  needsOf({ id, calls }: Endpoint): Needs {
    return this.contexts.flatMap(({ needs }) => needs?.[id] ?? []).at(0) ?? calls.needs;
  }

  /** Of whose tenant's things the operation is tried: the usual one's, unless it would be no longer what it was. */
  async ownerFor({ id }: Endpoint, usual: Somebody): Promise<Somebody> {
    const prepare = this.contexts.flatMap(({ apart }) => apart?.[id] ?? []).at(0);
    if (prepare === undefined) return usual;
    const owner = await anOwner(this.application);
    await prepare(owner);
    return owner;
  }

  /** Where ids are in an operation's requests. */
  idsOf({ params, query, body }: Endpoint): readonly IdPlace[] {
    return [
      ...idsIn('params', this.#schemaOf(params)),
      ...idsIn('query', this.#schemaOf(query)),
      ...idsIn('body', this.#schemaOf(body)),
    ];
  }

  /** What the operation admits as a body; null when it takes none. */
  bodySchemaOf({ body }: Endpoint): JsonSchema | null {
    return body === null ? null : this.#schemaOf(body);
  }

  querySchemaOf({ query }: Endpoint): JsonSchema {
    return this.#schemaOf(query);
  }

  /** A request that succeeds when the owner sends it, or a colleague with the permission; made of new things of the owner's tenant. */
  async drafted(endpoint: Endpoint, owner: Somebody): Promise<Draft> {
    for (const { before } of this.contexts) await before?.[endpoint.id]?.({ ...owner, container: this.application.container });
    const bodies = Object.assign({}, ...this.contexts.map((it) => it.bodies)) as ContextHomes['bodies'];
    const special = bodies[endpoint.id];
    const example = endpoint.body === null ? undefined : exampleOf(endpoint.body, this.#shapes);
    let draft: Draft = {
      endpoint,
      params: {},
      query: {},
      body: special === undefined ? example : await special(owner),
      headers: {},
    };
    if (endpoint.body !== null) draft = { ...draft, headers: { 'content-type': mediaTypeOf(endpoint) } };
    for (const [, name = ''] of endpoint.path.matchAll(/\{(\w+)\}/g)) {
      const value = await this.#homeOf(endpoint, { name })(owner, draft.params);
      draft = { ...draft, params: { ...draft.params, [name]: value } };
    }
    for (const place of this.idsOf(endpoint)) {
      if (place.part === 'body') draft = withId(draft, place, await this.#homeOf(endpoint, place)(owner, draft.params));
    }
    return endpoint.ifMatch ? { ...draft, headers: { ...draft.headers, 'if-match': await tagSeenBy(owner, draft) } } : draft;
  }

  #schemaOf(shape: Shape | null): JsonSchema {
    return shape === null ? {} : this.#shapes.expanded(shape);
  }

  #homeOf({ id, route }: Endpoint, { name }: Pick<IdPlace, 'name'>): HomeHere {
    const homes = this.homes;
    const home = homes[`${id} ${name}`] ?? homes[name];
    if (home === undefined) throw new Error(`${route}: no context says in its homes.ts how a tenant comes to have a ${name}.`);
    return home;
  }
}

/** The request with another id in one place. */
export function withId(draft: Draft, { part, pointer, name }: IdPlace, id: string): Draft {
  if (part !== 'body') return { ...draft, [part]: { ...draft[part], [name]: id } };
  const body = structuredClone(draft.body) as Record<string, unknown>;
  const holder = pointer.slice(0, -1).reduce((at, step) => at[step] as Record<string, unknown>, body);
  holder[name] = id;
  return { ...draft, body };
}

export const pathOf = ({ endpoint, params, query }: Pick<Draft, 'endpoint' | 'params' | 'query'>): string => {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name);
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
};

/** The request as a client sends it. */
export const asked = (draft: Draft): Asked => ({
  method: draft.endpoint.verb,
  path: pathOf(draft),
  headers: draft.headers,
  ...(draft.body === undefined ? {} : { body: draft.body }),
});

/** The ETag of the resource that a request is about: of the longest beginning of its path at which one is shown. */
export async function tagSeenBy({ client }: Somebody, { endpoint, params }: Pick<Draft, 'endpoint' | 'params'>): Promise<string> {
  const steps = endpoint.path.split('/');
  const paths = steps.map((_, at) => steps.slice(0, steps.length - at).join('/'));
  const shown = paths.flatMap((path) => endpoints.filter(showsTag).filter((one) => one.path === path)).at(0);
  if (shown === undefined) throw new Error(`${endpoint.route} takes If-Match, but no operation shows an ETag at a beginning of its path.`);
  const { status, headers } = await client.get(pathOf({ endpoint: shown, params, query: {} }));
  const tag = headers['etag'];
  if (tag === undefined) throw new Error(`${shown.route} answered ${status} without an ETag.`);
  return tag;
}

const showsTag = ({ verb, answers }: Endpoint): boolean => verb === 'GET' && answers.kind === 'resource';

type Readable = {
  readonly format?: string;
  readonly properties?: Record<string, Readable>;
  readonly items?: Readable;
  readonly anyOf?: readonly Readable[];
};

function idsIn(part: IdPlace['part'], schema: Readable, pointer: readonly string[] = []): readonly IdPlace[] {
  const here = schema.format === 'uuid' ? [{ part, pointer, name: pointer.at(-1) ?? '' }] : [];
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => idsIn(part, member, [...pointer, name]));
  // a list in a query is one text
  const items = schema.items === undefined ? [] : idsIn(part, schema.items, part === 'query' ? pointer : [...pointer, '0']);
  return [...here, ...members, ...items, ...(schema.anyOf ?? []).flatMap((one) => idsIn(part, one, pointer))];
}
