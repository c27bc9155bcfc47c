import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { PermissionDeclaration } from '../shared/permission.js';
import type { PermissionCatalogue } from './permission-catalogue.js';

/** Lists what can be allowed, and which roles allow it. */
export class ListPermissions {
  static readonly needs = 'access:roles:read';

  constructor(private readonly catalogue: PermissionCatalogue) {}

  async execute(_tenant: TenantContext): Promise<readonly PermissionDeclaration[]> {
    return this.catalogue.declarations.toSorted(({ name }, other) => (name < other.name ? -1 : 1));
  }
}
