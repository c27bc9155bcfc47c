import type { EntityMetadataState, Resource } from '../../domain/metadata/entity-metadata.js';
import type { Pairs } from '../../domain/metadata/pairs.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { MetadataScope } from './ports/metadata-work.js';

export type ReplaceMetadataCommand = Resource & { readonly version: number; readonly pairs: Pairs };

/** Puts pairs in the place of all that was noted on a resource, as seen in the version that is named. What it needs, the type of the resource says. */
export class ReplaceMetadata {
  static readonly needs = signedIn;

  constructor(
    private readonly work: UnitOfWork<MetadataScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { version, pairs, ...resource }: ReplaceMetadataCommand): Promise<EntityMetadataState> {
    const { state } = await this.work.run(tenant, async ({ metadata, types }) => {
      await types.assertChangeable(tenant, resource);
      const found = await metadata.get(tenant, resource);
      if (found.state.version !== version) throw new OutdatedVersion();
      const changed = found.replace(pairs, this.clock.now());
      return changed === found ? found : metadata.save(tenant, changed);
    });
    return state;
  }
}
