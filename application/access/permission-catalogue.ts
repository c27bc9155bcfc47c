import type { Permission } from '../../domain/shared/tenant-context.js';
import type { PermissionDeclaration } from '../shared/permission.js';

/** All permissions that the contexts declare, and which built-in role holds which. */
export class PermissionCatalogue {
  constructor(readonly declarations: readonly PermissionDeclaration[]) {
    const names = new Set<string>();
    for (const { name } of declarations) {
      if (names.has(name)) throw new Error(`Two contexts declare the permission ${name}: one of them must rename its own.`);
      names.add(name);
    }
  }

  /** What these roles allow together, in alphabetical order. A role that nobody declares allows nothing. */
  grantedBy(roles: readonly string[]): readonly Permission[] {
    return this.declarations
      .filter(({ heldBy }) => heldBy.some((role) => roles.includes(role)))
      .map(({ name }) => name)
      .sort();
  }
}
