import { v7 } from 'uuid';
import type { AccessWork } from '../../../application/access/ports/access-work.js';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import { PrincipalId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { noon } from '../../support/users.js';

/** Somebody who holds these roles, and is not stored yet. */
export const aHolder = ({ tenantId }: TenantContext, ...roles: readonly string[]): RoleHolder =>
  RoleHolder.assign({ tenantId, principalId: PrincipalId.from(v7()), roles }, noon);

/** Somebody who holds these roles, as stored. */
export const aStoredHolder = (work: AccessWork, tenant: TenantContext, ...roles: readonly string[]): Promise<RoleHolder> =>
  work.run(tenant, ({ holders }) => holders.save(tenant, aHolder(tenant, ...roles)));
