import { v7 } from 'uuid';
import { type Permission, PrincipalId, SessionId, TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

/** A tenant of one's own, with a user who may do what is named. */
export const aTenant = (...permissions: readonly Permission[]): TenantContext =>
  TenantContext.of(TenantId.from(v7()), aUser(), permissions, 'active');

/** The same tenant, as seen by a new user who may do what is named. */
export const anotherUserOf = ({ tenantId }: TenantContext, ...permissions: readonly Permission[]): TenantContext =>
  TenantContext.of(tenantId, aUser(), permissions, 'active');

/** The platform, acting in a tenant on a schedule or after an event. */
export const thePlatformIn = (tenantId: TenantId): TenantContext => TenantContext.of(tenantId, { kind: 'platform' }, [], 'active');

/** Everybody who is somebody else: a colleague, the user of the same id in another tenant, a visitor, the platform. */
export const strangersTo = (tenant: TenantContext): readonly TenantContext[] => [
  anotherUserOf(tenant),
  TenantContext.of(aTenant().tenantId, tenant.principal, [], 'active'),
  TenantContext.visitor(tenant.tenantId),
  thePlatformIn(tenant.tenantId),
];

const aUser = () => ({ kind: 'user', id: PrincipalId.from(v7()), sessionId: SessionId.from(v7()) }) as const;

/** Who acts in this context. @throws when it is a visitor. */
export function userOf({ principal }: TenantContext): Extract<TenantContext['principal'], { kind: 'user' }> {
  if (principal.kind !== 'user') throw new Error('A visitor acts here, not a user.');
  return principal;
}
