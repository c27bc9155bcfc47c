/** New identifiers: UUIDv7 (RFC 9562), so later ones sort after earlier ones. */
export abstract class Ids {
  abstract next(): string;
}
