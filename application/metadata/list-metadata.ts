import type { EntityMetadataState } from '../../domain/metadata/entity-metadata.js';
import type { ResourceId } from '../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { MetadataRegister } from './ports/metadata-register.js';
import { inOrder, type ResourceTypes } from './resource-types.js';

export type MetadataQuery = { readonly type: string; readonly ids: readonly ResourceId[] };

/** Shows what is noted on each of some resources, in the order in which they are named, each once; one that the tenant does not have is left out. */
export class ListMetadata {
  static readonly needs = signedIn;

  constructor(
    private readonly types: ResourceTypes,
    private readonly register: MetadataRegister,
  ) {}

  async execute(tenant: TenantContext, { type, ids }: MetadataQuery): Promise<readonly EntityMetadataState[]> {
    const { known: resources } = this.types.toRead(tenant, type);
    if (ids.length === 0) return [];
    const [known, noted] = await Promise.all([resources.known(tenant, ids), this.register.of(tenant, type, ids)]);
    return inOrder(ids, known).flatMap((id) => noted.get(id) ?? []);
  }
}
