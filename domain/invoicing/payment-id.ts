import { type Identifier, identifier } from '../shared/identifier.js';

export type PaymentId = Identifier<'Payment'>;
export const PaymentId = identifier('Payment');
