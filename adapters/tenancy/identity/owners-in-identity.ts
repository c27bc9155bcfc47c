import type { Registration } from '../../../application/identity/published.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { type NewOwner, OwnerPreparation, Owners, type PreparedOwner } from '../../../application/tenancy/ports/owners.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Owners are users of identity's, whose passwords it hashes. */
export class OwnerPreparationInIdentity extends OwnerPreparation {
  constructor(private readonly registration: Registration) {
    super();
  }

  override prepare(owner: NewOwner): Promise<PreparedOwner> {
    return this.registration.prepare(owner);
  }
}

/** An owner is registered by identity in the same transaction, with the role that holds every right. */
export class OwnersInIdentity extends Owners {
  constructor(
    private readonly registration: Registration,
    private readonly transaction: OpenTransaction,
  ) {
    super();
  }

  override register(tenant: TenantContext, owner: PreparedOwner): Promise<PrincipalId> {
    return this.registration.register(tenant, owner, 'owner', this.transaction);
  }
}
