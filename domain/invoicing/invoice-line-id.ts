import { type Identifier, identifier } from '../shared/identifier.js';

export type InvoiceLineId = Identifier<'InvoiceLine'>;
export const InvoiceLineId = identifier('InvoiceLine');
