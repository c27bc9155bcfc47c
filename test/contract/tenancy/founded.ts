import { v7 } from 'uuid';
import type { TenancyWork } from '../../../application/tenancy/ports/tenancy-work.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Plan } from '../../../domain/tenancy/plan.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { noon } from '../../support/users.js';

/** A slug that no tenant has. */
export const aSlug = () => Slug.from(`t-${v7()}`);

/** A tenant that is not stored yet. */
export const founded = ({ tenantId: id }: TenantContext, slug = aSlug(), plan: Plan = 'team'): Tenant =>
  Tenant.found({ id, slug, name: 'Acme & Söhne', plan, createdAt: noon });

export const add = (work: TenancyWork, tenant: TenantContext, given: Tenant): Promise<Tenant> =>
  work.run(tenant, ({ tenants }) => tenants.add(tenant, given));
