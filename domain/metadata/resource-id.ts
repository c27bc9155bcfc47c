import { type Identifier, identifier } from '../shared/identifier.js';

export type ResourceId = Identifier<'Resource'>;
export const ResourceId = identifier('Resource');
