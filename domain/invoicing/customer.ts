import type { EmailAddress } from '../shared/email-address.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CustomerEvent } from './customer-events.js';
import type { CustomerId } from './customer-id.js';

/** What may be changed. Absent leaves as it is; null removes. */
export type CustomerChange = {
  readonly name?: string;
  readonly reference?: string | null;
  readonly email?: EmailAddress | null;
};

export type CustomerState = {
  readonly id: CustomerId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** What the tenant calls this customer in its own books. */
  readonly reference: string | null;
  /** Where invoices go. */
  readonly email: EmailAddress | null;
  /** Since when they get no new invoices; null while they do. */
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** Somebody whom a tenant asks for money. */
export class Customer {
  private constructor(
    readonly state: CustomerState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly CustomerEvent[],
  ) {}

  static add(given: Omit<CustomerState, 'archivedAt' | 'version'>): Customer {
    return new Customer({ ...given, archivedAt: null, version: 0 }, []).become({}, 'invoicing.customer-added', given.createdAt);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: CustomerState): Customer {
    return new Customer(state, []);
  }

  get isArchived(): boolean {
    return this.state.archivedAt !== null;
  }

  /** Whoever is so already stays as they are. */
  change(change: CustomerChange, at: Date): Customer {
    const { name = this.state.name, reference = this.state.reference, email = this.state.email } = change; // and nothing else that a caller may bring along
    if (name === this.state.name && reference === this.state.reference && email === this.state.email) return this;
    return this.become({ name, reference, email }, 'invoicing.customer-changed', at);
  }

  /** From now on no new invoices. Whoever is archived stays as they are. */
  archive(at: Date): Customer {
    return this.isArchived ? this : this.become({ archivedAt: at }, 'invoicing.customer-archived', at);
  }

  /** Back from the archive. Whoever is not archived stays as they are. */
  unarchive(at: Date): Customer {
    return this.isArchived ? this.become({ archivedAt: null }, 'invoicing.customer-restored', at) : this;
  }

  /** As it is once it has been stored. */
  stored(): Customer {
    return Customer.restore({ ...this.state, version: this.state.version + 1 });
  }

  private become(change: Partial<CustomerState>, type: CustomerEvent['type'], occurredAt: Date): Customer {
    const { id: customerId, tenantId } = this.state;
    return new Customer({ ...this.state, ...change }, [...this.events, { type, tenantId, customerId, occurredAt }]);
  }
}
