import { DomainError } from '../../../domain/shared/domain-error.js';
import { escapedName, type Fault } from './faults.js';
import type { Member } from './members.js';

export type Members = Record<string, unknown>;
/** Makes values of some members' JSON, in place. */
export type Step = (it: Members) => void;

/** The JSON, after its own step. */
export function stepped(step: Step | null, json: unknown): unknown {
  step?.(json as Members);
  return json;
}

/** Reads one member. */
export const inPlace =
  (name: string, read: (json: unknown) => unknown): Step =>
  (it) => {
    try {
      it[name] = read(it[name]);
    } catch (error) {
      throw Misread.at(name, error);
    }
  };

/** Reads each item of one member. */
export const inList = (name: string, read: (json: unknown) => unknown): Step =>
  inPlace(name, (json) => {
    const items = json as unknown[];
    items.forEach((item, at) => {
      try {
        items[at] = read(item);
      } catch (error) {
        throw Misread.at(String(at), error);
      }
    });
    return items;
  });

/** A value that fits its schema, and that its wire nevertheless refuses. */
export class Misread extends Error {
  #pointer = '';

  private constructor(private readonly refusal: DomainError) {
    super(refusal.message);
  }

  /** Adds where it was, from the inside out. Anything but a refusal is a defect and stays what it is. */
  static at(name: string, error: unknown): unknown {
    const misread = error instanceof DomainError ? new Misread(error) : error;
    if (misread instanceof Misread) misread.#pointer = `/${escapedName(name)}${misread.#pointer}`;
    return misread;
  }

  fault(): Fault {
    return { pointer: this.#pointer, code: this.refusal.code, message: this.refusal.message };
  }
}

/** From a query's text to what JSON would have said; the text itself where that is not clear. */
export type Cast = (text: string) => unknown;

/** How a member of a query is cast, if at all: exactly where its decorators say number, boolean or list. */
export function castOf({ constraints }: Member): Cast | null {
  if (constraints.some(({ marks }) => marks.wire?.schema['type'] === 'array')) return (text) => (text === '' ? [] : text.split(','));
  const one = castOfOne(constraints.map(({ name }) => name));
  if (!constraints.some(({ name }) => name === 'isArray')) return one;
  return (text) => text.split(',').map((item) => one?.(item) ?? item);
}

function castOfOne(names: readonly string[]): Cast | null {
  if (names.includes('isInt')) return (text) => (/^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text);
  if (names.includes('isNumber')) return (text) => (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text) ? Number(text) : text);
  if (names.includes('isBoolean')) return (text) => (text === 'true' ? true : text === 'false' ? false : text);
  return null;
}
