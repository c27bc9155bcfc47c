import { type Identifier, identifier } from '../shared/identifier.js';

export type CustomerId = Identifier<'Customer'>;
export const CustomerId = identifier('Customer');
