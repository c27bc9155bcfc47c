import { type Identifier, identifier } from '../shared/identifier.js';

export type InvoiceId = Identifier<'Invoice'>;
export const InvoiceId = identifier('Invoice');
