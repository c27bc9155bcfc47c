import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { type CachedKind, CacheKey } from '../shared/cache-key.js';
import type { Cache } from '../shared/ports/cache.js';
import type { PermissionCatalogue } from './permission-catalogue.js';
import type { RoleRegister } from './ports/role-register.js';
import { type Rights, RightsDirectory } from './published.js';
import { rightsTags } from './rights-tags.js';

const NO_RIGHTS: Rights = { roles: [], permissions: [] };

/** Access's answer to its neighbours: turns the roles that somebody holds now into what they may do, and remembers it for a moment. */
export class PublishedRightsDirectory extends RightsDirectory {
  readonly #kind: CachedKind<Rights>;

  constructor(
    private readonly register: RoleRegister,
    private readonly catalogue: PermissionCatalogue,
    private readonly cache: Cache,
  ) {
    super();
    this.#kind = {
      name: 'access.rights',
      freshSeconds: 10,
      keptSeconds: 15,
      localSeconds: 1,
      absentSeconds: 15,
      // roles travel alone: what they allow, each version of the process says for itself
      read: (raw) => this.#allowedBy(rolesIn(raw)),
      write: ({ roles }) => roles,
    };
  }

  override async rightsOf(tenant: TenantContext, principalId: PrincipalId): Promise<Rights> {
    const key = CacheKey.of(tenant, this.#kind, principalId, rightsTags(tenant, principalId));
    const rights = await this.cache.get(tenant, key, async () => {
      const roles = await this.register.rolesOf(tenant, principalId);
      return roles.length === 0 ? null : this.#allowedBy(roles);
    });
    return rights ?? NO_RIGHTS;
  }

  #allowedBy(roles: readonly string[]): Rights {
    return { roles, permissions: this.catalogue.grantedBy(roles) };
  }
}

function rolesIn(raw: unknown): readonly string[] {
  if (!Array.isArray(raw) || !raw.every((role) => typeof role === 'string')) throw new TypeError('These are no roles.');
  return raw;
}
