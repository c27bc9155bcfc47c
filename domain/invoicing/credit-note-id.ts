import { type Identifier, identifier } from '../shared/identifier.js';

export type CreditNoteId = Identifier<'CreditNote'>;
export const CreditNoteId = identifier('CreditNote');
