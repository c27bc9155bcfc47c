import { refusal } from './domain-error.js';

declare const emailAddress: unique symbol;

/** Where a person is reached, in one spelling: lower case, NFC. */
export type EmailAddress = string & { readonly [emailAddress]: true };

export const EmailAddress = {
  /** One @ between a local part and a host with a dot: what can be judged without sending a letter. At most 254 characters (RFC 5321). */
  pattern: '^[^\\s@"<>(),:;\\[\\]\\\\\\u0000-\\u001f\\u007f]{1,64}@(?:[^\\s@"<>(),:;.\\[\\]\\\\\\u0000-\\u001f\\u007f]{1,63}\\.){1,8}[^\\s@"<>(),:;.\\[\\]\\\\\\u0000-\\u001f\\u007f]{2,63}$',

  /** @throws InvalidEmailAddress */
  from(raw: string): EmailAddress {
    if (raw.length > 254 || !PATTERN.test(raw)) throw new InvalidEmailAddress();
    return raw.normalize('NFC').toLowerCase() as EmailAddress;
  },
};

const PATTERN = new RegExp(EmailAddress.pattern, 'u');

export class InvalidEmailAddress extends refusal('invalid', 'shared.invalid-email-address', 'This is not an email address') {}
