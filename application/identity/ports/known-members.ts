import { KnownResources } from '../../shared/ports/known-resources.js';

/** Which members a tenant has, whether they are active or not. */
export abstract class KnownMembers extends KnownResources {}
