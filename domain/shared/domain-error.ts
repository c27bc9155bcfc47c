/** What went wrong, in terms that any edge can translate: an HTTP status, a retry policy, a log level. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'outdated'
  | 'rule-broken'
  | 'throttled'
  | 'unavailable';

/** A refusal that the business can name. Anything else that throws is a defect. */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable and public, e.g. `invoicing.invoice-already-issued`. Never reworded. */
  abstract readonly code: string;
  /** When the same request may succeed, in seconds from now; null where waiting changes nothing. */
  readonly retryAfterSeconds: number | null = null;
  /** Which member of what was said is refused, as a JSON Pointer (RFC 6901); null where it is not one alone. */
  readonly pointer: string | null = null;
}

/** The class of a refusal, readable without an instance: the problem catalogue and OpenAPI are made of these. */
export type Refusal = {
  readonly kind: ErrorKind;
  readonly code: string;
  /** One short sentence, the same for every occurrence. */
  readonly title: string;
  /** What to do about it, where its kind does not say enough. */
  readonly advice: string | null;
  readonly prototype: DomainError;
};

/**
 * Declares a refusal: `class InvoiceIsEmpty extends refusal('rule-broken', 'invoicing.invoice-is-empty', 'The invoice has no lines') {}`.
 * Thrown with a sentence of its own where the title does not say enough; never one that repeats an id.
 */
export function refusal<const Kind extends ErrorKind, const Code extends string>(
  kind: Kind,
  code: Code,
  title: string,
  advice: string | null = null,
) {
  return class extends DomainError {
    static readonly kind = kind;
    static readonly code = code;
    static readonly title = title;
    static readonly advice = advice;
    override readonly kind = kind;
    override readonly code = code;

    constructor(detail: string = title) {
      super(detail);
      this.name = new.target.name;
    }
  };
}
