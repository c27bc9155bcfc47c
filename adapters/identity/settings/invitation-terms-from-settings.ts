import { InvitationTerms } from '../../../application/identity/ports/invitation-terms.js';
import { invitationDays } from '../../../application/identity/settings.js';
import type { EffectiveSettings } from '../../../application/settings/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** The terms, as they are set. */
export class InvitationTermsFromSettings extends InvitationTerms {
  constructor(private readonly settings: EffectiveSettings) {
    super();
  }

  override days(tenant: TenantContext): Promise<number> {
    return this.settings.valueOf(tenant, invitationDays);
  }
}
