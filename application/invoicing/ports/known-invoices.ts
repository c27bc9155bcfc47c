import { KnownResources } from '../../shared/ports/known-resources.js';

/** Which invoices a tenant has, in whatever state. */
export abstract class KnownInvoices extends KnownResources {}
