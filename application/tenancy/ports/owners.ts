import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

export type NewOwner = { readonly name: string; readonly email: EmailAddress; readonly password: string };

/** An owner with the slow part done: hashing the password takes milliseconds, which no transaction should wait for. */
export type PreparedOwner = { readonly name: string; readonly email: EmailAddress; readonly passwordHash: string };

/** Makes owners ready to be registered. */
export abstract class OwnerPreparation {
  abstract prepare(owner: NewOwner): Promise<PreparedOwner>;
}

/** The person who founds a tenant: a user of it who holds every right. */
export abstract class Owners {
  abstract register(tenant: TenantContext, owner: PreparedOwner): Promise<PrincipalId>;
}
