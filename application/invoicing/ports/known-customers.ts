import { KnownResources } from '../../shared/ports/known-resources.js';

/** Which customers a tenant has, archived or not. */
export abstract class KnownCustomers extends KnownResources {}
