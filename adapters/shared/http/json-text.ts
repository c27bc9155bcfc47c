import type { AnyWire, JsonSchema } from './fields.js';

/** JSON text of a value. */
export type Text = (value: unknown) => string;

const NEEDS_ESCAPING = /["\\\u0000-\u001f\ud800-\udfff]/;

/** JSON text of a string, at half the price of JSON.stringify for the many that need no escaping. */
export const quoted = (text: string): string => (NEEDS_ESCAPING.test(text) ? JSON.stringify(text) : `"${text}"`);

/** JSON text of anything that JSON knows. */
export const jsonText: Text = (value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value));

/** How a wire's values become text: what its schema says of them is made use of once, not for every value. */
export function wireText(wire: AnyWire): Text {
  const members = textMembersOf(wire.schema);
  if (members === null) return (value) => jsonText(wire.write(value));
  return (value) => {
    const json = wire.write(value) as Readonly<Record<string, string>>;
    let out = '';
    for (const { name, key } of members) out += `${out === '' ? '' : ','}${key}${quoted(json[name] as string)}`;
    return `{${out}}`;
  };
}

/** The members of an object that has nothing but texts, all of them required; else null. */
function textMembersOf({
  type,
  properties,
  required,
}: JsonSchema): readonly { readonly name: string; readonly key: string }[] | null {
  if (type !== 'object' || properties === undefined) return null;
  const members = Object.entries(properties as Readonly<Record<string, JsonSchema>>);
  const isText = ([name, schema]: readonly [string, JsonSchema]) =>
    schema['type'] === 'string' && Array.isArray(required) && required.includes(name);
  return members.every(isText) ? members.map(([name]) => ({ name, key: `${JSON.stringify(name)}:` })) : null;
}
