import type { Permission, TenantContext } from '../../domain/shared/tenant-context.js';
import { type BuiltInRole, builtInRoles } from '../shared/permission.js';
import type { PermissionCatalogue } from './permission-catalogue.js';

export type RoleAllowing = { readonly name: BuiltInRole; readonly permissions: readonly Permission[] };

/** Lists the roles that every tenant has, the most powerful first, and what each allows. */
export class ListRoles {
  static readonly needs = 'access:roles:read';

  constructor(private readonly catalogue: PermissionCatalogue) {}

  async execute(_tenant: TenantContext): Promise<readonly RoleAllowing[]> {
    return builtInRoles.map((name) => ({ name, permissions: this.catalogue.grantedBy([name]) }));
  }
}
