import { activeFromAfter, type SigningKey } from '../../domain/identity/signing-key.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { SigningKeyMaker } from './ports/signing-key-maker.js';
import type { SigningKeys } from './ports/signing-keys.js';

export type RotateSigningKeysCommand = {
  /** The key that signs has leaked: nothing that it signed shall count any more. */
  readonly atOnce: boolean;
};

/**
 * Makes a new signing key. It is published at once and signs ten minutes later, and the one before is good until the
 * tokens that it signed have expired: nobody notices. At once means that all signed before is void, and everybody has to refresh.
 */
export class RotateSigningKeys {
  static readonly needs = operator;

  constructor(
    private readonly keys: SigningKeys,
    private readonly maker: SigningKeyMaker,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { atOnce }: RotateSigningKeysCommand): Promise<SigningKey> {
    const now = this.clock.now();
    const key = await this.maker.make(now, activeFromAfter(now, atOnce));
    await (atOnce ? this.keys.replaceAll(system, key) : this.keys.add(system, key));
    const { kid, createdAt, activeFrom, revokedAt } = key;
    return { kid, createdAt, activeFrom, revokedAt };
  }
}
