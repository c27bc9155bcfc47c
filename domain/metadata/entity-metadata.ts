import type { TenantId } from '../shared/tenant-context.js';
import type { MetadataEvent } from './metadata-events.js';
import { namesChanged, noPairs, type Pairs } from './pairs.js';
import type { ResourceId } from './resource-id.js';

/** Which resource: of which type, and which of them. */
export type Resource = {
  /** As paths call it, e.g. `invoices`. */
  readonly type: string;
  readonly resourceId: ResourceId;
};

export type EntityMetadataState = Resource & {
  readonly tenantId: TenantId;
  readonly pairs: Pairs;
  /** How many times it has been stored; 0 when it never was. It goes on when all pairs are removed, and never back. */
  readonly version: number;
};

/** What a tenant notes on one resource, whatever that is. */
export class EntityMetadata {
  private constructor(
    readonly state: EntityMetadataState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly MetadataEvent[],
  ) {}

  /** Of a resource on which nothing was ever noted. */
  static none(tenantId: TenantId, { type, resourceId }: Resource): EntityMetadata {
    return new EntityMetadata({ type, resourceId, tenantId, pairs: noPairs, version: 0 }, []);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: EntityMetadataState): EntityMetadata {
    return new EntityMetadata(state, []);
  }

  /** These take the place of all pairs before. What is so already stays as it is. */
  replace(pairs: Pairs, occurredAt: Date): EntityMetadata {
    const names = namesChanged(this.state.pairs, pairs);
    if (names.length === 0) return this;
    const { tenantId, type: resourceType, resourceId } = this.state;
    const changed: MetadataEvent = { type: 'metadata.metadata-changed', tenantId, resourceType, resourceId, names, occurredAt };
    return new EntityMetadata({ ...this.state, pairs }, [...this.events, changed]);
  }

  /** As it is once it has been stored. */
  stored(): EntityMetadata {
    return EntityMetadata.restore({ ...this.state, version: this.state.version + 1 });
  }
}
