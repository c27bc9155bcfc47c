import type { EmailAddress } from '../../../domain/shared/email-address.js';
import type { UserState, UserStatus } from '../../../domain/identity/user.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';
import type { Member } from '../member.js';
import type { PersonCard } from '../published.js';

/** What members can be listed by; a minus turns it round. Ties are broken by id. */
export const memberSorts = ['-createdAt', 'createdAt', 'name', '-name', 'email', '-email'] as const;
export type MemberSort = (typeof memberSorts)[number];

export type MemberQuery = PageRequest & { readonly sort: MemberSort; readonly status?: UserStatus };

/** A tenant's users, to be read: each question costs one round trip. */
export abstract class UserRegister {
  /** With the password's hash, for whoever signs in. @returns null when the tenant has nobody of this address. */
  abstract byEmail(tenant: TenantContext, email: EmailAddress): Promise<UserState | null>;

  /** What may be shown of a user. @returns null when the tenant has nobody of this id. */
  abstract byId(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null>;

  /** @returns null when the tenant has nobody of this id. */
  abstract member(tenant: TenantContext, id: PrincipalId): Promise<Member | null>;

  abstract list(tenant: TenantContext, query: MemberQuery): Promise<Page<Member>>;

  /** For whoever proves by it who they are once more. @returns null when the tenant has nobody of this id. */
  abstract passwordHashOf(tenant: TenantContext, id: PrincipalId): Promise<string | null>;
}
