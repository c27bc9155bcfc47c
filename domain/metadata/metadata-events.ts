import type { DomainEvent } from '../shared/domain-event.js';
import type { ResourceId } from './resource-id.js';

export type MetadataEvent = DomainEvent & {
  readonly type: 'metadata.metadata-changed';
  readonly resourceType: string;
  readonly resourceId: ResourceId;
  /** What was added, changed or removed. */
  readonly names: readonly string[];
};
