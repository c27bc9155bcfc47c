import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Position } from '../../../application/shared/page.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

const TAG_BYTES = 16;

/**
 * Authenticates positions in lists, so that a cursor serves one tenant's one query only and cannot be made up. Whoever
 * has it can read it: a position holds nothing that its list does not show.
 */
export class Cursors {
  readonly #key: KeyObject;

  /** @param key 32 bytes or more, the same in all processes that serve one API. */
  constructor(key: Uint8Array) {
    if (key.length < 32) throw new Error('The key that signs cursors has to have 32 bytes or more.');
    this.#key = createSecretKey(key);
  }

  /** @param query what the position belongs to: the operation and its filters. */
  sign(tenant: TenantContext, query: string, position: Position): string {
    return Buffer.concat([this.#tag(tenant, query, position), Buffer.from(position)]).toString('base64url');
  }

  /** The position, or null for a cursor of another tenant or query, or of nobody. */
  verify(tenant: TenantContext, query: string, cursor: string): Position | null {
    const signed = Buffer.from(cursor, 'base64url');
    // decoding is lenient: only what encodes back to the same text is the cursor that was given out
    if (signed.length <= TAG_BYTES || signed.toString('base64url') !== cursor) return null;
    const position = signed.subarray(TAG_BYTES).toString();
    return timingSafeEqual(signed.subarray(0, TAG_BYTES), this.#tag(tenant, query, position)) ? position : null;
  }

  #tag(tenant: TenantContext, query: string, position: Position): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(['cursor', tenant.tenantId, query, position]))
      .digest()
      .subarray(0, TAG_BYTES);
  }
}
