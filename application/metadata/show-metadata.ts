import type { EntityMetadataState, Resource } from '../../domain/metadata/entity-metadata.js';
import { ResourceNotFound } from '../../domain/metadata/metadata-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import { ListMetadata } from './list-metadata.js';
import type { MetadataRegister } from './ports/metadata-register.js';
import type { ResourceTypes } from './resource-types.js';

/** Shows what is noted on one resource. What it needs, the type of the resource says. */
export class ShowMetadata {
  static readonly needs = signedIn;
  readonly #list: ListMetadata;

  constructor(types: ResourceTypes, register: MetadataRegister) {
    this.#list = new ListMetadata(types, register);
  }

  async execute(tenant: TenantContext, { type, resourceId }: Resource): Promise<EntityMetadataState> {
    const [found] = await this.#list.execute(tenant, { type, ids: [resourceId] });
    if (found === undefined) throw new ResourceNotFound();
    return found;
  }
}
