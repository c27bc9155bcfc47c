import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { AccessScope } from './ports/access-work.js';
import { rightsTags } from './rights-tags.js';

/** Forgets somebody's rights once more after they have changed: whoever changed them may not have lived to tell of it. */
export class ForgetRights {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly work: UnitOfWork<AccessScope>) {}

  execute(tenant: TenantContext, { principalId }: { readonly principalId: PrincipalId }): Promise<void> {
    return this.work.run(tenant, async ({ invalidations }) => invalidations.add(tenant, rightsTags(tenant, principalId)));
  }
}
