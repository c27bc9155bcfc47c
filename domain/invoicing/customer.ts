import type { DomainEvent } from '../shared/domain-event.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CustomerId } from './customer-id.js';

export type CustomerState = {
  readonly id: CustomerId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** What the tenant calls this customer in its own books. */
  readonly reference: string | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

export type CustomerAdded = DomainEvent & { readonly type: 'invoicing.customer-added'; readonly customerId: CustomerId };

/** Somebody whom a tenant asks for money. */
export class Customer {
  private constructor(
    readonly state: CustomerState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly CustomerAdded[],
  ) {}

  static add(given: Omit<CustomerState, 'version'>): Customer {
    const { id: customerId, tenantId, createdAt: occurredAt } = given;
    return new Customer({ ...given, version: 0 }, [{ type: 'invoicing.customer-added', tenantId, customerId, occurredAt }]);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: CustomerState): Customer {
    return new Customer(state, []);
  }
}
