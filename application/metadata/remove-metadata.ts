import type { Resource } from '../../domain/metadata/entity-metadata.js';
import { noPairs } from '../../domain/metadata/pairs.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { MetadataScope } from './ports/metadata-work.js';
import { ReplaceMetadata } from './replace-metadata.js';

/** Removes all that was noted on a resource. The version goes on: whoever has seen an older one cannot bring it back. */
export class RemoveMetadata {
  static readonly needs = signedIn;
  readonly #replace: ReplaceMetadata;

  constructor(work: UnitOfWork<MetadataScope>, clock: Clock) {
    this.#replace = new ReplaceMetadata(work, clock);
  }

  async execute(tenant: TenantContext, command: Resource & { readonly version: number }): Promise<void> {
    await this.#replace.execute(tenant, { ...command, pairs: noPairs });
  }
}
