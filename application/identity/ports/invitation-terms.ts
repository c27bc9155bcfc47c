import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** On which terms a tenant invites people. */
export abstract class InvitationTerms {
  /** For how many days an invitation can be accepted. */
  abstract days(tenant: TenantContext): Promise<number>;
}
