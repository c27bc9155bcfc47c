import { ShowTenant } from '../../../application/tenancy/show-tenant.js';
import { SignUp } from '../../../application/tenancy/sign-up.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { createdAt, endpoint, ok } from '../../shared/http/endpoint.js';
import { NewTenant, TenantView } from './tenant-shapes.js';

export const tenantEndpoints = [
  endpoint({
    route: 'POST /v1/tenants',
    summary: 'Sign up',
    description: 'Founds a tenant on the free plan and registers its owner, who can sign in at once.',
    body: NewTenant,
    calls: SignUp,
    with: ({ body }) => body,
    answers: createdAt('/v1/tenant', TenantView),
    refuses: [SlugTaken],
    cost: 10,
  }),

  endpoint({
    route: 'GET /v1/tenant',
    summary: 'Show my tenant',
    calls: ShowTenant,
    with: () => undefined,
    answers: ok(TenantView),
  }),
];
