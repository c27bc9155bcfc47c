import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { CacheTag } from '../shared/cache-key.js';

/** With what the rights of somebody are forgotten, wherever they are kept. */
export const rightsTags = (tenant: TenantContext, holder: PrincipalId): readonly CacheTag[] => [CacheTag.of(tenant, `access.rights ${holder}`)];
