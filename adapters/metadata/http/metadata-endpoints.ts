import { ListMetadata } from '../../../application/metadata/list-metadata.js';
import { RemoveMetadata } from '../../../application/metadata/remove-metadata.js';
import { ReplaceMetadata } from '../../../application/metadata/replace-metadata.js';
import { ShowMetadata } from '../../../application/metadata/show-metadata.js';
import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import { ResourceNotFound, ResourceTypeUnknown } from '../../../domain/metadata/metadata-refusals.js';
import { endpoint, noContent, ok, value } from '../../shared/http/endpoint.js';
import { MetadataFilter, MetadataListView, MetadataParams, MetadataTypeParams, MetadataView, NewMetadata } from './metadata-shapes.js';

export const metadataEndpoints = [
  endpoint({
    route: 'GET /v1/metadata/{type}',
    summary: 'Show the metadata of some resources',
    description: 'For a whole list at once: in the order of the ids, each once. What the tenant does not have is left out. Whoever may read the resources of the type may.',
    params: MetadataTypeParams,
    query: MetadataFilter,
    calls: ListMetadata,
    with: ({ params, query }) => ({ ...params, ...query }),
    answers: value(MetadataListView, (data: readonly EntityMetadataState[]) => ({ data })),
    refuses: [ResourceTypeUnknown],
  }),

  endpoint({
    route: 'GET /v1/metadata/{type}/{resourceId}',
    summary: 'Show the metadata of a resource',
    description: 'No pairs, in version 0, where nothing was ever noted. Whoever may read the resource may.',
    params: MetadataParams,
    calls: ShowMetadata,
    with: ({ params }) => params,
    answers: ok(MetadataView),
    refuses: [ResourceTypeUnknown, ResourceNotFound],
  }),

  endpoint({
    route: 'PUT /v1/metadata/{type}/{resourceId}',
    summary: 'Replace the metadata of a resource',
    description: 'These pairs take the place of all pairs before. Whoever may change the resource may.',
    params: MetadataParams,
    body: NewMetadata,
    ifMatch: true,
    calls: ReplaceMetadata,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(MetadataView),
    refuses: [ResourceTypeUnknown, ResourceNotFound],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/metadata/{type}/{resourceId}',
    summary: 'Remove the metadata of a resource',
    description: 'Removes all pairs. The version goes on. Whoever may change the resource may.',
    params: MetadataParams,
    ifMatch: true,
    calls: RemoveMetadata,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [ResourceTypeUnknown, ResourceNotFound],
    cost: 2,
  }),
];
