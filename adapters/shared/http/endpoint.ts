import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FileContent } from '../../../application/shared/file-content.js';
import { anyone, type Needs, type OpenUseCaseClass, type UseCaseClass } from '../../../application/shared/guard.js';
import type { Live } from '../../../application/shared/live.js';
import type { Page, Position } from '../../../application/shared/page.js';
import type { Refusal } from '../../../domain/shared/domain-error.js';
import type { Standing } from '../../../domain/shared/tenant-context.js';
import { Meaning, Optional, type Shape } from './fields.js';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Route = `${Verb} /${string}`;
type NamesIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** Marks a part that an endpoint does not take. */
declare const nothing: unique symbol;
type Nothing = typeof nothing;
type Part<Name extends string, T> = [T] extends [Nothing] ? unknown : { readonly [N in Name]: T };

/** The cursor has been verified when a use case sees the query: it then says where the page before ended. */
type Opened<Query> = Query extends PageQuery ? Omit<Query, 'cursor'> & { readonly after?: Position } : Query;

/** What a request brought, read and checked: only the parts that the endpoint declares. */
export type Given<Params, Query, Body, IfMatch, CallerAddress, Resumes> = object &
  Part<'params', Params> &
  Part<'query', [Query] extends [Nothing] ? Nothing : Opened<Query>> &
  Part<'body', Body> &
  (IfMatch extends true ? { readonly version: number } : unknown) &
  (CallerAddress extends true ? { readonly callerAddress: string } : unknown) &
  (Resumes extends true ? { readonly lastEventId?: string } : unknown);

export type MediaType = `${string}/${string}`;

/** What a use case's result becomes. */
export type Answer<Result> = {
  readonly status: 200 | 201 | 202 | 204;
  /** In a few words, for the documentation. */
  readonly says: string;
  readonly shape: Shape | null;
  readonly kind: 'resource' | 'page' | 'value' | 'file' | 'stream' | 'nothing';
  /** Of a file; whatever has a shape is JSON. */
  readonly media?: MediaType;
  /** Where a new resource lives: by its id below the collection that was asked or another one, or at a fixed path. */
  readonly location: 'by id' | { readonly below: `/${string}` } | `/${string}` | null;
  /** A resource has members that are shown in this answer and never again. */
  readonly showsOnce?: true;
  /** From the result to the view; of a page, from each of its items. */
  readonly from: ((result: never) => unknown) | null;
  /** For the types only: which results it can answer. */
  readonly takes?: (result: Result) => void;
};

type Versioned = { readonly version: number };
type Identified = { readonly id: string };

/** 200 with one resource and its ETag. */
export function ok<View>(view: Shape<View>): Answer<View & Versioned>;
export function ok<View, Result>(view: Shape<View>, from: (result: Result) => NoInfer<View> & Versioned): Answer<Result>;
export function ok(shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 200, says: 'The resource', shape, kind: 'resource', location: null, from };
}

/** 201 with the new resource, its ETag, and a Location below the collection. */
export function created<View>(view: Shape<View>): Answer<View & Versioned & Identified>;
export function created<View, Result>(
  view: Shape<View>,
  from: (result: Result) => NoInfer<View> & Versioned & Identified,
): Answer<Result>;
export function created(shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 201, says: 'The new resource', shape, kind: 'resource', location: 'by id', from };
}

/** The same of a resource that has a secret, such as a token: it is shown this once, and is not where Location leads. */
export function createdShowingOnce<View, Result>(
  view: Shape<View>,
  from: (result: Result) => NoInfer<View> & Versioned & Identified,
): Answer<Result> {
  return { ...created(view, from), says: 'The new resource, with what is shown this once', showsOnce: true };
}

/** 201 with a new resource that lives by its id in another collection than the path that was asked. */
export function createdIn<View>(below: `/${string}`, view: Shape<View>): Answer<View & Versioned & Identified>;
export function createdIn<View, Result>(
  below: `/${string}`,
  view: Shape<View>,
  from: (result: Result) => NoInfer<View> & Versioned & Identified,
): Answer<Result>;
export function createdIn(below: `/${string}`, shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 201, says: 'The new resource', shape, kind: 'resource', location: { below }, from };
}

/** 201 with a new resource that always lives at the same path, such as the tenant itself. */
export function createdAt<View>(location: `/${string}`, view: Shape<View>): Answer<View & Versioned>;
export function createdAt<View, Result>(
  location: `/${string}`,
  view: Shape<View>,
  from: (result: Result) => NoInfer<View> & Versioned,
): Answer<Result>;
export function createdAt(location: `/${string}`, shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 201, says: 'The new resource', shape, kind: 'resource', location, from };
}

/** 201 with something that cannot be asked for again, such as a token: neither ETag nor Location. */
export function issued<View>(view: Shape<View>): Answer<View>;
export function issued<View, Result>(view: Shape<View>, from: (result: Result) => NoInfer<View>): Answer<Result>;
export function issued(shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 201, says: 'What was issued, shown this once', shape, kind: 'value', location: null, from };
}

/** 202 with the long-running operation that carries out what was asked, its ETag, and the Location at which to follow it. */
export function accepted<View>(view: Shape<View>): Answer<View & Versioned & Identified>;
export function accepted<View, Result>(
  view: Shape<View>,
  from: (result: Result) => NoInfer<View> & Versioned & Identified,
): Answer<Result>;
export function accepted(shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  const location = { below: '/v1/operations' } as const;
  return { status: 202, says: 'The operation that carries it out', shape, kind: 'resource', location, from };
}

/** 200 with one page and the way to the next. A view that renames takes a function of one item. */
export function page<Item>(item: Shape<Item>): Answer<Page<Item>>;
export function page<Item, Found>(item: Shape<Item>, from: (found: Found) => NoInfer<Item>): Answer<Page<Found>>;
export function page(shape: Shape, from: ((found: never) => unknown) | null = null): Answer<never> {
  return { status: 200, says: 'One page', shape, kind: 'page', location: null, from };
}

/** 200 with a value that has no version. */
export function value<View>(view: Shape<View>): Answer<View>;
export function value<View, Result>(view: Shape<View>, from: (result: Result) => NoInfer<View>): Answer<Result>;
export function value(shape: Shape, from: ((result: never) => unknown) | null = null): Answer<never> {
  return { status: 200, says: 'The answer', shape, kind: 'value', location: null, from };
}

/** 200 with a file to keep, in exactly this media type, and its ETag. */
export function file(media: MediaType): Answer<FileContent> {
  return { status: 200, says: 'The file', shape: null, kind: 'file', media, location: null, from: null };
}

/** What is told of by a stream: by its type, and under an id from which on it is resumed. */
export type Streamable = { readonly id: string; readonly type: string };

/** 200 with what happens, as it happens: server-sent events, whose data is the view. A stream goes on until somebody ends it. */
export function eventStream<View extends Streamable>(view: Shape<View>): Answer<Live<View>> {
  return { status: 200, says: 'What happens, as it happens', shape: view, kind: 'stream', media: 'text/event-stream', location: null, from: null };
}

/** 204. */
export const noContent: Answer<unknown> = { status: 204, says: 'Done', shape: null, kind: 'nothing', location: null, from: null };

/** The media type of an answer; null where it has no content. */
export const mediaOf = ({ media, shape }: Answer<never>): MediaType | null => media ?? (shape === null ? null : 'application/json');

/** Whether an answer has an ETag, and to a GET is 304 for whoever has that version already. */
export const isVersioned = ({ kind }: Answer<never>): boolean => kind === 'resource' || kind === 'file';

/** A place holds a name at most, of 200 characters of 4 bytes each. */
const LONGEST_CURSOR = 2_000;

/** What every collection takes. */
export class PageQuery {
  @Meaning('How many items at most, 1 to 100') @IsInt() @Min(1) @Max(100) limit = 20;
  @Meaning('The `nextCursor` of the page before') @Optional() @IsString() @MaxLength(LONGEST_CURSOR) cursor?: string;
}

type UnlessNamed<Path, Params> = [NamesIn<Path>] extends [keyof Params]
  ? [Params] extends [Nothing]
    ? unknown
    : [keyof Params] extends [NamesIn<Path>]
      ? unknown
      : { readonly 'the path does not name': Exclude<keyof Params, NamesIn<Path>> }
  : { readonly 'params do not declare': Exclude<NamesIn<Path>, keyof Params> };

type Declaration<Path, Command, Result, Params, Query, Body, IfMatch, CallerAddress, Resumes> = {
  /** Verb and path; `{name}` is a member of `params`. */
  readonly route: Path & UnlessNamed<Path, Params>;
  readonly summary: string;
  readonly description?: string;
  readonly params?: Shape<Params>;
  readonly query?: Shape<Query>;
  readonly body?: Path extends `${'GET' | 'DELETE'} ${string}` ? never : Shape<Body>;
  /** The version in If-Match becomes `version`: absent 428, stale 412. */
  readonly ifMatch?: IfMatch;
  /** The client's address becomes `callerAddress`. */
  readonly callerAddress?: CallerAddress;
  /** The id in Last-Event-ID becomes `lastEventId`, if there is one. */
  readonly resumes?: Resumes;
  readonly calls: UseCaseClass<Command, Result> | OpenUseCaseClass<Command, Result>;
  readonly with: (
    given: Given<NoInfer<Params>, NoInfer<Query>, NoInfer<Body>, NoInfer<IfMatch>, NoInfer<CallerAddress>, NoInfer<Resumes>>,
  ) => NoInfer<Command>;
  readonly answers: Answer<NoInfer<Result>>;
  /** What the business can refuse. What follows from the declaration (400, 401, 403, 412, …) is not named. */
  readonly refuses?: readonly Refusal[];
  /** How much it counts against a rate limit; 1 unless told. */
  readonly cost?: number;
  /** OpenAPI's operationId; the use case's name unless told. */
  readonly id?: string;
};

/** Any use case's class, as an endpoint keeps it: its token, and what it needs. */
export type CalledClass = (abstract new (...given: never[]) => AnyUseCase) & { readonly needs: Needs; readonly admits?: readonly Standing[] };
export type AnyUseCase = { execute(context: never, command: never): Promise<unknown> };

/** An endpoint once declared: what routes, documents and attacks it need to know. */
export type Endpoint = {
  readonly route: string;
  readonly verb: Verb;
  readonly path: string;
  /** OpenAPI's operationId. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string | null;
  readonly params: Shape | null;
  readonly query: Shape | null;
  readonly body: Shape | null;
  readonly ifMatch: boolean;
  readonly callerAddress: boolean;
  readonly resumes: boolean;
  readonly calls: CalledClass;
  /** Open to whoever can reach the service; runs with a SystemContext. */
  readonly isPublic: boolean;
  readonly with: (given: never) => unknown;
  readonly answers: Answer<never>;
  readonly refuses: readonly Refusal[];
  readonly cost: number;
};

/** Declares an endpoint: one literal from which routes, checks, documents and attacks derive. */
export function endpoint<
  const Path extends Route,
  Command,
  Result,
  Params = Nothing,
  Query = Nothing,
  Body = Nothing,
  const IfMatch extends boolean = false,
  const CallerAddress extends boolean = false,
  const Resumes extends boolean = false,
>(it: Declaration<Path, Command, Result, Params, Query, Body, IfMatch, CallerAddress, Resumes>): Endpoint {
  const route: string = it.route;
  const [verb, path] = route.split(' ') as [Verb, string];
  const calls: CalledClass = it.calls;
  return {
    route,
    verb,
    path,
    id: it.id ?? calls.name.charAt(0).toLowerCase() + calls.name.slice(1),
    tag: path.split('/')[2] ?? 'service',
    summary: it.summary,
    description: it.description ?? null,
    params: it.params ?? null,
    query: it.query ?? null,
    body: it.body ?? null,
    ifMatch: it.ifMatch ?? false,
    callerAddress: it.callerAddress ?? false,
    resumes: it.resumes ?? false,
    calls,
    isPublic: calls.needs === anyone,
    with: it.with,
    answers: it.answers as Answer<never>,
    refuses: it.refuses ?? [],
    cost: it.cost ?? 1,
  };
}

/** The use cases that some endpoints call, in their order: the tokens by which they are injected. */
export const calledBy = (endpoints: readonly Endpoint[]): CalledClass[] => endpoints.map(({ calls }) => calls);
