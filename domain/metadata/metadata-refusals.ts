import { refusal } from '../shared/domain-error.js';

export class ResourceTypeUnknown extends refusal('not-found', 'metadata.resource-type-unknown', 'There are no resources of this type that can have metadata', 'Check the type: the detail names all that there are.') {}
export class ResourceNotFound extends refusal('not-found', 'metadata.resource-not-found', 'There is no such resource') {}

export class InvalidPairs extends refusal('invalid', 'metadata.invalid-pairs', 'These are no pairs of a name and a value') {}
export class PairsTooLarge extends refusal('invalid', 'metadata.pairs-too-large', 'All pairs together have at most 16 KiB') {}
