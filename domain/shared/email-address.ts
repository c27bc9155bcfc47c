import { refusal } from './domain-error.js';

declare const emailAddress: unique symbol;

/** Where a person is reached, in one spelling: lower case, NFC. */
export type EmailAddress = string & { readonly [emailAddress]: true };

export const EmailAddress = {
  /** One @ between a local part and a host with a dot: what can be judged without sending a letter. At most 254 characters (RFC 5321). */
  pattern: '^[^\\s\\p{Cc}\\p{Cs}@"<>(),:;\\[\\]\\\\]{1,64}@(?:[^\\s\\p{Cc}\\p{Cs}@"<>(),:;.\\[\\]\\\\]{1,63}\\.){1,8}[^\\s\\p{Cc}\\p{Cs}@"<>(),:;.\\[\\]\\\\]{2,63}$',

  /** @throws InvalidEmailAddress */
  from(raw: string): EmailAddress {
    if (raw.length > LONGEST) throw new InvalidEmailAddress();
    // judged as it is kept: a normal form can hold what its source did not, such as a semicolon for U+037E
    const address = raw.normalize('NFC').toLowerCase().normalize('NFC');
    if (address.length > LONGEST || !PATTERN.test(address)) throw new InvalidEmailAddress();
    return address as EmailAddress;
  },
};

const LONGEST = 254;
const PATTERN = new RegExp(EmailAddress.pattern, 'u');

export class InvalidEmailAddress extends refusal('invalid', 'shared.invalid-email-address', 'This is not an email address') {}
