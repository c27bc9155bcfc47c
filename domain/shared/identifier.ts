import { refusal } from './domain-error.js';

declare const kind: unique symbol;

/** A string that remembers what it identifies, so that an InvoiceId can never stand in for a UserId. */
export type Identifier<Kind extends string> = string & { readonly [kind]: Kind };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The way in for one kind of id. Ids are UUIDs (RFC 9562), written in lower case. */
export const identifier = <Kind extends string>(kindName: Kind) => ({
  /** @throws InvalidIdentifier when `raw` is not a UUID. */
  from(raw: string): Identifier<Kind> {
    const value = raw.toLowerCase();
    if (!UUID.test(value)) throw new InvalidIdentifier(`This does not identify a ${kindName}.`);
    return value as Identifier<Kind>;
  },
});

export class InvalidIdentifier extends refusal('invalid', 'shared.invalid-identifier', 'This is not an identifier') {}
