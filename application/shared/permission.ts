import type { Permission } from '../../domain/shared/tenant-context.js';

/** The roles that every tenant has, from the most to the least powerful. */
export const builtInRoles = ['owner', 'admin', 'member', 'viewer'] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

/** What a context asks for, declared beside its use cases. */
export type PermissionDeclaration = {
  readonly name: Permission;
  /** What it allows, as a sentence that a tenant's owner understands. */
  readonly description: string;
  /** The built-in roles that hold it. */
  readonly heldBy: readonly BuiltInRole[];
};
