import { MemberNotFound } from '../../domain/identity/identity-refusals.js';
import type { User } from '../../domain/identity/user.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { Users } from './ports/users.js';

/** A member, and the version in which somebody saw them who now changes something. */
export type SeenMember = { readonly memberId: PrincipalId; readonly version: number };

/** @throws MemberNotFound, OutdatedVersion */
export async function getAsSeen(users: Users, tenant: TenantContext, { memberId, version }: SeenMember): Promise<User> {
  const user = await users.get(tenant, memberId);
  if (user === null) throw new MemberNotFound();
  if (user.state.version !== version) throw new OutdatedVersion();
  return user;
}
