import { v7 } from 'uuid';
import { Ids } from '../../../application/shared/ports/ids.js';

/** UUIDv7 (RFC 9562): in the order in which they were made, within this process. */
export class UuidIds extends Ids {
  override next(): string {
    return v7();
  }
}
