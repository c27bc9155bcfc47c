import { type Principal, TenantContext } from '../../domain/shared/tenant-context.js';
import { PrincipalContexts } from '../shared/ports/principal-contexts.js';
import type { GrantedPermissions } from './ports/granted-permissions.js';
import type { Standings } from './ports/standings.js';

/** Asks access and tenancy at once. Whoever has been deactivated or removed has no rights. */
export class PublishedPrincipalContexts extends PrincipalContexts {
  constructor(
    private readonly permissions: GrantedPermissions,
    private readonly standings: Standings,
  ) {
    super();
  }

  override async contextOf(tenant: TenantContext, principal: Principal): Promise<TenantContext | null> {
    const [permissions, standing] = await Promise.all([
      principal.kind === 'user' ? this.permissions.of(tenant, principal.id) : [],
      this.standings.of(tenant),
    ]);
    return standing === 'closed' ? null : TenantContext.of(tenant.tenantId, principal, permissions, standing);
  }
}
