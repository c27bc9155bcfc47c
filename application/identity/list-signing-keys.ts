import { type SigningKey, type SigningKeyUse, usesOf } from '../../domain/identity/signing-key.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { SigningKeys } from './ports/signing-keys.js';

export type SigningKeyCard = SigningKey & { readonly use: SigningKeyUse };

/** The platform's signing keys, newest first, and what each is good for now. */
export class ListSigningKeys {
  static readonly needs = operator;

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext): Promise<readonly SigningKeyCard[]> {
    const keys = await this.keys.list(system);
    const uses = usesOf(keys, this.clock.now());
    return keys.map(({ kid, createdAt, activeFrom, revokedAt }) => ({ kid, createdAt, activeFrom, revokedAt, use: uses.get(kid) ?? 'past' }));
  }
}
