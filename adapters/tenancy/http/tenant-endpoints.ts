import { ChangeTenant } from '../../../application/tenancy/change-tenant.js';
import { ReopenTenant } from '../../../application/tenancy/reopen-tenant.js';
import { RequestClosure } from '../../../application/tenancy/request-closure.js';
import { ShowTenant } from '../../../application/tenancy/show-tenant.js';
import { ShowUsage } from '../../../application/tenancy/show-usage.js';
import { SignUp } from '../../../application/tenancy/sign-up.js';
import { SlugTaken, TenantClosed, TenantNotActive, TenantNotClosing } from '../../../domain/tenancy/tenancy-refusals.js';
import { createdAt, endpoint, noContent, ok, value } from '../../shared/http/endpoint.js';
import { NewTenant, TenantChange, TenantView, UsageView } from './tenant-shapes.js';

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
    description: 'Shows how the tenant stands, and what its plan includes.',
    calls: ShowTenant,
    with: () => undefined,
    answers: ok(TenantView),
  }),

  endpoint({
    route: 'GET /v1/tenant/usage',
    summary: 'Show what my tenant uses',
    description: 'Shows how much is used at this moment of what the plan limits.',
    calls: ShowUsage,
    with: () => undefined,
    answers: value(UsageView),
  }),

  endpoint({
    route: 'PATCH /v1/tenant',
    summary: 'Rename my tenant',
    body: TenantChange,
    ifMatch: true,
    calls: ChangeTenant,
    with: ({ body, version }) => ({ version, change: body }),
    answers: ok(TenantView),
    refuses: [TenantClosed],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/tenant/closure',
    summary: 'Have my tenant closed',
    description: 'The tenant can be closed for good thirty days later. Until then everything can be read, nothing changed, and an owner can take it back.',
    ifMatch: true,
    calls: RequestClosure,
    with: ({ version }) => ({ version }),
    answers: ok(TenantView),
    refuses: [TenantNotActive, TenantClosed],
    cost: 5,
  }),

  endpoint({
    route: 'DELETE /v1/tenant/closure',
    summary: 'Keep my tenant',
    description: 'Takes back that the tenant is to be closed.',
    ifMatch: true,
    calls: ReopenTenant,
    with: ({ version }) => ({ version }),
    answers: noContent,
    refuses: [TenantNotClosing, TenantClosed],
    cost: 2,
  }),
];
