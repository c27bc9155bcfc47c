import { hkdfSync } from 'node:crypto';

/** 32 bytes for one purpose, which tell nothing of the master key or of the keys for other purposes (HKDF, RFC 5869). */
export const derivedKey = (masterKey: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', masterKey, '', `atrium: ${purpose}`, 32));
