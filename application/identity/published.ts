import type { EmailAddress } from '../../domain/shared/email-address.js';
import { type PrincipalId, SessionId, type TenantContext } from '../../domain/shared/tenant-context.js';
import { publishedEvent } from '../shared/job-handling.js';
import { idOf } from '../shared/json-members.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

export const sessionEnded = publishedEvent('identity.session-ended', { sessionId: idOf(SessionId) });

export type PersonCard = { readonly id: PrincipalId; readonly name: string; readonly email: string };

/** What other contexts may ask of identity. */
export abstract class PersonDirectory {
  /** @returns null when the tenant has nobody of this id. */
  abstract find(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null>;
}

export type NewPerson = { readonly name: string; readonly email: EmailAddress; readonly password: string };
export type PreparedPerson = { readonly name: string; readonly email: EmailAddress; readonly passwordHash: string };

/** Registers a person as a part of what another context does. */
export abstract class Registration {
  /** The slow part, to be done before a transaction is open. */
  abstract prepare(person: NewPerson): Promise<PreparedPerson>;

  /** The person becomes a user of the tenant with this role, if the transaction is kept. @throws EmailTaken, PlanLimitReached */
  abstract register(
    tenant: TenantContext,
    person: PreparedPerson,
    role: BuiltInRole,
    transaction: OpenTransaction,
  ): Promise<PrincipalId>;
}
