import type { ErrorObject } from 'ajv/dist/2020.js';

/** What is wrong with one member of a request. */
export type Fault = {
  /** RFC 6901. */
  readonly pointer: string;
  /** Stable: `required`, `unknown-member`, `wrong-type`, … */
  readonly code: string;
  readonly message: string;
};

const MOST = 50;
const LONGEST_POINTER = 300;

/** What a text must, in words, by the pattern that says so. */
export type Musts = ReadonlyMap<string, string>;

/** What ajv found, in our words; the value that was sent is never repeated. */
export const faultsFrom = (errors: readonly ErrorObject[] | null | undefined, musts: Musts): readonly Fault[] =>
  oncePerPlace((errors ?? []).filter(isTelling))
    .slice(0, MOST)
    .map((error) => faultOf(error, musts));

/** `anyOf`, its null branch and `propertyNames` only echo what another said. */
const isTelling = ({ keyword, schemaPath, params }: ErrorObject): boolean =>
  keyword !== 'anyOf' && keyword !== 'propertyNames' && !(schemaPath.endsWith('/anyOf/1/type') && params['type'] === 'null');

/** That a value is not of the type of one alternative. */
const isOfAnotherType = ({ schemaPath }: ErrorObject): boolean => /\/anyOf\/\d+\/type$/.test(schemaPath);

/** Where none of several alternatives fits, they are told as one; unless one has the right type: then what is wrong with that says it. */
function oncePerPlace(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const places = Map.groupBy(errors.filter(isOfAnotherType), ({ instancePath }) => instancePath);
  return errors.flatMap((error) => {
    const { instancePath: place } = error;
    const [first, ...more] = isOfAnotherType(error) ? (places.get(place) ?? []) : [];
    if (first === undefined) return [error];
    const isSaidOtherwise = errors.some((other) => !isOfAnotherType(other) && (other.instancePath === place || other.instancePath.startsWith(`${place}/`)));
    if (error !== first || isSaidOtherwise) return [];
    return [{ ...error, params: { type: [first, ...more].map(({ params }) => params['type'] as string) } }];
  });
}

/** A member's name as a part of a JSON Pointer. */
export const escapedName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Cut between characters and never within an escape, so that it stays a pointer. */
const shortened = (pointer: string): string =>
  pointer.length > LONGEST_POINTER ? `${pointer.slice(0, LONGEST_POINTER).replace(/[~\ud800-\udbff]$/, '')}…` : pointer;

function faultOf({ instancePath, keyword, params, propertyName }: ErrorObject, musts: Musts): Fault {
  const member = (params['missingProperty'] ?? params['additionalProperty'] ?? propertyName) as string | undefined;
  const pointer = member === undefined ? instancePath : `${instancePath}/${escapedName(member)}`;
  const [code, message] = wordsFor(keyword, params, musts);
  return { pointer: shortened(pointer), code, message };
}

const FORMATS: ReadonlyMap<unknown, string> = new Map([
  ['uuid', 'a UUID'],
  ['date-time', 'a UTC time such as 2026-11-23T06:38:22.054Z'],
]);

function wordsFor(
  keyword: string,
  params: Record<string, unknown>,
  musts: Musts,
): readonly [code: string, message: string] {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return ['required', 'is required'];
    case 'additionalProperties':
      return ['unknown-member', 'is not a known member'];
    case 'type':
      return ['wrong-type', `must be of type ${[params['type']].flat().join(' or ')}`];
    case 'enum':
      return ['not-allowed', `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`];
    case 'const':
      return ['not-allowed', `must be ${String(params['allowedValue'])}`];
    case 'format':
      return ['malformed', `must be ${FORMATS.get(params['format']) ?? `of the format ${String(params['format'])}`}`];
    case 'pattern':
      return ['malformed', `must ${musts.get(String(params['pattern'])) ?? 'have the documented form'}`];
    case 'minLength':
      return ['too-short', `must have at least ${limit} characters`];
    case 'maxLength':
      return ['too-long', `must have at most ${limit} characters`];
    case 'minimum':
      return ['too-small', `must be ${limit} or more`];
    case 'maximum':
      return ['too-large', `must be ${limit} or less`];
    case 'minItems':
      return ['too-few', `must have at least ${limit} items`];
    case 'maxItems':
      return ['too-many', `must have at most ${limit} items`];
    case 'maxProperties':
      return ['too-many', `must have at most ${limit} members`];
    case 'uniqueItems':
      return ['not-unique', 'must not have the same item twice'];
    default:
      return ['invalid', 'is not valid'];
  }
}
