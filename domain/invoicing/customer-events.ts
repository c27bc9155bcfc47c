import type { DomainEvent } from '../shared/domain-event.js';
import type { CustomerId } from './customer-id.js';

export type CustomerEvent = DomainEvent & {
  readonly type: 'invoicing.customer-added' | 'invoicing.customer-changed' | 'invoicing.customer-archived' | 'invoicing.customer-restored';
  readonly customerId: CustomerId;
};
