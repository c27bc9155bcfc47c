import { ResourceId } from '../../domain/metadata/resource-id.js';
import { publishedEvent } from '../shared/job-handling.js';
import { idOf, instant, text } from '../shared/json-members.js';

export const metadataChanged = publishedEvent('metadata.metadata-changed', { resourceType: text, resourceId: idOf(ResourceId), occurredAt: instant });
