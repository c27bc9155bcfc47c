import { platformTenantId, TenantContext } from '../../domain/shared/tenant-context.js';

/** For whom the sheets of the platform and of its plans are kept. */
export const platformTenant = TenantContext.of(platformTenantId, { kind: 'platform' }, [], 'active');
