import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { ResourceTypes } from '../resource-types.js';
import type { KeptMetadata } from './kept-metadata.js';

export type MetadataScope = { readonly metadata: KeptMetadata; readonly types: ResourceTypes };

/** Metadata's unit of work. Whether there is a resource is asked in the same transaction. */
export abstract class MetadataWork extends UnitOfWork<MetadataScope> {}
