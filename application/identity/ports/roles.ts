import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Users' roles, in the transaction that registers, deactivates or removes the user. Access keeps them, and its rules. */
export abstract class Roles {
  /** A first role, for a new user. */
  abstract assign(tenant: TenantContext, user: PrincipalId, role: string): Promise<void>;

  /** Takes the rights away and keeps the roles. Refuses the last owner, and a caller who does not hold those rights. */
  abstract deactivate(tenant: TenantContext, user: PrincipalId): Promise<void>;

  /** Gives the rights back. Refuses a caller who does not hold them. */
  abstract reactivate(tenant: TenantContext, user: PrincipalId): Promise<void>;

  /** Takes the roles away for good. Refuses the last owner, and a caller who does not hold their rights. */
  abstract withdraw(tenant: TenantContext, user: PrincipalId): Promise<void>;

  /** Refuses a caller who promises a role whose rights they do not hold. */
  abstract assertMayGive(tenant: TenantContext, role: string): Promise<void>;

  /** Whether somebody who has invited a user to this role may still do that. */
  abstract mayStillGive(tenant: TenantContext, giver: PrincipalId, role: string): Promise<boolean>;
}
