import { v7 } from 'uuid';
import type { Transactions } from '../../application/shared/ports/transactions.js';
import type { BuiltInRole } from '../../application/shared/permission.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import { SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { add, aSlug, founded } from '../contract/tenancy/founded.js';
import type { Platform } from './platform.js';
import { aTenant } from './tenants.js';
import { aSession } from './users.js';

/** The platform, and what opens its transactions. */
export type Ground = Platform & { readonly transactions: Transactions };

export const password = 'correct horse battery staple';

let count = 0;

/** Somebody of the tenant's with this role, as they act in a session that is stored. */
export async function aMember(ground: Ground, { tenantId }: Pick<TenantContext, 'tenantId'>, role: BuiltInRole): Promise<TenantContext> {
  const { registration, transactions, identityWork, catalogue } = ground;
  const visitor = TenantContext.visitor(tenantId);
  const person = await registration.prepare({ name: `A ${role}`, email: EmailAddress.from(`${role}-${++count}@acme.example`), password });
  const id = await transactions.run(visitor, (transaction) => registration.register(visitor, person, role, transaction));
  const { state } = await identityWork.run(visitor, ({ sessions }) => sessions.save(visitor, aSession(visitor, id)));
  return TenantContext.of(tenantId, { kind: 'user', id, sessionId: SessionId.from(state.id) }, catalogue.grantedBy([role]), 'active');
}

/** A tenant of one's own without limits, as its owner acts in it. */
export async function anOwnerOf(ground: Ground): Promise<TenantContext> {
  const tenant = aTenant();
  await add(ground.tenancyWork, tenant, founded(tenant, aSlug(), 'enterprise'));
  return aMember(ground, tenant, 'owner');
}

/** An address that nobody has. */
export const aNewAddress = (): EmailAddress => EmailAddress.from(`${v7()}@acme.example`);
